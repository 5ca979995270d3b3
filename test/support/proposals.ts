import type { Proposal } from "../../src/copilot/proposal.ts";
import { newId } from "../../src/kernel/ids.ts";

const CALENDAR = "around_the_clock";

/** A proposal with one supported sentence and nothing against sending it, but for what `decision` says. */
export const sampleProposal = (
  decision: Partial<Proposal["decision"]> = {},
  text = "在总账里点反结账。",
  calendar = CALENDAR,
): Proposal =>
  ({
    id: newId(),
    request: { channel: "web", text, language: "zh" },
    understanding: { urgency: { label: "normal" }, sentiment: { label: "neutral" }, outOfScope: { present: false } },
    signals: { injection: false, redress: false, asksForHuman: false },
    retrieved: { answerability: 1, passages: [], withheld: [] },
    draft: {
      engine: "embedded",
      language: "zh",
      sentences: [{ kind: "fact", text, cites: [], check: { supported: true, rules: [] } }],
      missing: [],
      clarifyingQuestion: null,
    },
    provenance: {
      model: null,
      tokens: { input: 0, output: 0 },
      costMicros: 0,
      modelCalls: { succeeded: 0, failed: 0 },
    },
    checks: { passed: true, removed: 0, failures: [] },
    decision: {
      action: "auto",
      handoffReason: null,
      risks: [],
      serviceType: "consult",
      serviceItem: "howto",
      team: "first_line",
      tier: 1,
      sla: {
        firstResponse: { minutes: 240, calendar },
        nextResponse: { minutes: 60, calendar },
        resolution: { minutes: 2_400, calendar },
      },
      ...decision,
    },
  }) as unknown as Proposal;
