import type { Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { bestSlots, scorePart } from "../../../src/knowledge/search/score.ts";
import { createSearch } from "../../../src/knowledge/search/search.ts";
import { readPostings } from "../../../src/knowledge/search/store.ts";
import { createSegmenter, type Segmenter } from "../../../src/models/segmenter.ts";
import { randomOf } from "../../random.ts";
import { benchDatabase } from "../database.ts";
import type { BenchCheck, BenchOptions } from "../table.ts";
import { fillGin, ginSearch } from "./gin.ts";
import { type Reference, referenceFor } from "./reference.ts";
import { copyTenant, importedTenant } from "./tenants.ts";
import { randomPages, randomQuestion, sampleSentences } from "./texts.ts";
import { fastestInTurn, timeCheck } from "./timing.ts";

const TOP = 10;
/** Scores closer than this share are a tie: the index adds in single precision. */
const TIE = 1e-5;

/**
 * The whole search of the product against one statement over GIN on (tenant, tsvector) with ts_rank_cd: the same tenants,
 * passages, words, filter and columns. And the product's ranking against BM25 written anew from the texts.
 */
export async function lexicalChecks({ db: kind, small, rounds }: BenchOptions): Promise<BenchCheck[]> {
  const [chunks, copies, timed] = small ? [500, 3, 150] : [2_000, 19, 600];
  const db = await benchDatabase(kind);
  try {
    const sentences = sampleSentences();
    const pages = randomPages(sentences, chunks, { sections: 5, characters: 620 }, randomOf(1));
    const segmenter = createSegmenter();
    const first = await importedTenant(db, pages);
    const tenants = [first, ...(await copyTenant(db, first, copies))];
    await fillGin(db, tenants, segmenter);
    await db.script("analyze");
    const times = await inTurn(db, tenants, timed, sentences, segmenter);
    const reference = await inTenant(db, first, (tx) => referenceFor(tx, segmenter));
    const questions = rounds ?? (small ? 300 : 10_000);
    const equal = await equalTops(db, first, questions, { sentences, segmenter, reference });
    return [
      times,
      {
        name: `top10_equal_to_reference_bm25 (${questions} queries, GIN with ts_rank_cd beside it)`,
        ours: equal.ours,
        theirs: equal.theirs,
        unit: "share",
        ratio: null,
      },
    ];
  } finally {
    await db.close();
  }
}

async function inTurn(
  db: Database,
  tenants: readonly string[],
  rounds: number,
  sentences: readonly string[],
  segmenter: Segmenter,
): Promise<BenchCheck> {
  const random = randomOf(2);
  const search = createSearch({ db });
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = -50; round < rounds; round += 1) {
    const tenantId = random.pick(tenants);
    const text = randomQuestion(sentences, random);
    const [mine, other] = await fastestInTurn([
      () => search(tenantId)({ text, filter: { audiences: ["public"], at: new Date() }, limit: TOP }),
      () => ginSearch(db, tenantId, text, segmenter, TOP),
    ]);
    if (round < 0) continue;
    ours.push(mine!);
    theirs.push(other!);
  }
  return timeCheck("lexical_p99_vs_gin_ts_rank_cd", ours, theirs);
}

/** Shares of questions whose ten best passages are BM25's, for the product and (every tenth question) the peer. */
async function equalTops(
  db: Database,
  tenantId: string,
  questions: number,
  by: { readonly sentences: readonly string[]; readonly segmenter: Segmenter; readonly reference: Reference },
): Promise<{ ours: number; theirs: number }> {
  const random = randomOf(3);
  const counts = { ours: 0, theirs: 0, compared: 0 };
  for (let i = 0; i < questions; i += 1) {
    const text = randomQuestion(by.sentences, random);
    const expected = by.reference.rank(text, TOP).map(({ score }) => score);
    const scoreOf = by.reference.scoreOf(text);
    const isTop = (slots: readonly number[]) => isSameTop(slots.map(scoreOf), expected);
    if (isTop(await bestOfIndex(db, tenantId, text, by.segmenter))) counts.ours += 1;
    if (i % 10 > 0) continue;
    counts.compared += 1;
    const found = await ginSearch(db, tenantId, text, by.segmenter, TOP);
    if (isTop(found.map(({ slot }) => slot))) counts.theirs += 1;
  }
  return { ours: counts.ours / questions, theirs: Number((counts.theirs / counts.compared).toFixed(4)) };
}

/** Place by place the same score but for ties. */
const isSameTop = (scores: readonly number[], expected: readonly number[]): boolean =>
  scores.length === expected.length && scores.every((score, i) => Math.abs(score - expected[i]!) <= TIE * expected[i]!);

const bestOfIndex = (db: Database, tenantId: string, text: string, segmenter: Segmenter): Promise<number[]> =>
  inTenant(db, tenantId, async (tx) => {
    const terms = segmenter.queryTerms(text);
    const index = await readPostings(
      tx,
      terms.map(({ term }) => term),
    );
    return index ? bestSlots(scorePart(index, terms).bySlot, TOP) : [];
  });
