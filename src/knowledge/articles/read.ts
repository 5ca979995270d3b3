import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import type { Audience } from "../../kernel/labels.ts";
import type { ArticleScope } from "../types.ts";
import {
  type ArticleFacets,
  type ArticleFilter,
  type ArticleRow,
  type ArticleStatus,
  articleAt,
  articleFacets,
  pageOfArticles,
} from "./store/read.ts";

export interface Article {
  readonly id: string;
  readonly sourceId: string;
  readonly path: string;
  readonly title: string;
  readonly summary: string | null;
  readonly status: ArticleStatus;
  /** The indexed version; 0 when none ever was. */
  readonly version: number;
  readonly scope: ArticleScope;
  readonly failedReason: string | null;
  readonly updatedAt: Date;
  /** Counts every change of the article and its draft; for If-Match. */
  readonly revision: number;
  /** A person wrote the published version, or took the article out: imports leave it alone. */
  readonly edited: boolean;
  readonly reviewedAt: Date | null;
  readonly hasDraft: boolean;
  /** What an import found in the file since then, which waits for a person. */
  readonly incoming: "changed" | "gone" | null;
}

const FIRST = ["", "00000000-0000-0000-0000-000000000000"] as const;
const MAX_PAGE = 200;

/** A page of articles by path. `cursor` is what the page before gave as `next`; `next` is null at the end. */
export async function listArticles(
  deps: { readonly db: Database },
  ctx: Ctx,
  query: ArticleFilter & { readonly cursor?: string; readonly limit?: number } = {},
): Promise<{ readonly articles: Article[]; readonly next: string | null }> {
  const { cursor, limit = 50, ...filter } = query;
  const size = Math.min(Math.max(limit, 1), MAX_PAGE);
  const after = cursor === undefined ? FIRST : readCursor(cursor);
  const rows = await inTenant(deps.db, ctx.tenantId, (tx) => pageOfArticles(tx, filter, after, size + 1));
  const last = rows.length > size ? rows[size - 1] : undefined;
  const next = last ? Buffer.from(JSON.stringify([last.path, last.id])).toString("base64url") : null;
  return { articles: rows.slice(0, size).map(articleOf), next };
}

/** What lists of articles can be narrowed to. */
export const listFacets = (deps: { readonly db: Database }, ctx: Ctx): Promise<ArticleFacets> =>
  inTenant(deps.db, ctx.tenantId, articleFacets);

function readCursor(cursor: string): readonly [string, string] {
  try {
    const [path, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    if (typeof path === "string" && typeof id === "string" && isUuid(id)) return [path, id];
  } catch {
    // Falls through to the refusal.
  }
  throw new DomainError("invalid", "The cursor is not one that a page gave.", [{ field: "cursor", reason: "unknown" }]);
}

/**
 * An article with the text of one of its versions, the indexed one by default; none yet of an article that is only a
 * draft. Throws `not_found` also for an
 * audience that the asker does not belong to.
 */
export async function getArticle(
  deps: { readonly db: Database },
  ctx: Ctx,
  id: string,
  options: { readonly version?: number; readonly audiences?: readonly Audience[] } = {},
): Promise<Article & { readonly body: string }> {
  const row = isUuid(id)
    ? await inTenant(deps.db, ctx.tenantId, (tx) => articleAt(tx, id, options.version))
    : undefined;
  const unwritten = row?.status === "draft" && options.version === undefined;
  if (!row || (row.body === null && !unwritten) || options.audiences?.includes(row.audience) === false)
    throw notFound("Article", id);
  return { ...articleOf(row), body: row.body ?? "" };
}

export const scopeOf = (row: ArticleRow): ArticleScope => ({
  product: row.product,
  module: row.module,
  editions: row.editions,
  versions: row.versions,
  deployment: row.deployment,
  audience: row.audience,
  language: row.language,
  kind: row.kind,
  validFrom: row.validFrom,
  validTo: row.validTo,
  owner: row.owner,
});

const articleOf = (row: ArticleRow): Article => ({
  id: row.id,
  sourceId: row.sourceId,
  path: row.path,
  title: row.title,
  summary: row.summary,
  status: row.status,
  version: row.version,
  scope: scopeOf(row),
  failedReason: row.failedReason,
  updatedAt: row.updatedAt,
  revision: row.revision,
  edited: row.edited,
  reviewedAt: row.reviewedAt,
  hasDraft: row.hasDraft,
  incoming: row.incoming,
});
