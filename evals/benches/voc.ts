import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { foldVocRegularly } from "../../src/jobs/voc/fold-voc.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { readPolicyFolder } from "../../src/policy/folder.ts";
import { tagTicket } from "../../src/voc/tags/tag-ticket.ts";
import { type Taxonomy, taxonomyOf } from "../../src/voc/taxonomy/taxonomy.ts";
import { countsByDay } from "../../src/voc/trends/counts.ts";
import { benchDatabase, percentile } from "./database.ts";
import type { Bench, BenchCheck } from "./table.ts";
import { fillVoc, type VocSet } from "./voc-set.ts";

/** The tag that peers count; ours counts all tags at once. */
const KIND = 3;

/**
 * Ten million tags of a thousand tenants of very different size. A trend over 174 days of the largest one: from packed
 * rollups, against counting the tags behind their key alone, and against an index that holds all that the count needs.
 * Then the cost of keeping a ticket's tags while the fold runs as it does in production, against the same without it.
 */
export const run: Bench = async ({ db: kind, small }) => {
  const db = await benchDatabase(kind);
  try {
    const { taxonomy: policy } = await readPolicyFolder(new URL("../../knowledge/policies", import.meta.url).pathname);
    const taxonomy = taxonomyOf(policy);
    const size = small ? { rows: 200_000, tenants: 100 } : { rows: 10_000_000, tenants: 1_000 };
    const set = await fillVoc(db, size, taxonomy.width);
    const rounds = small ? 15 : 25;
    const checks: BenchCheck[] = [];
    checks.push(await compare(db, set, taxonomy, "trend_vs_naive", rounds));
    await db.script("create index bench_covering on voc_tag (tenant_id, kind, day) where not removed");
    await db.query("vacuum (analyze) voc_tag");
    checks.push(await compare(db, set, taxonomy, "trend_vs_covering_index", rounds));
    checks.push(await writeCost(db, set, taxonomy, small ? [1, 12_000] : [3, BLOCK_MS]));
    return checks;
  } finally {
    await db.close();
  }
};

/** A statement is prepared once it came twenty times; both sides are timed after that, as they are in use. */
const WARM = 21;

/** Both sides in turn within one transaction of the largest tenant, so that neither pays for opening one. */
async function compare(db: Database, set: VocSet, taxonomy: Taxonomy, name: string, rounds: number) {
  const [ours, theirs]: [number[], number[]] = [[], []];
  await inTenant(db, set.largest, async (tx) => {
    for (let i = -WARM; i < rounds; i += 1) {
      const [mine, seen] = await timed(() => countsByDay(tx, taxonomy, set.range));
      const [counted, known] = await timed(() => recount(tx, set));
      if (sum([...seen.values()].map((counts) => counts[KIND]!)) !== sum(known.map(({ n }) => n)))
        throw new Error("The rollup and the count differ.");
      if (i < 0) continue;
      ours.push(mine);
      theirs.push(counted);
    }
  });
  return check(name, percentile(ours, 0.5), percentile(theirs, 0.5), "ms");
}

const recount = async (tx: Tx, { range }: VocSet) =>
  (
    await tx.query<{ day: string; n: number }>(
      `select day, count(*)::int as n from voc_tag
       where tenant_id = $1 and kind = $2 and day between $3::date and $4::date and not removed group by day`,
      [tx.tenantId, KIND, range.from, range.to],
    )
  ).rows;

/** Long enough for several rounds of the fold. */
const BLOCK_MS = 25_000;

/** Blocks of writes by turns with the fold running and at rest; each write is a whole transaction. */
async function writeCost(
  db: Database,
  set: VocSet,
  taxonomy: Taxonomy,
  [blocks, blockMs]: [number, number],
): Promise<BenchCheck> {
  const [on, off]: [number[], number[]] = [[], []];
  const touched = new Set<string>();
  const draw = drawTenant(set);
  for (let i = 0; i < 50; i += 1) await write(db, draw(), taxonomy);
  for (let block = 0; block < blocks; block += 1)
    for (const folding of block % 2 === 0 ? [true, false] : [false, true]) {
      const stop = folding ? foldVocRegularly({ db, clock: systemClock, log: silentLogger, touched }) : null;
      const end = performance.now() + blockMs;
      while (performance.now() < end) {
        const tenantId = draw();
        const [took] = await timed(() => write(db, tenantId, taxonomy));
        touched.add(tenantId);
        (folding ? on : off).push(took);
        await sleep(10);
      }
      await stop?.();
    }
  return check("write_cost", percentile(on, 0.5), percentile(off, 0.5), "ms");
}

/** Tenants as often as they are large: the next one of a fixed sequence. */
function drawTenant({ tenants }: VocSet): () => string {
  const whole = sum(tenants.map(({ rows }) => rows));
  let seed = 1;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    let left = (seed / 2_147_483_647) * whole;
    const drawn = tenants.find(({ rows }) => {
      left -= rows;
      return left < 0;
    });
    return (drawn ?? tenants[0]!).id;
  };
}

const write = (db: Database, tenantId: string, taxonomy: Taxonomy) =>
  inTenant(db, tenantId, (tx) =>
    tagTicket(
      tx,
      taxonomy,
      {
        ticketId: newId(),
        turn: 1,
        at: new Date(),
        text: "升级到 8.2 后报表打不开，一直转圈。",
        tags: [
          { tag: "defect", source: "rule", confidence: 0.9, evidence: { start: 8, end: 13 } },
          { tag: "upgrade", source: "rule", confidence: 0.8, evidence: { start: 0, end: 3 } },
        ],
        customerId: null,
        customerClass: "B",
        product: "panheng-erp",
        module: "reports",
        version: "8.2",
        edition: null,
        channel: "web",
        team: "technical",
        language: "zh",
        sentiment: "negative",
        serviceItem: "fault",
      },
      new Date(),
    ),
  );

async function timed<Result>(run: () => Promise<Result>): Promise<[number, Result]> {
  const start = performance.now();
  const result = await run();
  return [performance.now() - start, result];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const round = (value: number) => Math.round(value * 1000) / 1000;
const check = (name: string, ours: number, theirs: number, unit: string): BenchCheck => ({
  name,
  ours: round(ours),
  theirs: round(theirs),
  unit,
  ratio: round(theirs / ours),
});
