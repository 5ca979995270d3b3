import type { Tx } from "../../../db/pool.ts";
import type { Actor } from "../../../kernel/ctx.ts";
import type { ArticleScope } from "../../types.ts";

export interface VersionRow {
  readonly version: number;
  readonly title: string;
  /** Null: an import wrote it. */
  readonly author: Pick<Actor, "type" | "id"> | null;
  readonly reason: string;
  readonly createdAt: Date;
  /** Whether all known questions found their answer when it was published; null when none were asked. */
  readonly gatePassed: boolean | null;
}

/** Versions before `before`, newest first. */
export async function versionsOf(tx: Tx, articleId: string, before: number, limit: number): Promise<VersionRow[]> {
  const { rows } = await tx.query<VersionRow>(
    `select version, title, author, reason, created_at as "createdAt",
       (gate->>'passed')::boolean as "gatePassed" from article_version
     where tenant_id = $1 and article_id = $2 and version < $3 order by version desc limit $4`,
    [tx.tenantId, articleId, before, limit],
  );
  return rows;
}

export async function versionText(
  tx: Tx,
  articleId: string,
  version: number,
): Promise<{ readonly title: string; readonly body: string; readonly scope: ArticleScope | null } | undefined> {
  const { rows } = await tx.query<{ title: string; body: string; scope: ArticleScope | null }>(
    `select title, body, scope from article_version where tenant_id = $1 and article_id = $2 and version = $3`,
    [tx.tenantId, articleId, version],
  );
  return rows[0];
}
