import { join } from "node:path";
import { z } from "zod";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { compareWithBaseline } from "../baseline.ts";
import { percentile } from "../benches/database.ts";
import { readJsonl, writeJsonl } from "../jsonl.ts";
import { type EvalKnowledgeBase, OWN_KNOWLEDGE, openKnowledgeBase } from "../knowledge-base.ts";
import type { Figures, Suite } from "../options.ts";
import { rankingFigures } from "../scorers/ranking.ts";

const Case = z.looseObject({
  id: z.string(),
  query: z.string(),
  relevant: z.array(z.string()).optional(),
  type: z.string().optional(),
});
type Case = z.output<typeof Case>;
const OWN_CASES = join(import.meta.dirname, "../cases/retrieval.jsonl");
const DOCUMENTS = 10;
/** Passages asked for, so that ten documents come together. */
const PASSAGES = 80;
/** Questions whose answers are themselves in the knowledge base: these must not be found instead of the linked pages. */
const WITHOUT_BY_TYPE: Readonly<Record<string, string>> = { faq_to_doc_link: "faq-answers/" };

/** Ranks documents by their best passage, for the given cases and knowledge base or the project's own. */
export const run: Suite = async ({ cases, kb, out, without }) => {
  const rows = readJsonl(cases ?? OWN_CASES, Case);
  const type = rows.find((row) => row.type !== undefined && row.type in WITHOUT_BY_TYPE)?.type;
  const base = await openKnowledgeBase(kb ?? OWN_KNOWLEDGE, without ?? (type ? WITHOUT_BY_TYPE[type] : undefined));
  for (const row of rows.slice(0, 20)) await rank(base, row);
  const given: { id: string; ranked: string[]; ms: number }[] = [];
  for (const row of rows) given.push(await rank(base, row));
  writeJsonl(out, given);
  await base.db.close();
  const figures = { ...figuresOf(rows, given), documents: base.documents, import_seconds: base.importSeconds };
  return cases === undefined ? compareWithBaseline("retrieval", figures) : figures;
};

async function rank({ search, nameOf }: EvalKnowledgeBase, { id, query }: Case) {
  const began = performance.now();
  const { hits } = await search({ text: query, filter: { audiences: AUDIENCES, at: new Date() }, limit: PASSAGES });
  const ms = Number((performance.now() - began).toFixed(2));
  return { id, ranked: [...new Set(hits.map(({ path }) => nameOf(path)))].slice(0, DOCUMENTS), ms };
}

/** Over all cases, and by type when there are several. */
function figuresOf(rows: readonly Case[], given: readonly { ranked: string[]; ms: number }[]): Figures {
  const judged = rows.flatMap(({ relevant, type }, i) =>
    relevant ? [{ relevant, type: type ?? "all", ranked: given[i]!.ranked }] : [],
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
