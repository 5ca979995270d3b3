import { tenantIdOfSlug } from "../../src/access/store.ts";
import { createTenant } from "../../src/access/tenants.ts";
import { openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import type { Database } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { foldTenant } from "../../src/voc/fold.ts";
import { readDays, recountDays } from "../../src/voc/store/rollups.ts";
import { readTags, replaceTags, type TagRow } from "../../src/voc/store/tags.ts";

/**
 * A process that tags tickets in an embedded database and folds. It kills itself as `kill -9` does within the fold's
 * transaction number `dieAt`, after the rollups were written and before the commit; 0 folds to the end and compares.
 */
const [folder = "", dieAt = "0"] = process.argv.slice(2);
const DAYS = ["2026-03-02", "2026-03-03", "2026-03-04"];
const TICKETS = 450;

const db = await openEmbedded(folder);
await migrate(db);
const known = await tenantIdOfSlug(db, "killed");
const tenantId = known ?? (await createTenant({ db, clock: systemClock }, { slug: "killed", name: "Killed" })).tenantId;
if (known === undefined) await fill();

let folds = 0;
const dying: Database = {
  ...db,
  async connect() {
    const connection = await db.connect();
    return {
      ...connection,
      async query<Row>(text: string, values?: readonly unknown[]) {
        const result = await connection.query<Row>(text, values);
        if (/insert into voc_rollup/.test(text)) folds += 1;
        if (folds > 0 && folds === Number(dieAt)) process.kill(process.pid, "SIGKILL");
        return result;
      },
    };
  },
};
await foldTenant({ db: dying, clock: systemClock }, tenantId);

const result = await inTenant(db, tenantId, async (tx) => {
  const range = [DAYS[0]!, DAYS.at(-1)!] as const;
  const sums = new Map<string, number>();
  for (const { day, counts } of await readDays(tx, "class", ["B"], ...range))
    for (const [kind, n] of (counts ?? []).entries()) if (n > 0) sums.set(`${day} ${kind}`, n);
  const counted = (await recountDays(tx, "class", ["B"], ...range)).map(({ day, kind, n }) => [`${day} ${kind}`, n]);
  const { rows } = await tx.query<{ n: number }>("select count(*)::int as n from voc_delta where tenant_id = $1", [
    tenantId,
  ]);
  return { held: [...sums].sort(), counted: counted.sort(), pending: rows[0]!.n, folds };
});
process.stdout.write(JSON.stringify(result));
await db.close();

/** Tickets without a conversation, each with a tag or two. */
function fill(): Promise<void> {
  return inTenant(db, tenantId, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `with someone as (
         insert into contact (tenant_id, id, external_id, created_at)
         select $1, gen_random_uuid(), 'c' || i, now() from generate_series(1, $2::int) i returning id)
       insert into ticket (tenant_id, id, contact_id, customer_class, channel, thread, subject, status, tier, team, bot_silent,
         language, urgency, turn, seq, version, reopened, created_at, updated_at, last_customer_at)
       select $1, gen_random_uuid(), id, 'B', 'web', 'main', 's', 'open', 0, 'first_line', false, 'zh', 'normal', 1, 1, 1, 0,
         now(), now(), now() from someone returning id`,
      [tenantId, TICKETS],
    );
    for (const [i, { id }] of rows.entries()) {
      const day = DAYS[i % DAYS.length]!;
      const row = (kind: number): TagRow => ({
        ...{ kind, day, at: new Date(`${day}T05:00:00Z`), product: 0, module: 1, serviceModule: 2, class: "B" },
        ...{ lifecycle: "", version: "8.2", edition: "", channel: "web", organisation: "first_line", language: "zh" },
        ...{ sentiment: "neutral", source: "rule", confidence: 1, quote: "q", turn: 1, spanStart: null, spanEnd: null },
        ...{ customerId: null, removed: false },
      });
      await replaceTags(tx, id, await readTags(tx, id), i % 2 === 0 ? [row(0), row(3)] : [row(i % 5)], new Date());
    }
  });
}
