import { join } from "node:path";
import { extract } from "../src/copilot/draft/extract.ts";
import type { Clues } from "../src/copilot/evidence/clues.ts";
import { readEvidence } from "../src/copilot/evidence.ts";
import { readPolicyFolder } from "../src/policy/folder.ts";
import { WRAPPERS_EN, WRAPPERS_ZH, wrapped } from "./cases/wrappers.ts";
import { answerPlaces, HowToCase } from "./howto-cases.ts";
import { readJsonl } from "./jsonl.ts";
import { OWN_KNOWLEDGE, openKnowledgeBase, pagesOf } from "./knowledge-base.ts";
import { withoutAnswers } from "./near-misses.ts";
import { contains } from "./scorers/containment.ts";
import { areaUnderCurve } from "./scorers/ranking.ts";

/**
 * Fits the weights of src/copilot/evidence.ts: whether the pieces that would be told hold the answering sentence, on
 * own how-to questions asked of the whole knowledge base, and of the same one without the sections that answer, and on
 * questions that only touch what it tells. `node evals/fit-evidence.ts` prints the weights and, for each set, what those
 * fitted on the others make of it at the policy's threshold, before any label is asked.
 */

const CASES = join(import.meta.dirname, "cases");
const SETS = [
  { cases: "howto.jsonl", kb: OWN_KNOWLEDGE },
  { cases: "howto-fresh.jsonl", kb: OWN_KNOWLEDGE },
  { cases: "howto-natural.jsonl", kb: OWN_KNOWLEDGE },
  { cases: "howto-everyday-dev.jsonl", kb: OWN_KNOWLEDGE },
  { cases: "howto-other/questions.jsonl", kb: join(CASES, "howto-other/knowledge") },
  { cases: "fitting-everyday.jsonl", kb: OWN_KNOWLEDGE },
  { cases: "fitting-unanswerable.jsonl", kb: OWN_KNOWLEDGE },
  { cases: "fitting-customers.jsonl", kb: OWN_KNOWLEDGE },
];
/** The sets with most unanswerables are judged in parts, each by weights that have seen the others. */
const PARTS = 3;
const MANY = 50;
/** As many as the copilot asks for. */
const PASSAGES = 8;
/** A question that nothing answers counts more: an answer to one does harm. */
const UNANSWERED = 1.5;
/** Most people ask plainly. */
const IN_WORDS = 0.3;
const DECAY = 0.01;
/** Added to the constant, so that the policy's threshold stands where the figures are best. */
const RAISED = 0.76;
const THRESHOLD = (await readPolicyFolder(join(OWN_KNOWLEDGE, "policies"))).autonomy.thresholds.answerability;
/** What the search makes of a question says little in small knowledge bases like these, and most in large ones. */
const SEARCH = 0.14;

interface Row {
  readonly set: string;
  /** The rows of one question are in one part. */
  readonly part: number;
  readonly whole: boolean;
  readonly plain: boolean;
  readonly answerable: boolean;
  /** For colleagues alone something answers it. */
  readonly internal: boolean;
  readonly right: boolean;
  readonly clues: Clues;
}

const rows: Row[] = [];
for (const { cases, kb } of SETS) {
  const questions = readJsonl(join(CASES, cases), HowToCase);
  const answerable = questions.filter(({ article }) => article !== undefined);
  const pages = withoutAnswers(pagesOf(kb), answerable.flatMap(answerPlaces));
  rows.push(...(await rowsOf(cases, kb, questions, true)));
  if (answerable.length > 0) rows.push(...(await rowsOf(cases, pages, answerable, false)));
}
const leftOut = new Map<Row, number>();
for (const { cases } of SETS) {
  const own = rows.filter(({ set }) => set === cases);
  const many = own.filter(({ answerable, whole, plain }) => !answerable && whole && plain).length > MANY;
  for (const some of many ? Map.groupBy(own, ({ part }) => part).values() : [own]) {
    const unseen = new Set(some);
    const { score } = fitted(rows.filter((row) => !unseen.has(row)));
    for (const row of some) leftOut.set(row, score(row));
  }
}
for (const [set, some] of [...Map.groupBy(rows, (row) => row.set), ["all", rows] as const])
  for (const plain of [true, false]) console.log(set, plain ? "plain" : "in polite words", figuresOf(some, plain));
const { constant, ...weights } = fitted(rows).weights;
console.log({ CONSTANT: constant + RAISED, ...weights });

/** Shares of a set that would be answered, and how well right answers are told from the rest. */
function figuresOf(some: readonly Row[], plain: boolean) {
  const those = (test: (row: Row) => boolean) => some.filter((row) => row.plain === plain && test(row));
  const from = Math.log(THRESHOLD / (1 - THRESHOLD)) - RAISED;
  const answered = (list: readonly Row[]) => list.filter((row) => leftOut.get(row)! >= from);
  const share = (part: readonly Row[], all: readonly Row[]) =>
    Number((part.length / Math.max(1, all.length)).toFixed(3));
  const scores = (list: readonly Row[]) => list.map((row) => leftOut.get(row)!);
  const asked = those(({ whole, answerable }) => whole && answerable);
  const nothing = those(({ answerable, internal }) => !answerable && !internal);
  const cut = those(({ whole }) => !whole);
  const right = asked.filter((row) => row.right);
  return {
    answered: share(answered(asked), asked),
    right: share(answered(right), answered(asked)),
    unanswerable: share(answered(nothing), nothing),
    cut: share(answered(cut), cut),
    rightFromWrong: areaUnderCurve(scores(right), scores(asked.filter((row) => !row.right))),
    rightFromUnanswerable: areaUnderCurve(scores(right), scores(nothing)),
    nearMisses: areaUnderCurve(scores(asked), scores(cut)),
  };
}

/** Style must not decide, so that each question is also asked in polite or chatty words. */
function inWords({ text, lang }: HowToCase, i: number): string {
  const wrappers = lang === "zh" ? WRAPPERS_ZH : WRAPPERS_EN;
  return wrapped(wrappers[i % wrappers.length]!, text);
}

async function rowsOf(
  set: string,
  kb: Parameters<typeof openKnowledgeBase>[0],
  questions: readonly HowToCase[],
  whole: boolean,
) {
  const base = await openKnowledgeBase(kb);
  const made: Row[] = [];
  for (const [question, text, i] of questions.flatMap((one, i) => [
    [one, one.text, i] as const,
    [one, inWords(one, i), i] as const,
  ])) {
    const { lang, facts, article } = question;
    const filter = { ...facts, audiences: ["public", "customer"] as const, language: lang, at: new Date() };
    const found = await base.search({ text, filter, limit: PASSAGES });
    if (found.hits.length === 0) continue;
    const version = facts.version ?? null;
    const read = readEvidence(text, found, found.hits, version);
    if (read.unknownCode) continue;
    const passages = found.hits.map((hit) => ({ ...hit, found: hit.explain.terms }));
    const told = extract(text, passages, version);
    const pieces = told.map(({ unit }) => unit.text);
    const right = answerPlaces(question).some(
      (place) =>
        contains(pieces, place.sentence) && told.some(({ passage }) => passages[passage]!.path === place.article),
    );
    made.push({
      set,
      part: i % PARTS,
      whole,
      plain: text === question.text,
      answerable: article !== undefined,
      internal: question.internal,
      right: whole && right,
      clues: read.clues,
    });
  }
  await base.db.close();
  return made;
}

/** Logistic regression by gradient descent on standardised clues, with a little decay. */
function fitted(train: readonly Row[]) {
  const names = Object.keys(train[0]!.clues) as (keyof Clues)[];
  const columns = names.map((name) => train.map(({ clues }) => clues[name]));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const spreads = columns.map((column, c) =>
    Math.sqrt(column.reduce((sum, value) => sum + (value - means[c]!) ** 2, 0) / column.length),
  );
  const points = train.map(({ clues }) => names.map((name, c) => (clues[name] - means[c]!) / spreads[c]!));
  const counts = train.map(({ answerable, plain }) => (answerable ? 1 : UNANSWERED) * (plain ? 1 : IN_WORDS));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const betas = names.map(() => 0);
  let constant = 0;
  for (let round = 0; round < 3_000; round++) {
    const slopes = names.map((_, c) => DECAY * betas[c]!);
    let slope = 0;
    for (const [i, point] of points.entries()) {
      const sum = point.reduce((total, value, c) => total + value * betas[c]!, constant);
      const miss = (counts[i]! * (1 / (1 + Math.exp(-sum)) - (train[i]!.right ? 1 : 0))) / all;
      slope += miss;
      for (const [c, value] of point.entries()) slopes[c]! += miss * value;
    }
    constant -= slope;
    for (const [c, value] of slopes.entries()) betas[c]! -= value;
  }
  const weights = Object.fromEntries(names.map((name, c) => [name, betas[c]! / spreads[c]!])) as Record<
    keyof Clues,
    number
  >;
  weights.search = SEARCH;
  const offset = constant - names.reduce((sum, name, c) => sum + weights[name] * means[c]!, 0);
  const score = ({ clues }: Row) => names.reduce((sum, name) => sum + weights[name] * clues[name], offset);
  return { weights: { constant: offset, ...weights }, score };
}
