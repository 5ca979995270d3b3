import type { Database } from "../../src/db/pool.ts";
import { newId } from "../../src/kernel/ids.ts";
import { addDays, type Range } from "../../src/voc/periods.ts";

export interface VocSet {
  readonly tenants: readonly { readonly id: string; readonly rows: number }[];
  readonly largest: string;
  readonly range: Range;
}

const DAYS = 174;
const FIRST = "2026-01-01";
/** Slices that are filled beside the whole; enough for the rollup to have its real width. */
const SLICES = {
  all: "''",
  product: "product::text",
  class: "class",
  version: "version",
} as const;

/**
 * Fills a fresh database with so many tags over so many tenants, the r-th tenant with a share of 1/r, and with their
 * rollups. Tickets are left out: the key to them is dropped, as is every index but the primary key.
 */
export async function fillVoc(
  db: Database,
  { rows, tenants: count }: { readonly rows: number; readonly tenants: number },
  kinds: number,
): Promise<VocSet> {
  const weight = Array.from({ length: count }, (_, i) => 1 / (i + 1));
  const whole = weight.reduce((sum, one) => sum + one, 0);
  const tenants = weight.map((one, i) => ({ id: newId(), slug: `bench-${i}`, rows: Math.round((rows * one) / whole) }));
  await db.script(`
    alter table voc_tag drop constraint voc_tag_tenant_id_ticket_id_fkey;
    alter table voc_tag drop constraint voc_tag_tenant_id_fkey;
    alter table voc_rollup drop constraint voc_rollup_pkey;
    drop index voc_tag_by_day;
    drop index voc_tag_newest;
    create table bench_tenant (id uuid, slug text, rows int);`);
  await db.query(
    "insert into bench_tenant select * from unnest($1::uuid[], $2::text[], $3::int[])",
    ["id", "slug", "rows"].map((key) => tenants.map((tenant) => tenant[key as "id"])),
  );
  await db.script(`
    insert into tenant (tenant_id, slug, name, end_user_secret, created_at) select id, slug, slug, '', now() from bench_tenant;
    insert into auth.tenant_directory (tenant_id, slug, created_at) select id, slug, now() from bench_tenant;
    insert into voc_tag (tenant_id, ticket_id, kind, day, at, product, module, service_module, class, lifecycle, version,
      edition, channel, organisation, language, sentiment, source, confidence, quote, removed, updated_at)
    select id, gen_random_uuid(), floor(random() * ${kinds}), day, day + interval '5 hours', product, product * 12 + floor(random() * 10), 2,
      (array['A', 'B', 'C', 'D'])[1 + floor(random() * 4)], '', (array['8.0', '8.1', '8.2'])[1 + floor(random() * 3)], '',
      (array['web', 'email', 'wecom'])[1 + floor(random() * 3)], 'first_line', 'zh', 'neutral', 'rule', 0.8,
      '系统打不开，一直转圈，重启也没有用。', false, now()
    from (select t.id, date '${FIRST}' + floor(random() * ${DAYS})::int as day, floor(random() * 2)::int as product
          from bench_tenant t, generate_series(1, t.rows)) as drawn;
    analyze voc_tag;`);
  const counts = Array.from({ length: kinds }, (_, kind) => `count(*) filter (where kind = ${kind})`).join(", ");
  for (const [dimension, value] of Object.entries(SLICES))
    await db.script(`
      insert into voc_rollup (tenant_id, dimension, value, day, counts)
      select tenant_id, '${dimension}', ${value}, day, array[${counts}]::int[] from voc_tag group by tenant_id, 3, day;`);
  await db.script("alter table voc_rollup add primary key (tenant_id, dimension, value, day) include (counts)");
  await db.query("vacuum (analyze) voc_tag");
  await db.query("vacuum (analyze) voc_rollup");
  return {
    tenants,
    largest: tenants[0]!.id,
    range: { from: FIRST, to: addDays(FIRST, DAYS - 1) },
  };
}
