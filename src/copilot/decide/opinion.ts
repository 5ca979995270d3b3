import { ALL_SERVICE_ITEMS, SERVICE_TYPES } from "../../kernel/labels.ts";
import type { Understanding } from "../understand/understanding.ts";
import type { Matter, Matters } from "./matter.ts";
import type { Opinion } from "./route.ts";

type Understand = (text: string) => Pick<Understanding, "serviceType" | "serviceItem">;

/** Below this length the last words alone say too little to be classified. */
const TOO_SHORT = 15;

/** Where nothing is asked no label matters, and what is said to it binds nobody. */
const NOTHING_ASKED: Opinion = {
  types: onlyOne(SERVICE_TYPES, "consult"),
  items: onlyOne(ALL_SERVICE_ITEMS, "howto"),
  troubleBefore: 0,
};

/** What to classify: the matter at hand, or the one before it when the present one is nothing but orders to the machine. */
export const readableMatter = ({ now, before }: Matters): Matter => (now.said === "" ? (before.at(-1) ?? now) : now);

/**
 * The classifier's opinion on a conversation: half on the whole matter, half on its last words; once settled, on how it
 * began. `asked`: what these words ask together, where they only name another thing than before.
 */
export function opinionOf(matters: Matters, understand: Understand, asked?: string): Opinion {
  const matter = readableMatter(matters);
  const { courtesy, vendorTurns } = matters.now;
  if (courtesy !== null && (courtesy !== "puzzled" || vendorTurns === 0)) return NOTHING_ASKED;
  const live = matter === matters.now && !matter.settled;
  const whole = matter.core || matter.said;
  const before = live ? whole.slice(0, Math.max(0, whole.length - matter.last.length)) : "";
  const last = live ? matter.last : matter.opening || whole;
  const overall = understand(asked ?? whole);
  const recent = last === whole || last.length < TOO_SHORT ? overall : understand(last);
  const standard = (text: string) => understand(text).serviceType.distribution.standard;
  return {
    types: mean(overall.serviceType.distribution, recent.serviceType.distribution),
    items: mean(overall.serviceItem.distribution, recent.serviceItem.distribution),
    troubleBefore: before.length > 5 ? Math.max(standard(before), standard(matter.opening)) : 0,
    namesAnother: asked !== undefined,
  };
}

function onlyOne<Label extends string>(labels: readonly Label[], only: Label): Record<Label, number> {
  return Object.fromEntries(labels.map((label) => [label, label === only ? 1 : 0])) as Record<Label, number>;
}

const mean = <Label extends string>(
  a: Readonly<Record<Label, number>>,
  b: Readonly<Record<Label, number>>,
): Record<Label, number> =>
  Object.fromEntries((Object.keys(a) as Label[]).map((label) => [label, (a[label] + b[label]) / 2])) as Record<
    Label,
    number
  >;
