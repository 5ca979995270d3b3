import type { Tx } from "../../db/pool.ts";
import type { Measure } from "../analytics/query.ts";
import { type SliceName, sliceSql } from "../slices.ts";
import { parameters, type TagFilter, tagConditions } from "./quotes.ts";

/** What rows are grouped by; a level of a tree as pairs of a stored value and its node. */
export type AnalyticsPart =
  | (SliceName | "tag" | "group" | "day" | "week" | "month" | "member")
  | { readonly dimension: SliceName; readonly nodes: readonly (readonly [stored: string, node: string])[] };

/** Each measure over the rows `t` of voc_tag joined with their tickets `k`. */
const MEASURE_SQL: Readonly<Record<Measure, string>> = {
  tags: "count(*)",
  tickets: "count(distinct t.ticket_id)",
  customers: "count(distinct t.customer_id)",
  negative_share: "count(*) filter (where t.sentiment = 'negative')::float8 / nullif(count(*), 0)",
  reopened_share:
    "count(distinct t.ticket_id) filter (where k.reopened > 0)::float8 / nullif(count(distinct t.ticket_id), 0)",
  resolved_share:
    "count(distinct t.ticket_id) filter (where k.resolved_at is not null)::float8 / nullif(count(distinct t.ticket_id), 0)",
  median_hours_to_resolve:
    "percentile_cont(0.5) within group (order by extract(epoch from k.resolved_at - k.created_at)::float8 / 3600) filter (where k.resolved_at is not null)",
  mean_confidence: "avg(t.confidence)::float8",
};

const day = (start: string) => `to_char(date_trunc('${start}', t.day), 'YYYY-MM-DD')`;

type Bind = (value: unknown) => string;

function partSql(part: AnalyticsPart, query: Groups, bind: Bind): string {
  if (typeof part === "object") {
    const [stored, nodes] = [0, 1].map((i) => bind(part.nodes.map((pair) => pair[i]!)));
    const value = sliceSql(part.dimension);
    // A team without a unit stands for itself.
    const otherwise = part.dimension === "organisation" ? value : "''";
    return `coalesce((select m.node from unnest(${stored}::text[], ${nodes}::text[]) as m(stored, node)
      where m.stored = ${value} limit 1), ${otherwise})`;
  }
  switch (part) {
    case "tag":
      return "t.kind::text";
    case "group":
      return `(${bind(query.groups)}::text[])[t.kind + 1]`;
    case "day":
    case "week":
    case "month":
      return day(part);
    case "member":
      return "coalesce(k.owner_id::text, '')";
    default:
      return sliceSql(part);
  }
}

type Groups = Omit<TagFilter, "where"> & {
  readonly slices: TagFilter["where"];
  readonly parts: readonly AnalyticsPart[];
  readonly measures: readonly Measure[];
  /** Group of each kind, at the place of its ordinal. */
  readonly groups: readonly string[];
  readonly limit: number;
  readonly offset: number;
};

/** Tags of a filter in groups, with their measures: columns `d0`, `d1`, … and `m0`, `m1`, …, ordered by the groups. */
export async function groupTags(tx: Tx, query: Groups): Promise<Record<string, string>[]> {
  const { values, bind } = parameters(tx.tenantId);
  const conditions = tagConditions({ ...query, where: query.slices }, bind);
  const parts = query.parts.map((part, i) => `${partSql(part, query, bind)} as d${i}`);
  const measures = query.measures.map((name, i) => `${MEASURE_SQL[name]} as m${i}`);
  const places = query.parts.map((_, i) => i + 1).join(", ");
  const { rows } = await tx.query<Record<string, string>>(
    `select ${[...parts, ...measures].join(", ")}
     from (select * from voc_tag where ${conditions}) t
     join (select tenant_id, id, owner_id, reopened, resolved_at, created_at from ticket where tenant_id = $1) k
       on k.tenant_id = t.tenant_id and k.id = t.ticket_id
     ${places === "" ? "" : `group by ${places} order by ${places}`}
     limit ${bind(query.limit)} offset ${bind(query.offset)}`,
    values,
  );
  return rows;
}
