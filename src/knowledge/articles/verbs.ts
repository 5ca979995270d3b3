import { recordAudit } from "../../access/audit.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { type HeldArticle, holdArticle } from "./store/drafts.ts";

export interface ArticleDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** What a person saw when they decided; the change is refused when it is no longer so. */
export interface Seen {
  readonly revision: number;
}

/** Runs a change of one article, held and as it was seen. Throws `not_found` and `precondition_failed`. */
export function changeArticle<Result>(
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
  seen: Seen,
  run: (tx: Tx, article: HeldArticle) => Promise<Result>,
): Promise<Result> {
  if (!isUuid(id)) throw notFound("Article", id);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const article = await holdArticle(tx, id);
    if (!article) throw notFound("Article", id);
    if (article.revision !== seen.revision)
      throw new DomainError("precondition_failed", "The article has changed since you opened it. Look at it again.", [
        { field: "if-match", reason: `now ${article.revision}` },
      ]);
    return run(tx, article);
  });
}

interface ArticleChange {
  readonly action: string;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The audit row of a change of an article. */
export const auditArticle = (
  deps: ArticleDeps,
  tx: Tx,
  ctx: Ctx,
  { action, id, ...change }: ArticleChange,
): Promise<void> =>
  recordAudit(tx, deps.clock, ctx, { action: `article.${action}`, object: "article", objectId: id, ...change });
