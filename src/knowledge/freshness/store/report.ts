import type { Tx } from "../../../db/pool.ts";
import type { Ages } from "../ages.ts";
import { CONFIRMED, CORRECTIONS, staleSince } from "./stale.ts";

/** One published article as the freshness report sees it. */
export interface FreshnessRow {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly owner: string | null;
  readonly product: string | null;
  /** When a person last wrote or read it, or the file last changed. */
  readonly confirmedAt: Date;
  readonly validTo: string | null;
  /** Corrections by agents that rest on it and wait for a decision. */
  readonly corrections: number;
}

export interface FreshnessQuery extends Ages {
  readonly owner?: string | undefined;
  readonly limit: number;
}

const STALE = staleSince("$3");
const ROW = `a.id, a.path, a.title, a.owner, a.product, ${CONFIRMED} as "confirmedAt", a.valid_to::text as "validTo",
  ${CORRECTIONS} as corrections`;
const OWNED = "($2::text is null or a.owner = $2)";

/** Stale articles: those that corrections rest on, then those long unconfirmed. */
export async function staleArticles(tx: Tx, query: FreshnessQuery): Promise<FreshnessRow[]> {
  const { rows } = await tx.query<FreshnessRow>(
    `select ${ROW} from article a where a.tenant_id = $1 and a.status = 'live' and ${OWNED}
       and ${STALE} order by ${CORRECTIONS} desc, ${CONFIRMED}, a.id limit $4`,
    [tx.tenantId, query.owner ?? null, query.confirmedBefore, query.limit],
  );
  return rows;
}

/** Articles that end soon or have ended, which search leaves out from then on. */
export async function expiringArticles(tx: Tx, query: FreshnessQuery): Promise<FreshnessRow[]> {
  const { rows } = await tx.query<FreshnessRow>(
    `select ${ROW} from article a where a.tenant_id = $1 and a.status = 'live' and ${OWNED}
       and a.valid_to <= $3::date order by a.valid_to, a.id limit $4`,
    [tx.tenantId, query.owner ?? null, query.validBefore, query.limit],
  );
  return rows;
}

export interface OwnerCounts {
  readonly owner: string | null;
  readonly published: number;
  readonly drafts: number;
  readonly stale: number;
  readonly expiring: number;
  readonly expired: number;
  readonly fileChanges: number;
}

/** Counts by owner; together they are the tenant's. */
export async function countsByOwner(tx: Tx, query: FreshnessQuery): Promise<OwnerCounts[]> {
  const { rows } = await tx.query<OwnerCounts>(
    `select a.owner, count(*) filter (where a.status = 'live')::int as published,
       count(*) filter (where d.article_id is not null)::int as drafts,
       count(*) filter (where a.status = 'live' and ${STALE})::int as stale,
       count(*) filter (where a.status = 'live' and a.valid_to >= $5::date and a.valid_to <= $4::date)::int as expiring,
       count(*) filter (where a.status = 'live' and a.valid_to < $5::date)::int as expired,
       count(*) filter (where i.article_id is not null)::int as "fileChanges"
     from article a
     left join article_draft d on d.tenant_id = a.tenant_id and d.article_id = a.id
     left join article_incoming i on i.tenant_id = a.tenant_id and i.article_id = a.id
     where a.tenant_id = $1 and ${OWNED} group by a.owner order by a.owner nulls last`,
    [tx.tenantId, query.owner ?? null, query.confirmedBefore, query.validBefore, query.today],
  );
  return rows;
}
