import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createTenant } from "../../src/access/tenants.ts";
import { SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import { openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { openNative } from "../../src/db/native/native.ts";
import type { Database } from "../../src/db/pool.ts";
import { type CutChunk, cutChunks } from "../../src/knowledge/chunk.ts";
import { embeddedText } from "../../src/knowledge/dense.ts";
import { createArticleIndex } from "../../src/knowledge/index/article-index.ts";
import { documentFormatOf, isArticlePath, parseArticle } from "../../src/knowledge/parse/article.ts";
import type { ParsedArticle } from "../../src/knowledge/types.ts";
import type { Embedder } from "../../src/models/ports.ts";
import { nativeUrl, percentile } from "./database.ts";
import { openLangChain } from "./ingest-langchain.ts";
import { openOurs } from "./ingest-ours.ts";
import { accountsNow, TAKERS, type Taker, timeTaken } from "./processor-time.ts";
import { type Bench, type BenchCheck, figure } from "./table.ts";

const REAL = resolve(import.meta.dirname, "../../../shared/data/kb/tidb-zh");
/** As many numbers as the small sentence models give. */
const DIMENSIONS = 384;

export interface MeasuredArticle {
  readonly parsed: ParsedArticle;
  readonly chunks: readonly CutChunk[];
  /** What is embedded of each chunk. */
  readonly texts: readonly string[];
}

/** A model whose vectors are at hand: the same object for both sides, so that the stores are measured and not the model. */
export interface MeasuredEmbedder extends Embedder {
  readonly numbers: (text: string) => number[];
}

/**
 * The same chunks into the same server, by LangChain's PGVectorStore.fromDocuments and by the product's own statements,
 * in turn: once with vectors only, once with words as well, where every chunk can be found as soon as its transaction
 * has committed. Beside the rates: whose processor time it was.
 */
export const run: Bench = async ({ db: kind, small }) => {
  const articles = measured(existsSync(REAL) ? REAL : SAMPLE_KNOWLEDGE, small ? 1_000 : 5_000);
  const embedder = embedderOf(articles);
  const server = kind === "native" ? await nativeUrl() : null;
  const db = server === null ? await openEmbedded(null) : openNative(server.url, () => {});
  const theirs = openLangChain(server?.url ?? null, db, embedder);
  try {
    await migrate(db);
    const tenant = () =>
      createTenant(
        { db, clock: { now: () => new Date() } },
        { slug: `b${Math.random().toString(36).slice(2, 10)}`, name: "Bench" },
      );
    // As in a process that serves: its thread for long imports is there after the first of them.
    const index = createArticleIndex({ embedder: { ...embedder, kind: "gloss" } });
    const ours = async () => openOurs(db, (await tenant()).tenantId, embedder, index);
    const runs = { theirs: [] as Run[], vectors: [] as Run[], full: [] as Run[] };
    const rounds = small ? 3 : 5;
    for (let round = -1; round < rounds; round += 1) {
      const [forVectors, forAll] = [await ours(), await ours()];
      const inTurn = {
        vectors: await timed(db, () => forVectors.vectorsOnly(articles)),
        theirs: await timed(db, () => theirs.fromDocuments(articles)),
        full: await timed(db, () => forAll.withWords(articles)),
      };
      await forAll.mustFind(articles.at(-1)!);
      // The first round warms both up.
      if (round >= 0) for (const side of SIDES) runs[side].push(inTurn[side]);
    }
    const count = articles.reduce((sum, { chunks }) => sum + chunks.length, 0);
    return [
      rateCheck("chunks_per_s_vs_langchain", count, runs.vectors, runs.theirs),
      rateCheck("chunks_per_s_full_vs_langchain", count, runs.full, runs.theirs),
      ...SIDES.flatMap((side) => accountOf(side, count, runs[side])),
    ];
  } finally {
    await theirs.close();
    await db.close();
    await server?.drop();
  }
};

const SIDES = ["vectors", "theirs", "full"] as const;

/** One side's run: its seconds, and the processor time that it took. */
interface Run {
  readonly seconds: number;
  readonly taken: Record<Taker, number> | null;
}

async function timed(db: Database, run: () => Promise<number>): Promise<Run> {
  const before = await accountsNow(db);
  const seconds = await run();
  const after = await accountsNow(db);
  return { seconds, taken: before && after && timeTaken(before, after) };
}

const median = (values: readonly number[]): number => percentile(values, 0.5);

function rateCheck(name: string, count: number, mine: readonly Run[], other: readonly Run[]): BenchCheck {
  const [ours, theirs] = [mine, other].map((runs) => count / median(runs.map(({ seconds }) => seconds))) as [
    number,
    number,
  ];
  return {
    name,
    ours: Math.round(ours),
    theirs: Math.round(theirs),
    unit: "chunks/s",
    ratio: Math.round((ours / theirs) * 100) / 100,
  };
}

/** Who took how much of the processors for a chunk. */
function accountOf(side: string, count: number, runs: readonly Run[]): BenchCheck[] {
  const taken = runs.flatMap((run) => run.taken ?? []);
  return TAKERS.map((who) => ({ who, time: median(taken.map((one) => one[who])) / count }))
    .filter(({ time }) => time > 0)
    .map(({ who, time }) => figure(`${side}_${who}_time`, time, "µs a chunk"));
}

/** Whole articles until there are `most` chunks. */
function measured(folder: string, most: number): MeasuredArticle[] {
  const articles: MeasuredArticle[] = [];
  let count = 0;
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (count >= most) break;
    if (!isArticlePath(path) || documentFormatOf(path) !== undefined || path.includes("policies")) continue;
    const parsed = readArticle(path, readFileSync(join(folder, path)));
    if (parsed === null) continue;
    const chunks = cutChunks(parsed);
    const texts = chunks.map(({ headingPath, text }) => embeddedText({ title: parsed.title, headingPath, text }));
    articles.push({ parsed, chunks, texts });
    count += chunks.length;
  }
  return articles;
}

function readArticle(path: string, bytes: Uint8Array): ParsedArticle | null {
  try {
    return parseArticle(path, bytes, []);
  } catch {
    return null;
  }
}

/** Vectors with the digits that providers send, drawn anew for each text. */
function embedderOf(articles: readonly MeasuredArticle[]): MeasuredEmbedder {
  const numbers = new Map<string, number[]>();
  const vectors = new Map<string, Float32Array>();
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  for (const text of articles.flatMap(({ texts }) => texts)) {
    const raw = Array.from({ length: DIMENSIONS }, random);
    const length = Math.hypot(...raw);
    const unit = raw.map((value) => Math.round((value / length) * 1e8) / 1e8);
    numbers.set(text, unit);
    vectors.set(text, Float32Array.from(unit));
  }
  return {
    id: `at-hand@${DIMENSIONS}`,
    dimensions: DIMENSIONS,
    kind: "neural",
    numbers: (text) => numbers.get(text)!,
    embed: (texts) => Promise.resolve(texts.map((text) => vectors.get(text)!)),
  };
}
