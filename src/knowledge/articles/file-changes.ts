import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { editableBody } from "./content.ts";
import { authorOf } from "./edit.ts";
import { saveDraft, touchArticle } from "./store/drafts.ts";
import { deleteIncoming, type Incoming, incomingOf } from "./store/incoming.ts";
import { articleAt } from "./store/read.ts";
import { type DiffLine, diffLines } from "./text-diff.ts";
import { type ArticleDeps, auditArticle, changeArticle, type Seen } from "./verbs.ts";

/**
 * A person's edit outlives later imports: when the file of an edited article changes or goes away, the article stays as
 * it is, and what the import found waits here. `take` makes a draft of the file's text; `keep` forgets it.
 */
export async function fileChange(
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
): Promise<Incoming & { readonly lines: readonly DiffLine[] }> {
  if (!isUuid(id)) throw notFound("Article", id);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const [row, incoming] = [await articleAt(tx, id), await incomingOf(tx, id)];
    if (!row || !incoming) throw notFound("File change of article", id);
    const body = editableBody(row.path, incoming.body);
    return { ...incoming, body, lines: diffLines(row.body ?? "", body) };
  });
}

/** Makes the file's text the draft of the article, to be read and published by a person. */
export const takeFileChange = (deps: ArticleDeps, ctx: Ctx, id: string, seen: Seen): Promise<number> =>
  changeArticle(deps, ctx, id, seen, async (tx, article) => {
    const incoming = await incomingOf(tx, id);
    if (!incoming) throw notFound("File change of article", id);
    if (incoming.change === "gone")
      throw new DomainError("conflict", "The file is gone: retire the article, or keep it.", [
        { field: "change", reason: "gone" },
      ]);
    const { title, summary, scope } = incoming;
    const body = editableBody(article.path, incoming.body);
    const draft = { baseVersion: article.version, title, summary, body, scope, author: authorOf(ctx) };
    await saveDraft(tx, id, draft, deps.clock.now());
    await deleteIncoming(tx, id);
    await auditArticle(deps, tx, ctx, { action: "file_taken", id });
    return touchArticle(tx, id);
  });

/** Keeps the article as it is written here. */
export const keepEdit = (deps: ArticleDeps, ctx: Ctx, id: string, seen: Seen): Promise<number> =>
  changeArticle(deps, ctx, id, seen, async (tx) => {
    if (!(await deleteIncoming(tx, id))) throw notFound("File change of article", id);
    await auditArticle(deps, tx, ctx, { action: "file_kept", id });
    return touchArticle(tx, id);
  });
