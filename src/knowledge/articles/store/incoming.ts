import type { Tx } from "../../../db/pool.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { ArticleScope, ParsedArticle } from "../../types.ts";

/** What an import found where a person had edited: the file's new text, or that the file is gone. */
export interface Incoming {
  readonly change: "changed" | "gone";
  readonly title: string;
  readonly summary: string | null;
  readonly body: string;
  readonly scope: ArticleScope;
  readonly createdAt: Date;
}

/** Stands for the content of a file that is gone, where the hash of the last seen content is kept. */
export const GONE = "gone";

/** One such find of an import. A file that is gone has no text of its own. */
export interface IncomingWrite {
  readonly articleId: string;
  readonly path: string;
  readonly contentHash: string;
  readonly parsed: ParsedArticle | null;
}

/** Keeps what the import found beside the edited articles, and notes that these files have been seen. */
export async function writeIncoming(tx: Tx, finds: readonly IncomingWrite[], now: Date): Promise<void> {
  for (const { articleId, path, contentHash, parsed } of finds) {
    await tx.query(
      `insert into article_incoming (tenant_id, article_id, change, title, summary, body, scope, created_at)
       values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)
       on conflict (tenant_id, article_id) do update set change = excluded.change, title = excluded.title,
         summary = excluded.summary, body = excluded.body, scope = excluded.scope, created_at = excluded.created_at`,
      [
        tx.tenantId,
        articleId,
        parsed ? "changed" : "gone",
        parsed?.title ?? path,
        parsed?.summary ?? null,
        parsed?.source ?? "",
        storedJson(parsed?.scope ?? {}),
        now,
      ],
    );
    await tx.query(
      `update article set content_hash = $3, revision = revision + 1,
         failed_hash = null, failed_reason = null
       where tenant_id = $1 and id = $2`,
      [tx.tenantId, articleId, contentHash],
    );
  }
}

/** What an import found for an edited article; undefined when nothing is kept for it. */
export async function incomingOf(tx: Tx, articleId: string): Promise<Incoming | undefined> {
  const { rows } = await tx.query<Incoming>(
    `select change, title, summary, body, scope, created_at as "createdAt"
     from article_incoming where tenant_id = $1 and article_id = $2`,
    [tx.tenantId, articleId],
  );
  return rows[0];
}

/** Gives whether there was something to delete. */
export async function deleteIncoming(tx: Tx, articleId: string): Promise<boolean> {
  const { rowCount } = await tx.query("delete from article_incoming where tenant_id = $1 and article_id = $2", [
    tx.tenantId,
    articleId,
  ]);
  return rowCount > 0;
}
