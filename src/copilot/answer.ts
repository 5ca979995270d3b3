import { DomainError, isDomainError } from "../kernel/errors.ts";
import { AUDIENCES } from "../kernel/labels.ts";
import { rememberedOf } from "../kernel/remembered.ts";
import type { Hit, SearchFilter, SearchResult } from "../knowledge/types.ts";
import type { Decision, DecisionFacts } from "./decide/decision.ts";
import { isSaidBefore } from "./decide/said-before.ts";
import { sureOf } from "./decide/sure.ts";
import { decide } from "./decide.ts";
import { asksNothing, type ChosenDraft, chooseDraft, versionOf } from "./draft/choose.ts";
import { evidenceFor } from "./evidence.ts";
import { isSaid } from "./follow-up.ts";
import type { Proposal, ProposalPassage } from "./proposal.ts";
import { type Reading, readRequest } from "./reading.ts";
import type { CopilotDeps, CopilotRequest } from "./request.ts";
import { INJECTION_FROM, passageInjection } from "./understand/injection.ts";
import type { Understanding } from "./understand/understanding.ts";

/** A request that was read and not yet answered. */
interface Begun {
  readonly reading: Reading;
  readonly startedAt: Date;
  readonly understandMs: number;
}

/** What a search found, and passages that were kept back because they give orders to whoever answers. */
interface Found extends SearchResult {
  readonly withheld: readonly Hit[];
}

const NOTHING_FOUND: Found = { hits: [], answerability: 0, tookMs: 0, withheld: [] };
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
  return finish(deps, request, begin(deps, request), signal, say);
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
  signal: AbortSignal,
  say: Say | undefined,
): Promise<Proposal> {
  const { reading } = begun;
  const lookedAt = deps.clock.now();
  const found = asksNothing(reading) ? NOTHING_FOUND : await retrieve(deps, request, reading);
  if (signal.aborted) throw new DomainError("canceled", "The request was canceled.");
  const retrieveMs = since(deps, lookedAt);
  const draftedAt = deps.clock.now();
  const proposalOf = (draft: ChosenDraft): Proposal => {
    const draftMs = since(deps, draftedAt);
    const decidedAt = deps.clock.now();
    const answerability = draft.approved === true ? 1 : found.answerability;
    const facts = decisionFacts(deps, request, reading, draft, answerability);
    const decision = decide(deps.policies, facts);
    const decideMs = since(deps, decidedAt);
    const latencyMs = { understand: begun.understandMs, retrieve: retrieveMs, draft: draftMs, decide: decideMs };
    return { ...record(deps, request, begun, found, draft, decision, latencyMs), facts };
  };
  const hear = async (draft: ChosenDraft): Promise<boolean> => {
    const soFar = proposalOf(draft);
    return soFar.decision.action === "auto" && say !== undefined && say(soFar);
  };
  return proposalOf(await chooseDraft(deps, request, reading, found, signal, say && hear));
}

/**
 * Looks in the customer's language first, and in every language when that gives too little. A search that fails finds
 * nothing: a person takes over.
 */
async function retrieve(deps: CopilotDeps, { customer }: CopilotRequest, reading: Reading): Promise<Found> {
  const version = versionOf(reading) ?? customer.version;
  const filter: SearchFilter = {
    audiences: customer.audiences,
    at: deps.clock.now(),
    ...(customer.product === null ? {} : { product: customer.product }),
    ...(customer.edition === null ? {} : { edition: customer.edition }),
    ...(version === null ? {} : { version }),
    ...(customer.deployment === null ? {} : { deployment: customer.deployment }),
  };
  const beside = AUDIENCES.filter((audience) => !customer.audiences.includes(audience));
  const look = async (where: SearchFilter): Promise<Found> => {
    const limit = deps.settings.passages;
    const found = await deps.search({ text: reading.question, filter: where, limit, beside });
    const { kept, withheld } = withoutOrders(found.hits);
    if (kept.length === 0) return { ...NOTHING_FOUND, withheld };
    return {
      ...found,
      hits: kept,
      withheld,
      answerability: isSaid(reading.named, kept) ? evidenceFor(reading.question, { ...found, hits: kept }, version) : 0,
    };
  };
  try {
    const own = await look({ ...filter, language: reading.language });
    if (own.answerability >= deps.policies.autonomy.thresholds.answerability) return own;
    const any = await look(filter);
    return any.answerability > own.answerability ? any : own;
  } catch (error) {
    if (isDomainError(error) && (error.code === "unavailable" || error.code === "timeout")) return NOTHING_FOUND;
    throw error;
  }
}

const MOST_PASSAGES = 500;

const steers = rememberedOf(
  MOST_PASSAGES,
  ({ title, headingPath }: Hit) => [title, ...headingPath],
  ({ title, headingPath, text }: Hit) =>
    passageInjection([title, ...headingPath, text].join("\n")).score >= INJECTION_FROM,
);

/** No passage that tries to steer the assistant reaches a model or a customer. */
function withoutOrders(hits: readonly Hit[]): { kept: readonly Hit[]; withheld: readonly Hit[] } {
  const withheld = hits.filter(steers);
  return { kept: withheld.length === 0 ? hits : hits.filter((hit) => !withheld.includes(hit)), withheld };
}

function decisionFacts(
  deps: CopilotDeps,
  request: CopilotRequest,
  reading: Reading,
  draft: ChosenDraft,
  answerability: number,
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

function record(
  deps: CopilotDeps,
  request: CopilotRequest,
  { reading, startedAt }: Begun,
  found: Found,
  { engine, raw, checked, model }: ChosenDraft,
  decision: Decision,
  latencyMs: Proposal["provenance"]["latencyMs"],
): Proposal {
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
