import type { Database } from "../../../src/db/pool.ts";
import { AUDIENCES } from "../../../src/kernel/labels.ts";
import { createSearch } from "../../../src/knowledge/search/search.ts";
import { glossEmbedder } from "../../../src/models/gloss/embedder.ts";
import { createSegmenter } from "../../../src/models/segmenter.ts";
import { rankingFigures } from "../../scorers/ranking.ts";
import { benchPlace, percentile } from "../database.ts";
import type { BenchCheck, BenchOptions } from "../table.ts";
import { fillGin, ginSearch } from "./gin.ts";
import { type QuestionSet, questionSets } from "./ndcg-sets.ts";
import { miniSearchPeer, oramaPeer, type Peer, type PeerPassage, vectorStorePeer } from "./peers.ts";
import { SINGLES, singleWays } from "./singles.ts";
import { importedTenant } from "./tenants.ts";
import { fastestInTurn } from "./timing.ts";

/** Passages ranked, so that ten documents come together, and passages asked for while the clock runs. */
const [PASSAGES, TIMED_PASSAGES] = [80, 10];
const DOCUMENTS = 10;
const TIMED_QUESTIONS = 60;
const OURS = "ours";
/** Told beside the others; it is the peer of another check. */
const GIN = "GIN with ts_rank_cd";

const NO_PEERS: readonly string[] = [GIN, ...SINGLES];

/** nDCG@10 and p95 of one way to search over one set. */
interface Result {
  readonly set: QuestionSet;
  readonly way: string;
  readonly ndcg: number;
  readonly p95: number;
}

/**
 * nDCG@10 of documents by their best passage: the product's search and every peer over the same passages and questions.
 * The best peer is the one with the highest mean over the sets of a language.
 */
export async function ndcgChecks({ db: kind, small }: BenchOptions): Promise<BenchCheck[]> {
  const results: Result[] = [];
  for (const set of questionSets(small)) results.push(...(await overSet(set, kind)));
  return [
    ...(["zh", "en"] as const).flatMap((language) => checksFor(language, results)),
    ...[...Map.groupBy(results, ({ set }) => set.name)].map(([name, list]) => fusionCheck(name, list)),
  ];
}

/** The fusion of both ways against the better one alone. */
function fusionCheck(name: string, results: readonly Result[]): BenchCheck {
  const of = (way: string) => results.find((one) => one.way === way)!.ndcg;
  const [words, vectors] = SINGLES.map(of);
  const better = Math.max(words!, vectors!);
  return {
    name: `fused_vs_better_single, ${name}`,
    ours: four(of(OURS)),
    theirs: four(better),
    unit: `nDCG@10 (words ${four(words!)}, vectors ${four(vectors!)})`,
    ratio: four(of(OURS) / better),
  };
}

async function overSet(set: QuestionSet, kind: BenchOptions["db"]): Promise<Result[]> {
  const { db, url, close } = await benchPlace(kind);
  try {
    const embedder = glossEmbedder();
    const tenantId = await importedTenant(db, set.pages, embedder);
    await db.script("analyze");
    const passages = await passagesOf(db, tenantId);
    const segmenter = createSegmenter();
    await fillGin(db, [tenantId], segmenter);
    const search = createSearch({ db, embedder })(tenantId);
    const ways: Peer[] = [
      {
        name: OURS,
        search: async (text, limit) =>
          (await search({ text, filter: { audiences: AUDIENCES, at: new Date() }, limit })).hits.map(
            ({ path }) => path,
          ),
        close: () => Promise.resolve(),
      },
      {
        name: GIN,
        search: async (text, limit) => (await ginSearch(db, tenantId, text, segmenter, limit)).map(({ path }) => path),
        close: () => Promise.resolve(),
      },
      ...singleWays(db, tenantId, embedder),
      miniSearchPeer(passages),
      miniSearchPeer(passages, segmenter),
      await oramaPeer(passages),
      await oramaPeer(passages, segmenter),
      ...(url === null ? [] : [await vectorStorePeer(url, passages, embedder)]),
    ];
    const results = await measured(set, ways);
    for (const way of ways) await way.close();
    return results;
  } finally {
    await close();
  }
}

async function measured(set: QuestionSet, ways: readonly Peer[]): Promise<Result[]> {
  const times: number[][] = ways.map(() => []);
  for (const { query } of set.cases.slice(0, TIMED_QUESTIONS)) {
    const fastest = await fastestInTurn(ways.map((way) => () => way.search(query, TIMED_PASSAGES)));
    for (const [i, time] of fastest.entries()) times[i]!.push(time);
  }
  console.error(`${set.name}, slowest questions of ${ways[0]!.name}: ${slowest(set, times[0]!)}`);
  const results: Result[] = [];
  for (const [i, way] of ways.entries()) {
    const judged = [];
    for (const { query, relevant } of set.cases)
      judged.push({ relevant, ranked: [...new Set(await way.search(query, PASSAGES))].slice(0, DOCUMENTS) });
    const { ndcg_at_10: ndcg } = rankingFigures(judged);
    results.push({ set, way: way.name, ndcg, p95: percentile(times[i]!, 0.95) });
    console.error(`${set.name}, ${way.name}: nDCG@10 ${ndcg}, p95 ${percentile(times[i]!, 0.95).toFixed(2)} ms`);
  }
  return results;
}

/** Those that decide a p95. */
const slowest = ({ cases }: QuestionSet, times: readonly number[]): string =>
  times
    .map((time, i) => ({ time, query: cases[i]!.query }))
    .sort((a, b) => b.time - a.time)
    .slice(0, 3)
    .map(({ time, query }) => `${time.toFixed(2)} ms "${query}"`)
    .join(", ");

function checksFor(language: QuestionSet["language"], all: readonly Result[]): BenchCheck[] {
  const results = all.filter(({ set, way }) => set.language === language && !NO_PEERS.includes(way));
  const ways = [...Map.groupBy(results, ({ way }) => way)].map(([way, list]) => ({ way, list, mean: meanOf(list) }));
  const ours = ways.find(({ way }) => way === OURS)!;
  const best = ways.filter(({ way }) => way !== OURS).toSorted((a, b) => b.mean - a.mean)[0]!;
  const [mine, other] = [worstP95(ours.list), worstP95(best.list)];
  return [
    {
      name: language === "zh" ? "ndcg_vs_best_peer" : "ndcg_vs_best_peer_en",
      ours: four(ours.mean),
      theirs: four(best.mean),
      unit: `mean nDCG@10 (best peer: ${best.way})`,
      ratio: four(ours.mean / best.mean),
    },
    {
      name: `p95_vs_best_peer_${language}`,
      ours: four(mine),
      theirs: four(other),
      unit: "ms",
      ratio: four(other / mine),
    },
  ];
}

const meanOf = (list: readonly Result[]): number => list.reduce((sum, { ndcg }) => sum + ndcg, 0) / list.length;
const worstP95 = (list: readonly Result[]): number => Math.max(...list.map(({ p95 }) => p95));
const four = (value: number): number => Number(value.toFixed(4));

async function passagesOf(db: Database, tenantId: string): Promise<PeerPassage[]> {
  const { rows } = await db.query<PeerPassage>(
    `select c.id, a.path, a.title, array_to_string(c.heading_path, E'\\n') as headings, c.body as text from chunk c
     join article a on a.tenant_id = c.tenant_id and a.id = c.article_id where c.tenant_id = $1 order by c.slot`,
    [tenantId],
  );
  return rows;
}
