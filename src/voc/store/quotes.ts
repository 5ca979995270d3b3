import type { Tx } from "../../db/pool.ts";
import { type SliceName, sliceSql } from "../slices.ts";

/** A place between two quotes: the next page starts after it. */
export interface QuotePlace {
  /** As the database writes it, so that no digit is lost. */
  readonly at: string;
  readonly ticketId: string;
  readonly kind: number;
}

/** Tags of these kinds between two days, both included, that have one of the values in each of the dimensions. */
export interface TagFilter {
  readonly kinds: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly where: readonly { readonly dimension: SliceName; readonly values: readonly string[] }[];
}

export interface QuoteRow {
  readonly ticketId: string;
  readonly kind: number;
  readonly at: Date;
  readonly instant: string;
  readonly quote: string;
  readonly source: string;
  readonly confidence: number | null;
  readonly customerId: string | null;
  /** Stored values by dimension. */
  readonly values: Readonly<Record<string, string>>;
}

/** Collects the parameters of a statement; gives the place of each. */
export function parameters(...values: unknown[]): { readonly values: unknown[]; bind(value: unknown): string } {
  return {
    values,
    bind(value) {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

/** The conditions of a filter on rows of `voc_tag` that a person has not removed; `$1` is the tenant. */
export const tagConditions = (filter: TagFilter, bind: (value: unknown) => string): string =>
  [
    `tenant_id = $1 and not removed and kind = any(${bind(filter.kinds)}::int[])`,
    `day between ${bind(filter.from)}::date and ${bind(filter.to)}::date`,
    ...filter.where.map(({ dimension, values }) => `${sliceSql(dimension)} = any(${bind(values)}::text[])`),
  ].join(" and ");

const FACTS = (["product", "module", "class", "lifecycle", "version", "channel", "organisation"] as const)
  .map((name) => `'${name}', ${sliceSql(name)}`)
  .join(", ");

/** Newest first; in one moment by ticket and kind. */
export async function quotePage(
  tx: Tx,
  filter: TagFilter & { readonly limit: number; readonly after?: QuotePlace | undefined },
): Promise<QuoteRow[]> {
  const { values, bind } = parameters(tx.tenantId);
  const conditions = tagConditions(filter, bind);
  const { after } = filter;
  const later = after
    ? `and (at, ticket_id, kind) < ((${bind(after.at)}::text || 'Z')::timestamptz, ${bind(after.ticketId)}::uuid, ${bind(after.kind)}::int)`
    : "";
  const { rows } = await tx.query<QuoteRow>(
    `select ticket_id as "ticketId", kind, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as instant, quote,
       source, confidence, customer_id as "customerId", jsonb_build_object(${FACTS}) as values
     from voc_tag where tenant_id = $1 and ${conditions} ${later}
     order by at desc, ticket_id desc, kind desc limit ${bind(filter.limit)}`,
    values,
  );
  return rows;
}
