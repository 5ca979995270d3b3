import type { Database } from "../../../src/db/pool.ts";
import { createSearch } from "../../../src/knowledge/search/search.ts";
import { glossEmbedder } from "../../../src/models/gloss/embedder.ts";
import { randomOf } from "../../random.ts";
import { benchDatabase } from "../database.ts";
import type { BenchCheck, BenchOptions } from "../table.ts";
import { copyTenant, importedTenant } from "./tenants.ts";
import { randomPages, randomQuestion, sampleSentences } from "./texts.ts";
import { timeCheck } from "./timing.ts";

/** Tenants that are imported; the others are copies of them. */
const IMPORTED = 4;

/**
 * The whole search, vectors included, on a database of many tenants against one of a tenth of them; every tenant holds
 * the same number of passages. A ratio of 1 says that other tenants cost nothing. Each question is asked once a side, of
 * any tenant, so that what is not in memory counts.
 */
export async function scaleChecks({ db: kind, small }: BenchOptions): Promise<BenchCheck[]> {
  const [tenants, chunks, timed] = small ? [100, 200, 300] : [1_000, 1_000, 3_000];
  const sentences = sampleSentences();
  const [few, many] = [await benchDatabase(kind), await benchDatabase(kind)];
  try {
    const sides = [];
    for (const [db, count] of [
      [many, tenants],
      [few, tenants / 10],
    ] as const)
      sides.push({ db, tenants: await filled(db, count, chunks, sentences) });
    const embedder = glossEmbedder();
    const searches = sides.map(({ db }) => createSearch({ db, embedder }));
    const random = randomOf(21);
    const times: [number[], number[]] = [[], []];
    for (let round = -50; round < timed; round += 1) {
      const text = randomQuestion(sentences, random);
      for (const [i, side] of sides.entries()) {
        const search = searches[i]!(random.pick(side.tenants));
        const began = performance.now();
        await search({ text, filter: { audiences: ["public"], at: new Date() }, limit: 10 });
        if (round >= 0) times[i]!.push(performance.now() - began);
      }
    }
    const name = small ? "p99_2k_vs_20k" : "p99_100k_vs_1m";
    return [timeCheck(name, times[0], times[1])];
  } finally {
    await few.close();
    await many.close();
  }
}

async function filled(
  db: Database,
  tenants: number,
  chunks: number,
  sentences: readonly string[],
): Promise<readonly string[]> {
  const all: string[] = [];
  for (let i = 0; i < IMPORTED; i += 1) {
    const pages = randomPages(sentences, chunks, { sections: 1, characters: 120 }, randomOf(30 + i));
    const first = await importedTenant(db, pages, glossEmbedder());
    all.push(first, ...(await copyTenant(db, first, Math.ceil(tenants / IMPORTED) - 1)));
  }
  await db.script("analyze");
  return all;
}
