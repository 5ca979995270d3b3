import { join } from "node:path";
import { z } from "zod";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { compareWithBaseline } from "../baseline.ts";
import { percentile } from "../benches/database.ts";
import { answerPlaces, HowToCase } from "../howto-cases.ts";
import { CaseId, DocumentName, maybe, readJsonl, writeJsonl } from "../jsonl.ts";
import { type EvalKnowledgeBase, OWN_KNOWLEDGE, openKnowledgeBase, pagesOf } from "../knowledge-base.ts";
import type { Figures, Suite } from "../options.ts";
import { rankingFigures } from "../scorers/ranking.ts";
import { selfMadeSets } from "../self-made.ts";

const Asked = z.looseObject({
  id: CaseId,
  query: z.string(),
  relevant: maybe(z.array(DocumentName)),
  type: maybe(z.string()),
});
/** A how-to question asks for the article that answers it; one that none answers is left without. */
const AskedHowTo = HowToCase.transform((row) => {
  const articles = answerPlaces(row).map(({ article }) => article);
  return { id: row.id, query: row.text, type: row.lang, relevant: articles.length > 0 ? articles : undefined };
});
/** Either; with `text` and without `query` it is the latter, so that what is wrong with a line is told of the one it is meant as. */
const Case = z.looseObject({}).transform((row, ctx) => {
  const read = ("text" in row && typeof row["query"] !== "string" ? AskedHowTo : Asked).safeParse(row);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) ctx.addIssue({ code: "custom", path, message });
  return z.NEVER;
});
type Case = z.output<typeof Case>;
const OWN_CASES = join(import.meta.dirname, "../cases/retrieval.jsonl");
const DOCUMENTS = 10;
/** Passages asked for, so that ten documents come together. */
const PASSAGES = 80;
/** Questions whose answers are themselves in the knowledge base: these must not be found instead of the linked pages. */
const WITHOUT_BY_TYPE: Readonly<Record<string, string>> = { faq_to_doc_link: "faq-answers/" };

/**
 * Ranks documents by their best passage, for the given cases and knowledge base or the project's own. `--ways` adds the
 * figures of words alone and vectors alone; `--self-made` asks what the knowledge base's own headings ask instead.
 */
export const run: Suite = async ({ cases, kb, out, without, ways, selfMade }) => {
  if (selfMade) return selfMadeFigures(pagesOf(kb ?? OWN_KNOWLEDGE, without));
  const rows = readJsonl(cases ?? OWN_CASES, Case);
  const type = rows.find((row) => row.type !== undefined && row.type in WITHOUT_BY_TYPE)?.type;
  const base = await openKnowledgeBase(kb ?? OWN_KNOWLEDGE, without ?? (type ? WITHOUT_BY_TYPE[type] : undefined));
  for (const row of rows.slice(0, 20)) await rank(base, row);
  const given: { id: CaseId; ranked: string[]; ms: number }[] = [];
  for (const row of rows) given.push(await rank(base, row));
  writeJsonl(out, given);
  const compared = ways ? await waysFigures(base, rows) : {};
  await base.db.close();
  const { documents, importSeconds: import_seconds } = base;
  const figures = { ...figuresOf(rows, given), ...compared, documents, import_seconds };
  return cases === undefined ? compareWithBaseline("retrieval", figures) : figures;
};

const asked = (text: string) => ({ text, filter: { audiences: AUDIENCES, at: new Date() }, limit: PASSAGES });

async function rank({ search, nameOf }: EvalKnowledgeBase, { id, query }: Pick<Case, "id" | "query">) {
  const began = performance.now();
  const { hits } = await search(asked(query));
  const ms = Number((performance.now() - began).toFixed(2));
  return { id, ranked: documentsOf(hits.map(({ path }) => nameOf(path))), ms };
}

const documentsOf = (paths: readonly string[]): string[] => [...new Set(paths)].slice(0, DOCUMENTS);

/** nDCG@10 of each way of looking alone; their fusion is the suite's own figure. */
async function waysFigures({ byWords, byVectors, nameOf }: EvalKnowledgeBase, rows: readonly Case[]): Promise<Figures> {
  const ways: [string, (query: string) => Promise<string[]>][] = [
    ["words_ndcg_at_10", async (query) => (await byWords(asked(query))).hits.map(({ path }) => path)],
    ["vectors_ndcg_at_10", (query) => byVectors(asked(query))],
  ];
  const figures: Figures = {};
  for (const [name, way] of ways) {
    const judged = [];
    for (const { query, relevant } of rows)
      if (relevant?.length) judged.push({ relevant, ranked: documentsOf((await way(query)).map(nameOf)) });
    figures[name] = rankingFigures(judged).ndcg_at_10;
  }
  return figures;
}

/** Figures of each set that a knowledge base makes of itself. */
async function selfMadeFigures(pages: ReadonlyMap<string, string>): Promise<Figures> {
  const sets = selfMadeSets(pages);
  const bases = new Map<ReadonlyMap<string, string>, EvalKnowledgeBase>();
  const figures: [string, number][] = [];
  for (const [name, { cases, pages: indexed }] of Object.entries(sets)) {
    const base = bases.get(indexed) ?? (await openKnowledgeBase(indexed));
    bases.set(indexed, base);
    const judged = [];
    for (const one of cases)
      judged.push({ relevant: one.relevant, ranked: (await rank(base, { id: one.id, query: one.query })).ranked });
    for (const [figure, value] of Object.entries(rankingFigures(judged))) figures.push([`${name} ${figure}`, value]);
  }
  for (const { db } of bases.values()) await db.close();
  return Object.fromEntries(figures);
}

/** Over all cases, and by type when there are several. */
function figuresOf(rows: readonly Case[], given: readonly { ranked: string[]; ms: number }[]): Figures {
  const judged = rows.flatMap(({ relevant, type }, i) =>
    relevant?.length ? [{ relevant, type: type ?? "all", ranked: given[i]!.ranked }] : [],
  );
  const types = Map.groupBy(judged, ({ type }) => type);
  const named = [...types].flatMap(([type, list]) =>
    Object.entries(rankingFigures(list)).map(([name, value]) => [`${type} ${name}`, value] as const),
  );
  const times = given.map(({ ms }) => ms);
  return {
    ...rankingFigures(judged),
    ...(types.size > 1 ? Object.fromEntries(named) : {}),
    ms_p50: percentile(times, 0.5),
    ms_p95: percentile(times, 0.95),
  };
}
