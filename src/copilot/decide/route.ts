import { z } from "zod";
import {
  ALL_SERVICE_ITEMS,
  type HandoffReason,
  SERVICE_TYPES,
  type ServiceItem,
  type ServiceType,
  typeOfItem,
} from "../../kernel/labels.ts";
import type { Risk } from "../../policy/approval.ts";
import type { Signals } from "./signals.ts";

export type ThirdTierKind = "service_task" | "product_task";

const Probability = z.number().min(0).max(1);

/** Calibrated probabilities of the embedded classifier, for the matter at hand. */
export const Opinion = z.object({
  types: z.record(z.enum(SERVICE_TYPES), Probability),
  items: z.record(z.enum(ALL_SERVICE_ITEMS), Probability),
  /** Probability that the matter began as a standard service, where the vendor has spoken since. */
  troubleBefore: Probability,
  /** The last words only name another thing to ask the same of. */
  namesAnother: z.boolean().optional(),
});
export type Opinion = z.infer<typeof Opinion>;

/** Where a request belongs by what was said, before any policy. */
export interface Route {
  readonly item: ServiceItem;
  readonly type: ServiceType;
  /** Null where the machine may go on answering. */
  readonly reason: HandoffReason | null;
  readonly tier: 1 | 2 | 3;
  readonly thirdTierKind: ThirdTierKind | null;
  readonly risks: readonly Risk[];
}

type Step = Omit<Route, "type">;

/** The first rule that speaks decides; later ones are milder. Tier 3 exactly when it is a task for R&D. */
export function routeOf(signals: Signals, opinion: Opinion): Route {
  const step =
    RULES.map((rule) => rule(signals, opinion)).find((found) => found !== null) ?? answerable(signals, opinion);
  return { ...step, type: typeOfItem(step.item) };
}

type Rule = (s: Signals, o: Opinion) => Step | null;

/** The machine may go on. */
const goOn = (item: ServiceItem): Step => ({ item, reason: null, tier: 1, thirdTierKind: null, risks: [] });

/** A person of the first or second tier takes over. */
const hand = (item: ServiceItem, reason: HandoffReason, tier: 1 | 2, risks: readonly Risk[] = []): Step => ({
  item,
  reason,
  tier,
  thirdTierKind: null,
  risks,
});

/** A task for R&D. */
const task = (
  item: ServiceItem,
  reason: HandoffReason,
  thirdTierKind: ThirdTierKind,
  risks: readonly Risk[] = [],
): Step => ({ item, reason, tier: 3, thirdTierKind, risks });

/** The likeliest item among those given. */
const likeliest = <Item extends ServiceItem>(o: Opinion, items: readonly Item[]): Item =>
  items.reduce((best, item) => (o.items[item] > o.items[best] ? item : best));

const STANDARD = ["fault", "upgrade", "operation", "support"] as const;
const TROUBLE = ["fault", "upgrade", "support"] as const;
const COMPLAINT = ["service", "quality", "billing", "promise"] as const;
const PROJECTS = ["custom", "migration", "inspection", "training", "expert"] as const;
const SERVICES = ["migration", "inspection", "training", "expert"] as const;
const QUESTIONS = ["presales", "howto", "suggestion"] as const;
const CALM = ["presales", "howto", "suggestion", ...STANDARD] as const;

const settled: Rule = (s, o) => (s.settled ? goOn(calmItem(s, o)) : null);

/** A settled matter is no longer a complaint. A fault that was put right stays a fault; a bill that was explained was a question. */
const calmItem = (s: Signals, o: Opinion): ServiceItem => {
  if (s.takesBack) return s.aboutMoney ? "howto" : likeliest(o, TROUBLE);
  const standard = s.fault ? o.types.consult < 0.6 : o.types.standard > 0.8;
  return likeliest(o, standard ? STANDARD : QUESTIONS);
};

const injected: Rule = (s, o) =>
  s.injectionOnly ? hand(likeliest(o, CALM), "prompt_injection", 1, ["security"]) : null;

const security: Rule = (s) => (s.security ? hand("fault", "security_incident", 2, ["security"]) : null);

const lostByAdvice: Rule = (s) =>
  s.dataLoss && s.afterAdvice && !s.redress ? hand("fault", "wrong_answer_data_loss", 2, ["data"]) : null;

/** Redress for money alone is settled by the first line; what has a fault or a failing service behind it is looked into. */
const complain = (s: Signals, o: Opinion): Step => {
  const item = s.moneyBack ? "billing" : likeliest(o, COMPLAINT);
  const deep =
    item !== "billing" && (item === "quality" || s.fault || s.faultBefore || s.stillFailing || o.troubleBefore > 0.5);
  return hand(item, "complaint_redress", deep ? 2 : 1, item === "billing" ? ["money"] : ["promise"]);
};

const redress: Rule = (s, o) =>
  s.redress && (s.moneyBack || s.vendorTurns > 0 || s.faultBefore || o.types.complaint > 0.1) ? complain(s, o) : null;

/** A grievance without words of redress, as the classifier hears it. */
const grievance: Rule = (s, o) => {
  const likely = o.types.complaint;
  const felt = (s.grievances > 0 && likely > 0.25) || likely > 0.55;
  return felt && !s.takesBack ? complain(s, o) : null;
};

const repair: Rule = (s) => (s.dataRepair ? task("fault", "data_repair", "service_task", ["data"]) : null);
const hotfix: Rule = (s) => (s.hotfix ? task("fault", "hotfix", "service_task", ["promise"]) : null);
const defect: Rule = (s) => (s.productDefect ? task("fault", "product_defect", "product_task", []) : null);

const project: Rule = (s, o) => {
  const likely = o.types.professional;
  const custom = s.custom && ((s.paid && likely > 0.1) || o.items.custom > 0.3) && o.items.operation < 0.6;
  const service = s.expertise && ((s.paid && likely > 0.1) || likely > 0.4);
  if (!(custom || service || likely > 0.6)) return null;
  const item = custom && !service ? "custom" : likeliest(o, service && !custom ? SERVICES : PROJECTS);
  if (item === "custom") return task("custom", "professional_scoping", "service_task", ["money"]);
  return hand(item, "professional_scoping", 2, ["money"]);
};

const wish: Rule = (s, o) => {
  const likely = o.items.suggestion;
  const asked = (s.wish && (s.notSupported || likely > 0.25)) || likely > 0.6;
  return asked && !s.stillFailing ? task("suggestion", "feature_roadmap", "product_task") : null;
};

const human: Rule = (s, o) =>
  s.asksForHuman
    ? hand(s.fault && o.types.consult < 0.6 ? likeliest(o, STANDARD) : likeliest(o, CALM), "customer_asked_human", 1)
    : null;

const quote: Rule = (s, o) =>
  s.price && o.items.presales > 0.15 && !(s.fault && o.types.standard > 0.5) && o.types.standard < 0.6
    ? hand("presales", "commercial_quote", 1, ["money"])
    : null;

const operation: Rule = (s, o) =>
  (s.operation && o.items.operation > 0.15) || o.items.operation > 0.5
    ? hand("operation", "privileged_operation", 1, ["promise"])
    : null;

/** The vendor has spoken, and the customer still asks about the same: to name another thing is a question of its own. */
const isUnhelped = (s: Signals, o: Opinion): boolean => s.vendorTurns > 0 && o.namesAnother !== true;

/** A fault that one round with the vendor did not mend, or that cannot wait for one. */
const diagnosis: Rule = (s, o) => {
  const trouble = o.items.fault + o.items.upgrade + o.items.support;
  const failing =
    trouble > 0.5 ||
    (s.fault && s.pressing && s.vendorTurns > 0) ||
    (s.fault && trouble > 0.25) ||
    (s.stillFailing && o.types.standard > 0.3);
  if (!failing) return null;
  const item = likeliest(o, TROUBLE);
  const stuck = isUnhelped(s, o) || s.pressing || s.dataLoss;
  if (s.dataLoss) return hand(item, "needs_diagnosis", 2, ["data"]);
  return stuck ? hand(item, s.wrongAnswer && !s.fault ? "wrong_answer" : "needs_diagnosis", 2) : null;
};

/** It began as a fault, the vendor has spoken, and nothing says that it is mended. */
const unfinished: Rule = (s, o) =>
  isUnhelped(s, o) && !s.checksBack && o.troubleBefore > 0.6 && o.items.operation < 0.5
    ? hand(likeliest(o, TROUBLE), "needs_diagnosis", 2)
    : null;

const wrong: Rule = (s, o) => (s.wrongAnswer && !s.checksBack ? hand(likeliest(o, CALM), "wrong_answer", 1) : null);

/** The case is not what it was taken for, so what was advised may not fit. */
const changedCase: Rule = (s, o) =>
  s.lateFact && isUnhelped(s, o) && (s.fault || s.wrongAnswer || o.troubleBefore > 0.4)
    ? hand(likeliest(o, TROUBLE), "needs_diagnosis", 2)
    : null;

const beyond: Rule = (s, o) =>
  (s.beyondDocs || s.unanswered) && o.types.standard < 0.5 && o.types.complaint < 0.85
    ? hand(likeliest(o, ["howto", "presales"]), "not_in_knowledge_base", 1, s.beyondDocs ? ["promise"] : [])
    : null;

const RULES: readonly Rule[] = [
  settled,
  injected,
  security,
  lostByAdvice,
  redress,
  repair,
  hotfix,
  defect,
  project,
  wish,
  human,
  changedCase,
  beyond,
  grievance,
  diagnosis,
  quote,
  operation,
  unfinished,
  wrong,
];

/** Nothing speaks for a person: answer, or ask back, as the passages allow. */
const answerable = (s: Signals, o: Opinion): Step => goOn(s.takesBack ? calmItem(s, o) : likeliest(o, CALM));
