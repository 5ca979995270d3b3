import { DomainError, isDomainError } from "../kernel/errors.ts";
import { AUDIENCES } from "../kernel/labels.ts";
import type { Hit, SearchFilter, SearchResult } from "../knowledge/types.ts";
import { type Decision, DecisionFacts } from "./decide/decision.ts";
import { sureOf } from "./decide/sure.ts";
import { decide } from "./decide.ts";
import { type ChosenDraft, chooseDraft, isOver, versionOf } from "./draft/choose.ts";
import { evidenceFor } from "./evidence.ts";
import type { Proposal, ProposalPassage } from "./proposal.ts";
import { type Reading, readRequest } from "./reading.ts";
import type { CopilotDeps, CopilotRequest } from "./request.ts";
import { INJECTION_FROM, passageInjection } from "./understand/injection.ts";

/** A request that was read and not yet answered. */
export interface Begun {
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

/**
 * Understand, retrieve, draft, check, decide, record: one request in, one proposal out. Nothing is sent or stored.
 * Throws `canceled` when `signal` aborts; every other failure outside becomes a proposal that goes to a person.
 */
export async function answer(
  deps: CopilotDeps,
  request: CopilotRequest,
  signal: AbortSignal = NEVER,
): Promise<Proposal> {
  return finish(deps, request, begin(deps, request), signal);
}

/** Reads the conversation; embedded, about a millisecond. */
export function begin(deps: CopilotDeps, request: CopilotRequest): Begun {
  const startedAt = deps.clock.now();
  const reading = readRequest(request.turns, deps.understand);
  return { reading, startedAt, understandMs: since(deps, startedAt) };
}

/** All steps after reading. */
export async function finish(
  deps: CopilotDeps,
  request: CopilotRequest,
  begun: Begun,
  signal: AbortSignal,
): Promise<Proposal> {
  const { reading } = begun;
  const lap = stopwatch(deps);
  const found = isOver(reading) ? NOTHING_FOUND : await retrieve(deps, request, reading);
  if (signal.aborted) throw new DomainError("canceled", "The request was canceled.");
  const retrieveMs = lap();
  const draft = await chooseDraft(deps, request, reading, found, signal);
  const draftMs = lap();
  const answerability = draft.approved === true ? 1 : found.answerability;
  const facts = decisionFacts(deps, request, reading, draft, answerability);
  const decision = decide(deps.policies, facts);
  const latencyMs = { understand: begun.understandMs, retrieve: retrieveMs, draft: draftMs, decide: lap() };
  return { ...record(deps, request, begun, found, draft, decision, latencyMs), facts: DecisionFacts.parse(facts) };
}

/** What the customer may have before anything is looked up: `auto` here means that a good answer may be sent. */
export const gate = (deps: CopilotDeps, request: CopilotRequest, { reading }: Begun): Decision =>
  decide(deps.policies, {
    ...decisionFacts(deps, request, reading, null, 1),
    draft: "answer",
  });

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
    const found = await deps.search({ text: reading.text, filter: where, limit, beside });
    const { kept, withheld } = withoutOrders(found.hits);
    if (kept.length === 0) return { ...NOTHING_FOUND, withheld };
    return { ...found, hits: kept, withheld, answerability: evidenceFor(reading.text, { ...found, hits: kept }) };
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

/** No passage that tries to steer the assistant reaches a model or a customer. */
function withoutOrders(hits: readonly Hit[]): { kept: readonly Hit[]; withheld: readonly Hit[] } {
  const steers = ({ title, headingPath, text }: Hit) =>
    passageInjection([title, ...headingPath, text].join("\n")).score >= INJECTION_FROM;
  const withheld = hits.filter(steers);
  return { kept: withheld.length === 0 ? hits : hits.filter((hit) => !withheld.includes(hit)), withheld };
}

function decisionFacts(
  deps: CopilotDeps,
  request: CopilotRequest,
  reading: Reading,
  draft: ChosenDraft | null,
  answerability: number,
): DecisionFacts {
  const { class: customerClass, content, contractPlan, customModule } = request.customer;
  return {
    channel: request.channel,
    understanding: sureOf(deps.policies, { channel: request.channel, customerClass }, reading, answerability),
    opinion: reading.opinion,
    model: { outcome: draft?.model.outcome ?? "not_asked", labels: typeAndItem(draft?.model.labels ?? null) },
    draft: draft?.kind ?? "none",
    checks: { passed: draft?.checked.passed ?? true, failures: draft?.checked.failures.map(({ rule }) => rule) ?? [] },
    answerability,
    conversation: { signals: reading.signals, ...request.conversation },
    customer: { class: customerClass, content, contractPlan, customModule },
  };
}

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

/** Milliseconds since the last call. */
function stopwatch(deps: CopilotDeps): () => number {
  let last = deps.clock.now();
  return () => {
    const took = since(deps, last);
    last = deps.clock.now();
    return took;
  };
}
