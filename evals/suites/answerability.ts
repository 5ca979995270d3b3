import { join } from "node:path";
import { z } from "zod";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { compareWithBaseline } from "../baseline.ts";
import { WRAPPERS_EN, WRAPPERS_ZH, wrapped } from "../cases/wrappers.ts";
import { readJsonl, writeJsonl } from "../jsonl.ts";
import { type EvalKnowledgeBase, OWN_KNOWLEDGE, openKnowledgeBase } from "../knowledge-base.ts";
import type { Figures, Suite } from "../options.ts";
import { areaUnderCurve } from "../scorers/ranking.ts";

const Case = z.looseObject({
  id: z.string(),
  text: z.string(),
  answerable: z.union([z.literal(0), z.literal(1)]).optional(),
  relevant: z.array(z.string()).optional(),
});
type Case = z.output<typeof Case>;

interface Given {
  readonly id: string;
  readonly answered: boolean;
  readonly score: number;
  readonly answer: string;
  readonly citations: readonly string[];
}

const OWN_CASES = join(import.meta.dirname, "../cases/answerability.jsonl");
const ANSWER_FROM = 0.5;
const CITATIONS = 3;
/** A document is cited when its best passage reaches this share of the best one. */
const CITED_FROM = 0.5;

/**
 * Tells questions that the knowledge base answers from others. Labelled cases are also measured in polite words around
 * all of them, since style alone must not decide.
 */
export const run: Suite = async ({ cases, kb, out, without }) => {
  const rows = readJsonl(cases ?? OWN_CASES, Case);
  const base = await openKnowledgeBase(kb ?? OWN_KNOWLEDGE, without);
  const given: Given[] = [];
  for (const row of rows) given.push(await decide(base, row));
  writeJsonl(out, given);
  const figures = rows.every(({ answerable }) => answerable !== undefined)
    ? { ...figuresOf(rows, given, ""), ...figuresOf(rows, await wrappedRun(base, rows), "wrapped ") }
    : { cases: rows.length };
  await base.db.close();
  return cases === undefined ? compareWithBaseline("answerability", figures) : figures;
};

async function decide({ search, nameOf }: EvalKnowledgeBase, { id, text }: Case): Promise<Given> {
  const { hits, answerability } = await search({ text, filter: { audiences: AUDIENCES, at: new Date() }, limit: 20 });
  const [best] = hits;
  const near = hits.filter(({ score }) => best && score >= CITED_FROM * best.score);
  const answered = best !== undefined && answerability >= ANSWER_FROM;
  return {
    id,
    answered,
    score: Number(answerability.toFixed(5)),
    answer: answered ? best.text : "",
    citations: answered ? [...new Set(near.map(({ path }) => nameOf(path)))].slice(0, CITATIONS) : [],
  };
}

async function wrappedRun(base: EvalKnowledgeBase, rows: readonly Case[]): Promise<Given[]> {
  const given: Given[] = [];
  for (const [i, row] of rows.entries()) {
    const wrappers = /\p{Script=Han}/u.test(row.text) ? WRAPPERS_ZH : WRAPPERS_EN;
    given.push(await decide(base, { ...row, text: wrapped(wrappers[i % wrappers.length]!, row.text) }));
  }
  return given;
}

function figuresOf(rows: readonly Case[], given: readonly Given[], prefix: string): Figures {
  const yes = given.filter((_, i) => rows[i]!.answerable === 1);
  const no = given.filter((_, i) => rows[i]!.answerable === 0);
  const share = (list: readonly unknown[], all: readonly unknown[]) =>
    Number((list.length / Math.max(1, all.length)).toFixed(4));
  const cited = given.filter(({ citations }, i) => rows[i]!.relevant?.some((path) => citations.includes(path)));
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
    [`${prefix}cited_of_answerable`]: share(cited, yes),
  };
}
