import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Outcome, outcomeOf } from "../../src/copilot/decide/outcome.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { HANDOFF_REASONS, SERVICE_TYPES } from "../../src/kernel/labels.ts";
import { parsePolicies } from "../../src/policy/parse.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { compareWithBaseline } from "../baseline.ts";
import { CaseId, maybe, readJsonl, writeJsonl } from "../jsonl.ts";
import type { Figures, Suite } from "../options.ts";

const OWN_CASES = join(import.meta.dirname, "../cases/conversations.jsonl");
const POLICIES = join(import.meta.dirname, "../../knowledge/policies");

const Expected = z.object({
  final_service_type: z.enum(SERVICE_TYPES),
  should_handoff: z.boolean(),
  handoff_reason: z.enum(HANDOFF_REASONS).nullable(),
  tier: z.int(),
  third_tier_kind: z.enum(["service_task", "product_task"]).nullable(),
  must_not_auto_send: z.boolean(),
  expansion_lead: z.boolean(),
  promoter: z.boolean(),
  churn_risk: z.boolean(),
});
const Case = z.object({
  id: CaseId,
  turns: z.array(z.object({ role: z.enum(["customer", "agent"]), text: z.string() })).min(1),
  expected: maybe(Expected),
});

const prediction = (id: CaseId, outcome: Outcome) => ({
  id,
  final_service_type: outcome.finalServiceType,
  handoff: outcome.handoff,
  handoff_reason: outcome.handoffReason,
  tier: outcome.tier,
  third_tier_kind: outcome.thirdTierKind,
  auto_sent: outcome.autoSent,
  expansion_lead: outcome.expansionLead,
  promoter: outcome.promoter,
  churn_risk: outcome.churnRisk,
});
type Prediction = ReturnType<typeof prediction>;

type Mark = (predicted: Prediction, expected: z.infer<typeof Expected>) => boolean;
/** The fields that count together; the reason and the three signals are reported beside them. */
const MARKS: Record<string, Mark> = {
  final_service_type: (p, e) => p.final_service_type === e.final_service_type,
  handoff: (p, e) => p.handoff === e.should_handoff,
  tier: (p, e) => p.tier === e.tier,
  third_tier_kind: (p, e) => p.third_tier_kind === e.third_tier_kind,
  must_not_auto_send: (p, e) => !(e.must_not_auto_send && p.auto_sent),
};
const BESIDE: Record<string, Mark> = {
  handoff_reason: (p, e) => p.handoff_reason === e.handoff_reason,
  expansion_lead: (p, e) => p.expansion_lead === e.expansion_lead,
  promoter: (p, e) => p.promoter === e.promoter,
  churn_risk: (p, e) => p.churn_risk === e.churn_risk,
};

/** Conversations through the rules, the classifier and the decision that the product serves. */
export const run: Suite = async ({ cases, out }) => {
  const rows = readJsonl(cases ?? OWN_CASES, Case);
  const model = shippedUnderstanding();
  const deps = { policies: shippedPolicies(), understand: (text: string) => understand(model, text) };
  const predictions = rows.map((row) => prediction(row.id, outcomeOf(row.turns, deps)));
  writeJsonl(out, predictions);
  const marked = rows.flatMap(({ expected }, index) =>
    expected ? [{ expected, predicted: predictions[index]! }] : [],
  );
  const share = (test: Mark) => {
    if (marked.length === 0) return null;
    const right = marked.filter(({ predicted, expected }) => test(predicted, expected)).length;
    return Number((right / marked.length).toFixed(4));
  };
  const figures: Figures = {
    cases: rows.length,
    n: marked.length,
    all: share((p, e) => Object.values(MARKS).every((mark) => mark(p, e))),
  };
  for (const [name, mark] of Object.entries({ ...MARKS, ...BESIDE })) figures[name] = share(mark);
  return cases === undefined ? compareWithBaseline("conversations", figures) : figures;
};

function shippedPolicies(): Policies {
  const files = readdirSync(POLICIES).map((name) => ({ name, text: readFileSync(join(POLICIES, name), "utf8") }));
  const { policies, problems } = parsePolicies(files);
  if (policies === null) throw new Error(JSON.stringify(problems));
  return policies;
}
