import { fold } from "../../kernel/fold.ts";
import type { Hit, SearchResult } from "../../knowledge/types.ts";
import { type CheckedDraft, type CheckFacts, draftChecker } from "../check/check.ts";
import type { CheckPassage } from "../check/source.ts";
import type { Reading } from "../reading.ts";
import type { CopilotDeps, CopilotRequest } from "../request.ts";
import { approvedAnswer } from "./approved.ts";
import { type EmbeddedInput, embeddedDraft } from "./extractive/embedded.ts";
import { FRAMES } from "./frames.ts";
import type { Hear } from "./model/listen.ts";
import { askModel, type ModelOutcome, NOT_ASKED } from "./model/with-model.ts";
import type { RawDraft } from "./raw-draft.ts";

/** A draft with its verdicts, and where it came from. */
export interface ChosenDraft {
  readonly engine: "embedded" | "model";
  readonly raw: RawDraft;
  readonly checked: CheckedDraft;
  readonly kind: "answer" | "question" | "none";
  readonly model: ModelOutcome;
  /** Word for word what a person approved for this very question. */
  readonly approved?: boolean;
}

/** Share of a model's sentences that may fail before the whole draft is put aside. */
const MOST_FAILED = 0.5;

/** What a draft is made of, and who is told of it meanwhile. */
interface DraftMaterial {
  readonly reading: Reading;
  readonly found: SearchResult;
  readonly signal: AbortSignal;
  readonly hear: Hear<ChosenDraft> | undefined;
}

/**
 * The model's draft when there is one that holds, else the embedded one. Both pass the same checks. `hear` is told the
 * model's draft as it grows.
 */
export async function chooseDraft(
  deps: CopilotDeps,
  request: CopilotRequest,
  { reading, found, signal, hear }: DraftMaterial,
): Promise<ChosenDraft> {
  const checker = draftChecker(found.hits.map(checkPassage), checkFacts(deps, request, reading));
  const check = (raw: RawDraft) => checker(raw.sentences);
  if (asksNothing(reading)) return { engine: "embedded", ...courtesy(reading, check), model: NOT_ASKED };
  const approved = approvedDraft(request, reading, found);
  if (approved !== null) {
    const checked = check(approved);
    if (checked.passed)
      return { engine: "embedded", raw: approved, checked, kind: "answer", model: NOT_ASKED, approved: true };
  }
  const model =
    deps.model === null || found.hits.length === 0 || reading.signals.injectionOnly
      ? NOT_ASKED
      : await askModel(
          deps,
          deps.model,
          { hits: found.hits, language: reading.language, turns: reading.turns, customer: request.customer },
          signal,
          hear &&
            (async (soFar) => {
              const draft = modelDraft(soFar, check);
              return draft !== null && hear(draft);
            }),
        );
  const drafted = modelDraft(
    model.draft !== null && saysNothing(model.draft) ? { ...model, draft: withHandover(model.draft, reading) } : model,
    check,
  );
  if (drafted !== null) return drafted;
  const raw = embeddedDraft(embeddedInput(deps, request, reading, found));
  const checked = check(raw);
  const problem = model.draft === null ? model.problem : "unsupported";
  return { engine: "embedded", raw, checked, kind: kindOf(raw, checked), model: { ...model, problem } };
}

/** The model's draft with its verdicts; null when it made none, or none that is worth showing to anybody. */
function modelDraft(model: ModelOutcome, check: (raw: RawDraft) => CheckedDraft): ChosenDraft | null {
  if (model.draft === null) return null;
  const raw = model.draft;
  const checked = check(raw);
  return holds(raw, checked) ? { engine: "model", raw, checked, kind: kindOf(raw, checked), model } : null;
}

function approvedDraft({ customer }: CopilotRequest, reading: Reading, found: SearchResult): RawDraft | null {
  if (reading.signals.injection) return null;
  const version = versionOf(reading) ?? customer.version;
  const facts = approvedAnswer(reading.question, found.hits, { ...customer, version });
  if (facts === null) return null;
  const frames = FRAMES[reading.language];
  const frame = (text: string) => ({ kind: "frame", text, cites: [] }) as const;
  return { sentences: [frame(frames.greeting), ...facts], missing: [], clarifyingQuestion: null };
}

/** The customer has closed the matter, or only says hello: there is nothing to look up. */
export const asksNothing = ({ signals }: Reading): boolean =>
  signals.onlyGreets === true || (signals.settled && !signals.checksBack);

/** A friendly word to that; to a greeting it is a question back, after who answers where that was asked. */
function courtesy({ language, signals }: Reading, check: (raw: RawDraft) => CheckedDraft) {
  const { askWhat, askMore, whoAnswers, courtesy: word } = FRAMES[language];
  const question = signals.asksWho ? whoAnswers : signals.isPuzzled ? askMore : askWhat;
  const raw: RawDraft = signals.onlyGreets
    ? { sentences: [{ kind: "question", text: question, cites: [] }], missing: [], clarifyingQuestion: question }
    : { sentences: [{ kind: "frame", text: word, cites: [] }], missing: [], clarifyingQuestion: null };
  return { raw, checked: check(raw), kind: signals.onlyGreets ? "question" : "answer" } as const;
}

const saysNothing = ({ sentences }: RawDraft): boolean => sentences.length === 0;

const withHandover = (draft: RawDraft, { language }: Reading): RawDraft => ({
  ...draft,
  sentences: [{ kind: "frame", text: FRAMES[language].handover, cites: [] }],
});

/** Whether enough of a model's draft passed to be worth showing to anybody. */
function holds(raw: RawDraft, { verdicts }: CheckedDraft): boolean {
  const failed = verdicts.filter(({ supported }) => !supported).length;
  return failed <= MOST_FAILED * raw.sentences.length && failed < raw.sentences.length;
}

function kindOf({ sentences }: RawDraft, { verdicts }: CheckedDraft): ChosenDraft["kind"] {
  const said = sentences.filter((_, i) => verdicts[i]!.supported);
  if (said.some(({ kind }) => kind === "question")) return "question";
  return said.some(({ kind }) => kind === "fact") ? "answer" : "none";
}

const checkPassage = ({ text, title, headingPath, scope }: Hit): CheckPassage => ({
  text,
  title,
  headingPath,
  audience: scope.audience,
});

function checkFacts(deps: CopilotDeps, { customer, turns }: CopilotRequest, reading: Reading): CheckFacts {
  const runs = [customer.product, customer.edition, customer.version].filter((fact) => fact !== null);
  const names = runs.map(deps.settings.productName);
  return {
    language: reading.language,
    audiences: customer.audiences,
    allowedStatements: deps.settings.allowedStatements,
    known: [reading.text, ...runs, ...names].join("\n"),
    owned: [...customer.owned, ...turns.filter(({ role }) => role === "customer").map(({ text }) => text)],
  };
}

function embeddedInput(
  deps: CopilotDeps,
  { customer }: CopilotRequest,
  reading: Reading,
  found: SearchResult,
): EmbeddedInput {
  return {
    question: reading.question,
    named: reading.named,
    language: reading.language,
    hits: found.hits,
    answerability: found.answerability,
    answersFrom: deps.policies.autonomy.thresholds.answerability,
    known: {
      product: customer.product ?? reading.understanding.product,
      edition: customer.edition,
      version: versionOf(reading) ?? customer.version,
    },
    productName: deps.settings.productName,
    allowedStatements: deps.settings.allowedStatements,
  };
}

/** The one version that the customer names, in the question if it names any; their words are fresher than the standing book. */
export function versionOf({ understanding, question }: Reading): string | null {
  const asked = fold(question);
  const all = understanding.entities.filter(({ kind }) => kind === "version").map(({ value }) => value);
  const inQuestion = all.filter((value) => asked.includes(value));
  const named = new Set((inQuestion.length > 0 ? inQuestion : all).map((value) => value.replace(/^v/i, "")));
  return named.size === 1 ? [...named][0]! : null;
}
