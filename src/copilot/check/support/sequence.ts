import { fold } from "../../../kernel/fold.ts";
import { remembered } from "../../../kernel/remembered.ts";
import { contentWords } from "../../content-words.ts";
import { share } from "../segments.ts";
import type { PreparedPassage } from "../source-window.ts";

/** What is done or holds first, and what follows it. */
interface Sequence {
  readonly first: ReadonlySet<string>;
  readonly next: ReadonlySet<string>;
}

const END = "(?=[。.;；!！\\n]|$)";
/** Each with the number of the group that comes first. */
const FORMS: readonly (readonly [pattern: RegExp, first: 1 | 2])[] = [
  [
    new RegExp(
      `([^，,。;；\\n]{2,40}?)(?:之前|以前|前)[，,]?\\s?(?:请|需要?|须|必须|应|要|务必)?先?([^。;；\\n]{2,60}?)${END}`,
      "g",
    ),
    2,
  ],
  [new RegExp(`先([^。;；\\n]{2,40}?)[，,]?\\s?(?:再|然后|之后|接着|最后)([^。;；\\n]{2,60}?)${END}`, "g"), 1],
  [
    new RegExp(
      `([^，,。;；\\n]{2,40}?)(?:之后|以后|后|完毕|完成)[，,]?\\s?(?:再|才|方可|即可|会|就)?([^。;；\\n]{2,60}?)${END}`,
      "g",
    ),
    1,
  ],
  [new RegExp(`\\bbefore (?:you )?([^,.;\\n]{2,60}), ([^.;\\n]{2,80}?)${END}`, "g"), 2],
  [new RegExp(`([^.;\\n]{2,80}?),? before (?:you )?([^,.;\\n]{2,60}?)${END}`, "g"), 1],
  [new RegExp(`\\b(?:after|once) (?:you )?([^,.;\\n]{2,60}), ([^.;\\n]{2,80}?)${END}`, "g"), 1],
  [new RegExp(`([^.;\\n]{2,80}?),? after (?:you )?([^,.;\\n]{2,60}?)${END}`, "g"), 2],
  [new RegExp(`([^.;\\n]{2,80}?),? (?:and )?then ([^.;\\n]{2,80}?)${END}`, "g"), 1],
];

/** Without one of these no form is met. */
const SIGN = /[前后先完]|\b(?:before|after|once|then)\b/;

function sequencesIn(text: string): Sequence[] {
  const folded = fold(text);
  if (!SIGN.test(folded)) return [];
  return FORMS.flatMap(([pattern, first]) =>
    [...folded.matchAll(pattern)].map((match) => ({
      first: contentWords(match[first]!),
      next: contentWords(match[first === 1 ? 2 : 1]!),
    })),
  ).filter(({ first, next }) => first.size > 0 && next.size > 0);
}

const MOST_TEXTS = 5_000;
const heldSequences = remembered(MOST_TEXTS, sequencesIn);
const LIKE = 0.5;

/** Whether a sentence puts first what its passages put second. */
export function turnsSequence(sentence: string, cited: readonly PreparedPassage[]): boolean {
  return sequencesIn(sentence).some(({ first, next }) => cited.some((passage) => turned(first, next, passage)));
}

function turned(first: ReadonlySet<string>, next: ReadonlySet<string>, { units }: PreparedPassage): boolean {
  let kept = false;
  let other = false;
  for (const { text } of units)
    for (const held of heldSequences(text)) {
      const straight = Math.min(share(first, held.first), share(next, held.next));
      const crossed = Math.min(share(first, held.next), share(next, held.first));
      if (straight >= LIKE && straight > crossed) kept = true;
      if (crossed >= LIKE && crossed > straight) other = true;
    }
  if (kept || other) return other && !kept;
  const steps = units.map(({ kind, words }) => (kind === "step" ? words : new Set<string>()));
  const at = (wanted: ReadonlySet<string>) => {
    const shares = steps.map((words) => share(wanted, words));
    const most = Math.max(0, ...shares);
    return most < LIKE ? -1 : shares.indexOf(most);
  };
  const [a, b] = [at(first), at(next)];
  return a >= 0 && b >= 0 && a > b;
}
