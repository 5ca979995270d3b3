import type { Tx } from "../../../db/pool.ts";
import type { Ages } from "../../freshness/ages.ts";
import { staleSince } from "../../freshness/store/stale.ts";
import type { ArticleScope } from "../../types.ts";

export type ArticleStatus = "draft" | "live" | "retired" | "failed";

interface ScopeRow {
  readonly product: string | null;
  readonly module: string | null;
  readonly editions: string[];
  readonly versions: string | null;
  readonly deployment: ArticleScope["deployment"];
  readonly audience: ArticleScope["audience"];
  readonly language: ArticleScope["language"];
  readonly kind: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly owner: string | null;
}

export interface ArticleRow extends ScopeRow {
  readonly id: string;
  readonly sourceId: string;
  readonly path: string;
  readonly status: ArticleStatus;
  readonly version: number;
  readonly title: string;
  readonly summary: string | null;
  readonly failedReason: string | null;
  readonly updatedAt: Date;
  readonly revision: number;
  readonly edited: boolean;
  readonly reviewedAt: Date | null;
  /** Somebody is writing the next version. */
  readonly hasDraft: boolean;
  /** What an import found in the file since a person edited the article. */
  readonly incoming: "changed" | "gone" | null;
}

const COLUMNS = `a.id, a.source_id as "sourceId", a.path, a.status, a.version, a.title, a.summary, a.product, a.module,
  a.editions, a.versions, a.deployment, a.audience, a.language, a.kind, a.valid_from as "validFrom",
  a.valid_to as "validTo", a.owner, a.failed_reason as "failedReason", a.updated_at as "updatedAt", a.revision,
  a.edited, a.reviewed_at as "reviewedAt",
  exists (select 1 from article_draft d where d.tenant_id = a.tenant_id and d.article_id = a.id) as "hasDraft",
  (select i.change from article_incoming i where i.tenant_id = a.tenant_id and i.article_id = a.id) as incoming`;

/** Live articles with their indexed text, for indexing them anew. */
export async function articlesWithBody(tx: Tx, ids: readonly string[]): Promise<(ArticleRow & { body: string })[]> {
  const { rows } = await tx.query<ArticleRow & { body: string }>(
    `select ${COLUMNS}, v.body from article a
     join article_version v on v.tenant_id = a.tenant_id and v.article_id = a.id and v.version = a.version
     where a.tenant_id = $1 and a.id = any($2::uuid[]) and a.status = 'live' order by a.path`,
    [tx.tenantId, ids],
  );
  return rows;
}

/** A live article as it reads, cut off behind so many characters. */
export interface ArticleText {
  readonly path: string;
  readonly title: string;
  readonly body: string;
}

/** The first live articles by path. */
export async function articleTexts(tx: Tx, limit: number, longest: number): Promise<ArticleText[]> {
  const { rows } = await tx.query<ArticleText>(
    `select a.path, a.title, left(v.body, $3) as body from article a
     join article_version v on v.tenant_id = a.tenant_id and v.article_id = a.id and v.version = a.version
     where a.tenant_id = $1 and a.status = 'live' order by a.path limit $2`,
    [tx.tenantId, limit, longest],
  );
  return rows;
}

export async function articleAt(
  tx: Tx,
  id: string,
  version?: number,
): Promise<(ArticleRow & { body: string | null }) | undefined> {
  const { rows } = await tx.query<ArticleRow & { body: string | null }>(
    `select ${COLUMNS}, v.body from article a
     left join article_version v on v.tenant_id = a.tenant_id and v.article_id = a.id
       and v.version = coalesce($3::int, a.version)
     where a.tenant_id = $1 and a.id = $2`,
    [tx.tenantId, id, version ?? null],
  );
  return rows[0];
}

export interface ArticleFilter {
  readonly sourceId?: string;
  readonly status?: ArticleStatus;
  readonly product?: string;
  readonly module?: string;
  readonly language?: ArticleScope["language"];
  readonly owner?: string;
  /** Only articles with a draft, or only those whose file changed beside a person's edit. */
  readonly waiting?: "draft" | "incoming";
  readonly audiences?: readonly ArticleScope["audience"][];
  /** Words that stand in title or path. */
  readonly text?: string;
  /** Only published articles that nobody confirmed for long, that end soon, or that have ended. */
  readonly fresh?: { readonly state: "stale" | "expiring" | "expired"; readonly ages: Ages };
}

/** Articles by path, after (path, id). */
export async function pageOfArticles(
  tx: Tx,
  filter: ArticleFilter,
  after: readonly [string, string],
  limit: number,
): Promise<ArticleRow[]> {
  const { rows } = await tx.query<ArticleRow>(
    `select ${COLUMNS} from article a
     where a.tenant_id = $1 and (a.path, a.id) > ($2, $3::uuid)
       and ($5::uuid is null or a.source_id = $5) and ($6::text is null or a.status = $6)
       and ($7::text is null or a.product = $7) and ($8::text is null or a.language = $8)
       and ($9::text[] is null or a.audience = any($9))
       and ($10::text is null or position(lower($10) in lower(a.title || ' ' || a.path)) > 0)
       and ($11::text is null or a.owner = $11)
       and ($12::text is null or ($12 = 'draft' and exists (
           select 1 from article_draft d where d.tenant_id = a.tenant_id and d.article_id = a.id))
         or ($12 = 'incoming' and exists (
           select 1 from article_incoming i where i.tenant_id = a.tenant_id and i.article_id = a.id)))
       and ($13::text is null or a.module = $13)
       and ($14::text is null or (a.status = 'live' and (
           ($14 = 'stale' and ${staleSince("$15::timestamptz")})
           or ($14 = 'expiring' and a.valid_to between $16::date and $17::date)
           or ($14 = 'expired' and a.valid_to < $16::date))))
     order by a.path, a.id limit $4`,
    [
      tx.tenantId,
      ...after,
      limit,
      filter.sourceId ?? null,
      filter.status ?? null,
      filter.product ?? null,
      filter.language ?? null,
      filter.audiences ?? null,
      filter.text ?? null,
      filter.owner ?? null,
      filter.waiting ?? null,
      filter.module ?? null,
      filter.fresh?.state ?? null,
      filter.fresh?.ages.confirmedBefore ?? null,
      filter.fresh?.ages.today ?? null,
      filter.fresh?.ages.validBefore ?? null,
    ],
  );
  return rows;
}

/** What the articles of a tenant are about and who owns them, each list in order. */
export interface ArticleFacets {
  readonly products: string[];
  readonly modules: string[];
  readonly owners: string[];
}

export async function articleFacets(tx: Tx): Promise<ArticleFacets> {
  const { rows } = await tx.query<ArticleFacets>(
    `select coalesce(array_agg(distinct a.product) filter (where a.product is not null), '{}') as products,
       coalesce(array_agg(distinct a.module) filter (where a.module is not null), '{}') as modules,
       coalesce(array_agg(distinct a.owner) filter (where a.owner is not null), '{}') as owners
     from article a where a.tenant_id = $1`,
    [tx.tenantId],
  );
  return rows[0]!;
}
