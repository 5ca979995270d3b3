import { join } from "node:path";
import { z } from "zod";
import { evidenceFor } from "../../src/copilot/evidence.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { readPolicyFolder } from "../../src/policy/folder.ts";
import { compareWithBaseline } from "../baseline.ts";
import { inPoliteWords } from "../cases/wrappers.ts";
import { citedPages, PASSAGES, toldPages } from "../cited-pages.ts";
import { answerPlaces, HowToCase } from "../howto-cases.ts";
import { CaseId, DocumentName, maybe, readJsonl, writeJsonl } from "../jsonl.ts";
import { type EvalKnowledgeBase, OWN_KNOWLEDGE, openKnowledgeBase, pagesOf } from "../knowledge-base.ts";
import { withoutAnswers } from "../near-misses.ts";
import type { Figures, Suite } from "../options.ts";
import { areaUnderCurve } from "../scorers/ranking.ts";

const Case = z.looseObject({
  id: CaseId,
  text: z.string(),
  answerable: maybe(z.union([z.literal(0), z.literal(1), z.boolean().transform(Number)])),
  relevant: maybe(z.array(DocumentName)),
  /** Other documents that answer as well. */
  also_ok: maybe(z.array(DocumentName)),
  negative_kind: maybe(z.string()),
});
type Case = z.output<typeof Case>;

interface Given {
  readonly id: CaseId;
  readonly answered: boolean;
  readonly score: number;
  readonly answer: string;
  readonly citations: readonly string[];
  /** The pages that the draft itself would rest on. */
  readonly told: readonly string[];
}

const OWN_CASES = join(import.meta.dirname, "../cases/answerability.jsonl");
const HOWTO = join(import.meta.dirname, "../cases/howto.jsonl");

/**
 * Tells questions that the knowledge base answers from others, by what the copilot itself decides on: the evidence and
 * the policy's threshold. Labelled cases are also measured in polite words around all of them, since style alone must
 * not decide; the project's own also without the sections that answer.
 */
export const run: Suite = async ({ cases, kb, out, without }) => {
  const rows = readJsonl(cases ?? OWN_CASES, Case);
  const { thresholds } = (await readPolicyFolder(join(OWN_KNOWLEDGE, "policies"))).autonomy;
  const from = thresholds.answerability;
  const base = await openKnowledgeBase(kb ?? OWN_KNOWLEDGE, without);
  const given: Given[] = [];
  for (const row of rows) given.push(await decide(base, row, from));
  writeJsonl(out, given);
  const figures = rows.every(({ answerable }) => answerable !== undefined)
    ? { ...figuresOf(rows, given, ""), ...figuresOf(rows, await wrappedRun(base, rows, from), "wrapped ") }
    : { cases: rows.length };
  const nearMisses = cases === undefined && kb === undefined ? await nearMissFigures(base, from) : {};
  await base.db.close();
  const all = { ...figures, ...nearMisses };
  return cases === undefined ? compareWithBaseline("answerability", all) : all;
};

/** How-to questions with the knowledge base whole, and without the sections that answer them. */
async function nearMissFigures(base: EvalKnowledgeBase, from: number): Promise<Figures> {
  const rows = readJsonl(HOWTO, HowToCase).filter(({ article }) => article !== undefined);
  const places = rows.flatMap(answerPlaces);
  const cut = await openKnowledgeBase(withoutAnswers(pagesOf(OWN_KNOWLEDGE), places));
  const scores = async (kb: EvalKnowledgeBase) => {
    const given: number[] = [];
    for (const { text, lang, facts } of rows) {
      const filter = { ...facts, audiences: ["public", "customer"] as const, language: lang, at: new Date() };
      given.push(evidenceFor(text, await kb.search({ text, filter, limit: PASSAGES })));
    }
    return given;
  };
  const [whole, missing] = [await scores(base), await scores(cut)];
  await cut.db.close();
  return {
    near_miss_n: rows.length,
    near_miss_auc: areaUnderCurve(whole, missing),
    near_miss_answered: missing.filter((score) => score >= from).length / rows.length,
  };
}

async function decide({ search, nameOf }: EvalKnowledgeBase, { id, text }: Case, from: number): Promise<Given> {
  const found = await search({ text, filter: { audiences: AUDIENCES, at: new Date() }, limit: 20 });
  const [best] = found.hits;
  const score = evidenceFor(text, found);
  const answered = best !== undefined && score >= from;
  return {
    id,
    answered,
    score: Number(score.toFixed(5)),
    answer: answered ? best.text : "",
    citations: answered ? citedPages(text, found.hits).map(nameOf) : [],
    told: answered ? toldPages(text, found.hits).map(nameOf) : [],
  };
}

async function wrappedRun(base: EvalKnowledgeBase, rows: readonly Case[], from: number): Promise<Given[]> {
  const given: Given[] = [];
  for (const [i, row] of rows.entries()) {
    const lang = /\p{Script=Han}/u.test(row.text) ? "zh" : "en";
    given.push(await decide(base, { ...row, text: inPoliteWords(row.text, lang, i) }, from));
  }
  return given;
}

function figuresOf(rows: readonly Case[], given: readonly Given[], prefix: string): Figures {
  const yes = given.filter((_, i) => rows[i]!.answerable === 1);
  const no = given.filter((_, i) => rows[i]!.answerable === 0);
  const share = (list: readonly unknown[], all: readonly unknown[]) =>
    Number((list.length / Math.max(1, all.length)).toFixed(4));
  const right = ({ relevant, also_ok }: Case) => [...(relevant ?? []), ...(also_ok ?? [])];
  const answers = given
    .map((one, i) => ({ ...one, row: rows[i]! }))
    .filter(({ answered, row }) => answered && row.answerable === 1);
  const kinds = Map.groupBy(
    given.map((one, i) => ({ ...one, kind: rows[i]!.negative_kind })).filter(({ kind }) => kind),
    ({ kind }) => kind!,
  );
  return {
    [`${prefix}n`]: rows.length,
    [`${prefix}auc`]: areaUnderCurve(
      yes.map(({ score }) => score),
      no.map(({ score }) => score),
    ),
    [`${prefix}answered_of_answerable`]: share(
      yes.filter(({ answered }) => answered),
      yes,
    ),
    [`${prefix}refused_of_unanswerable`]: share(
      no.filter(({ answered }) => !answered),
      no,
    ),
    [`${prefix}cited_of_answered`]: share(
      answers.filter(({ citations, row }) => right(row).some((path) => citations.includes(path))),
      answers,
    ),
    [`${prefix}told_of_answered`]: share(
      answers.filter(({ told, row }) => right(row).some((path) => told.includes(path))),
      answers,
    ),
    ...Object.fromEntries(
      [...kinds].map(([kind, some]) => [
        `${prefix}refused_${kind}`,
        share(
          some.filter(({ answered }) => !answered),
          some,
        ),
      ]),
    ),
  };
}
