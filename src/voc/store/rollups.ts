import type { Tx } from "../../db/pool.ts";
import { type SliceName, sliceSql } from "../slices.ts";
import type { Delta } from "./tags.ts";

/** Makes other folds of this tenant wait until the transaction ends. */
export async function lockFold(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    `insert into voc_fold (tenant_id, folded_at) values ($1, $2)
     on conflict (tenant_id) do update set folded_at = excluded.folded_at`,
    [tx.tenantId, now],
  );
}

export async function hasDeltas(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query("select 1 from voc_delta where tenant_id = $1 limit 1", [tx.tenantId]);
  return rows.length > 0;
}

/** Takes up to `most` deltas away, those of the earliest days first. */
export async function takeDeltas(tx: Tx, most: number): Promise<Delta[]> {
  const { rows } = await tx.query<Delta>(
    `delete from voc_delta where tenant_id = $1 and (day, id) in (
       select day, id from voc_delta where tenant_id = $1 order by day, id limit $2)
     returning to_char(day, 'YYYY-MM-DD') as day, kind, product, module, service_module as "serviceModule", class, lifecycle,
       version, edition, channel, organisation, language, sentiment, source, change`,
    [tx.tenantId, most],
  );
  return rows;
}

/** One row of counts by ordinal: what is stored, or what is to be added to it. */
export interface RollupRow {
  readonly dimension: string;
  readonly value: string;
  readonly day: string;
  readonly counts: readonly number[];
}

/** Adds each row's counts to those stored, place by place. Rows are distinct in dimension, value and day. */
export async function addToRollups(tx: Tx, rows: readonly RollupRow[]): Promise<void> {
  await tx.query(
    `insert into voc_rollup as r (tenant_id, dimension, value, day, counts)
     select $1, dimension, value, day, counts::int[]
     from unnest($2::text[], $3::text[], $4::date[], $5::text[]) as x(dimension, value, day, counts)
     order by dimension collate "C", value collate "C", day
     on conflict (tenant_id, dimension, value, day) do update set counts = array(
       select coalesce(a, 0) + coalesce(b, 0) from unnest(r.counts, excluded.counts) with ordinality as s(a, b, i) order by i)`,
    [
      tx.tenantId,
      rows.map(({ dimension }) => dimension),
      rows.map(({ value }) => value),
      rows.map(({ day }) => day),
      rows.map(({ counts }) => `{${counts.join(",")}}`),
    ],
  );
}

/** A day's counts: a whole vector from the rollup, or one change that is not folded yet. */
export interface DayCounts {
  readonly day: string;
  readonly value: string;
  readonly counts: number[] | null;
  readonly kind: number | null;
  readonly change: number | null;
}

/**
 * Counts of a dimension between two days, both included: those of the given values, or of all. One statement, so that a
 * change is seen either folded or not, never twice and never not at all.
 */
export async function readDays(
  tx: Tx,
  dimension: SliceName,
  values: readonly string[] | null,
  from: string,
  to: string,
): Promise<DayCounts[]> {
  const value = sliceSql(dimension);
  const chosen = values === null ? "" : "and value = any($5::text[])";
  const { rows } = await tx.query<Omit<DayCounts, "counts"> & { counts: string | null }>(
    `select day, value, counts::text as counts, null::smallint as kind, null::int as change
     from voc_rollup where tenant_id = $1 and dimension = $2 and day between $3::date and $4::date ${chosen}
     union all
     select day, ${value}, null, kind, change
     from voc_delta where tenant_id = $1 and day between $3::date and $4::date
       ${values === null ? "" : `and ${value} = any($5::text[])`}`,
    [tx.tenantId, dimension, from, to, ...(values === null ? [] : [values])],
  );
  // As text and read here: the driver's own reading of arrays takes longer than the statement.
  return rows.map((row) => ({ ...row, counts: row.counts === null ? null : vectorOf(row.counts) }));
}

const CODE = { comma: 44, minus: 45, zero: 48, close: 125 } as const;

/** Reads `{3,0,12}` sign by sign: splitting or `JSON.parse` take twice as long, which is seen in a trend of many days. */
function vectorOf(text: string): number[] {
  const counts: number[] = [];
  let [count, sign] = [0, 1];
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === CODE.minus) sign = -1;
    else if (code !== CODE.comma && code !== CODE.close) count = count * 10 + code - CODE.zero;
    else {
      counts.push(sign * count);
      [count, sign] = [0, 1];
    }
  }
  return counts;
}

/**
 * Counts of the given values together, by day, as vectors and as single changes of a kind: what `readDays` gives without
 * the values. They come as one text, since taking rows apart costs more than reading them.
 */
export async function readSlice(
  tx: Tx,
  dimension: SliceName,
  values: readonly string[],
  from: string,
  to: string,
): Promise<{ day: string; counts: number[] | null; kind: number; change: number }[]> {
  // The server keeps its plan for one value, and makes a new one each time for a list, which takes as long as the reading.
  const [is, value] = values.length === 1 ? ["= $5", values[0]] : ["= any($5::text[])", values];
  const { rows } = await tx.query<{ folded: string | null; pending: string | null }>(
    `select (select string_agg(day || counts::text, ';') from voc_rollup
        where tenant_id = $1 and dimension = $2 and value ${is} and day between $3::date and $4::date) as folded,
      (select string_agg(day || kind::text || ':' || change, ';') from voc_delta
        where tenant_id = $1 and ${sliceSql(dimension)} ${is} and day between $3::date and $4::date) as pending`,
    [tx.tenantId, dimension, from, to, value],
  );
  const { folded, pending } = rows[0]!;
  return [
    ...partsOf(folded).map(([day, rest]) => ({ day, counts: vectorOf(rest), kind: 0, change: 0 })),
    ...partsOf(pending).map(([day, rest]) => {
      const [kind, change] = rest.split(":").map(Number);
      return { day, counts: null, kind: kind!, change: change! };
    }),
  ];
}

const DAY_LENGTH = "2026-03-02".length;

const partsOf = (text: string | null): (readonly [day: string, rest: string])[] =>
  (text?.split(";") ?? []).map((part) => [part.slice(0, DAY_LENGTH), part.slice(DAY_LENGTH)]);

/** The same counted from the tags themselves: what the rollup has to equal. */
export async function recountDays(
  tx: Tx,
  dimension: SliceName,
  values: readonly string[],
  from: string,
  to: string,
): Promise<{ day: string; value: string; kind: number; n: number }[]> {
  const value = sliceSql(dimension);
  const { rows } = await tx.query<{ day: string; value: string; kind: number; n: number }>(
    `select to_char(day, 'YYYY-MM-DD') as day, ${value} as value, kind, count(*)::int as n from voc_tag
     where tenant_id = $1 and not removed and day between $2::date and $3::date and ${value} = any($4::text[])
     group by day, 2, kind`,
    [tx.tenantId, from, to, values],
  );
  return rows;
}
