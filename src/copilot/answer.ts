import { DomainError } from "../kernel/errors.ts";
import type { Hit } from "../knowledge/types.ts";
import type { Decision, DecisionFacts } from "./decide/decision.ts";
import { isSaidBefore } from "./decide/said-before.ts";
import { sureOf } from "./decide/sure.ts";
import { decide } from "./decide.ts";
import { type ChosenDraft, chooseDraft } from "./draft/choose.ts";
import { type Found, lookUp } from "./look-up.ts";
import type { Proposal, ProposalPassage } from "./proposal.ts";
import { type Reading, readRequest } from "./reading.ts";
import type { CopilotDeps, CopilotRequest } from "./request.ts";
import type { Understanding } from "./understand/understanding.ts";

/** A request that was read and not yet answered. */
interface Begun {
  readonly reading: Reading;
  readonly startedAt: Date;
  readonly understandMs: number;
}

const NEVER = new AbortController().signal;

/** Says an answer as far as it has come; false when it may not be said, and then nothing more of it is. */
export type Say = (soFar: Proposal) => Promise<boolean>;

/**
 * Understand, retrieve, draft, check, decide, record: one request in, one proposal out. Nothing is sent or stored.
 * Throws `canceled` when `signal` aborts; every other failure outside becomes a proposal that goes to a person.
 *
 * `say` is given what a model has said so far, each time as the proposal that it would be if the model had stopped
 * there, and only where that would go out by itself. So the gate is all of the decision, taken before the first
 * sentence: reading, evidence, policies, and the model's own labels, which come before its sentences. What only the end
 * can tell (a question back, the rest of the JSON, a later sentence that fails) can still keep the rest from being
 * said: the proposal that is returned has the last word on it.
 */
export async function answer(
  deps: CopilotDeps,
  request: CopilotRequest,
  signal: AbortSignal = NEVER,
  say?: Say,
): Promise<Proposal> {
  return finish(deps, request, begin(deps, request), { signal, say });
}

/** Reads the conversation; embedded, about a millisecond. */
function begin(deps: CopilotDeps, request: CopilotRequest): Begun {
  const startedAt = deps.clock.now();
  const reading = readRequest(request.turns, deps.understand, request.language);
  return { reading, startedAt, understandMs: since(deps, startedAt) };
}

/** All steps after reading. */
async function finish(
  deps: CopilotDeps,
  request: CopilotRequest,
  begun: Begun,
  { signal, say }: { readonly signal: AbortSignal; readonly say: Say | undefined },
): Promise<Proposal> {
  const lookedAt = deps.clock.now();
  const { found, reading } = await lookUp(deps, request, begun.reading);
  if (signal.aborted) throw new DomainError("canceled", "The request was canceled.");
  const retrieveMs = since(deps, lookedAt);
  const draftedAt = deps.clock.now();
  const proposalOf = (draft: ChosenDraft): Proposal => {
    const draftMs = since(deps, draftedAt);
    const decidedAt = deps.clock.now();
    const answerability = draft.approved === true ? 1 : found.answerability;
    const facts = decisionFacts(deps, request, reading, { draft, answerability });
    const decision = decide(deps.policies, facts);
    const decideMs = since(deps, decidedAt);
    const latencyMs = { understand: begun.understandMs, retrieve: retrieveMs, draft: draftMs, decide: decideMs };
    return { ...record(deps, request, begun, { found, draft, decision, latencyMs }), facts };
  };
  const hear = async (draft: ChosenDraft): Promise<boolean> => {
    const soFar = proposalOf(draft);
    return soFar.decision.action === "auto" && say !== undefined && say(soFar);
  };
  return proposalOf(await chooseDraft(deps, request, { reading, found, signal, hear: say && hear }));
}

function decisionFacts(
  deps: CopilotDeps,
  request: CopilotRequest,
  reading: Reading,
  { draft, answerability }: { readonly draft: ChosenDraft; readonly answerability: number },
): DecisionFacts {
  const facts = draft.raw.sentences.filter(({ kind }, i) => kind === "fact" && draft.checked.verdicts[i]!.supported);
  const { class: customerClass, content, contractPlan, customModule } = request.customer;
  return {
    channel: request.channel,
    understanding: whatCounts(
      sureOf(deps.policies, { channel: request.channel, customerClass }, reading, answerability),
    ),
    opinion: reading.opinion,
    model: { outcome: draft.model.outcome, labels: typeAndItem(draft.model.labels) },
    draft: draft.kind,
    checks: { passed: draft.checked.passed, failures: draft.checked.failures.map(({ rule }) => rule) },
    answerability,
    conversation: {
      signals: reading.signals,
      ...request.conversation,
      // What speaks of another thing than before may say it in the same words.
      saidBefore:
        reading.named === null &&
        isSaidBefore(
          facts.map(({ text }) => text),
          request.turns,
        ),
    },
    customer: { class: customerClass, content, contractPlan, customModule },
  };
}

/** What of the understanding a decision may look at, and keeps. */
const whatCounts = (understanding: Understanding): DecisionFacts["understanding"] => {
  const { serviceType, urgency, asksForHuman, injection, outOfScope, unsure } = understanding;
  return { serviceType, urgency, asksForHuman, injection, outOfScope, unsure };
};

/** What of the model's labels a decision may look at, and keeps. */
const typeAndItem = (labels: Proposal["model"]["labels"]): DecisionFacts["model"]["labels"] =>
  labels && { serviceType: labels.serviceType, serviceItem: labels.serviceItem };

/** What came of a request that was read. */
interface Outcome {
  readonly found: Found;
  readonly draft: ChosenDraft;
  readonly decision: Decision;
  readonly latencyMs: Proposal["provenance"]["latencyMs"];
}

function record(
  deps: CopilotDeps,
  request: CopilotRequest,
  { reading, startedAt }: Begun,
  { found, draft, decision, latencyMs }: Outcome,
): Proposal {
  const { engine, raw, checked, model } = draft;
  const { tokens, calls } = model;
  const { price } = deps.settings;
  const asked = model.outcome !== "not_asked";
  return {
    id: deps.newId(),
    createdAt: startedAt.toISOString(),
    request: { channel: request.channel, text: reading.text, language: reading.language },
    understanding: reading.understanding,
    signals: reading.signals,
    retrieved: {
      answerability: found.answerability,
      passages: found.hits.map(passageOf),
      withheld: found.withheld.map(({ chunkId, articleId, path, title }) => ({ chunkId, articleId, path, title })),
    },
    draft: {
      engine,
      language: reading.language,
      sentences: raw.sentences.map(({ kind, text, cites }, i) => ({
        kind,
        text,
        cites: [...cites],
        check: checked.verdicts[i]!,
      })),
      missing: [...raw.missing],
      clarifyingQuestion: raw.clarifyingQuestion,
      ...(raw.nearest && { nearest: raw.nearest.map(({ text, cites }) => ({ text, cites: [...cites] })) }),
    },
    model: { outcome: model.outcome, labels: model.labels, refusedLabels: model.refusedLabels, problem: model.problem },
    checks: {
      passed: checked.passed,
      removed: checked.verdicts.filter(({ supported }) => !supported).length,
      failures: [...checked.failures],
    },
    decision,
    provenance: {
      prompt: asked ? { id: deps.prompt.id, version: deps.prompt.version, hash: deps.prompt.hash } : null,
      model: model.model,
      tokens: { ...tokens },
      costMicros: Math.ceil((tokens.input * price.inputMicros + tokens.output * price.outputMicros) / 1_000_000),
      latencyMs,
      modelCalls: { ...calls },
    },
  };
}

const passageOf = ({ scope, score, explain: _, headingPath, ...hit }: Hit): ProposalPassage => ({
  ...hit,
  headingPath: [...headingPath],
  audience: scope.audience,
  score,
});

const since = (deps: CopilotDeps, start: Date): number => Math.max(0, deps.clock.now().getTime() - start.getTime());
