import { recordAudit } from "../../access/audit.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { authorOf } from "../articles/edit.ts";
import type { ArticleDeps } from "../articles/verbs.ts";
import { united } from "./cluster.ts";
import { type GapQuestion, moveQuestions, questionsOf } from "./store/questions.ts";
import {
  decideSuggestion,
  holdSuggestion,
  listSuggestions,
  type Suggestion,
  type SuggestionFilter,
  updateGroup,
} from "./store/suggestions.ts";
import { takeUp } from "./take-up.ts";

export type ListedSuggestion = Suggestion & { readonly questions: readonly GapQuestion[] };

const SAMPLES = 5;

/** Suggestions by how many questions or edits stand behind them, each with its newest questions. */
export const suggestionPage = (
  deps: ArticleDeps,
  ctx: Ctx,
  filter: SuggestionFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<ListedSuggestion[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const rows = await listSuggestions(tx, filter, page.limit, page.offset);
    const questions = await questionsOf(
      tx,
      rows.map(({ id }) => id),
      SAMPLES,
    );
    return rows.map((row) => ({ ...row, questions: questions.get(row.id) ?? [] }));
  });

/**
 * Takes a suggestion up. A gap becomes a draft article whose questions the gate will ask; with `articleId`, they are
 * given to that article instead. An edit becomes a patch in the draft of the article it rests on. A case becomes a draft
 * article, or a part of the draft of `articleId`. Nothing is published.
 */
export const acceptSuggestion = (
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
  options: { readonly articleId?: string } = {},
): Promise<{ readonly articleId: string }> =>
  decide(deps, ctx, id, async (tx, suggestion) => {
    const articleId = await takeUp(deps, tx, ctx, suggestion, options.articleId);
    return { decision: { status: "accepted", reason: null, articleId }, result: { articleId } };
  });

export const rejectSuggestion = (deps: ArticleDeps, ctx: Ctx, id: string, reason: string): Promise<void> =>
  decide(deps, ctx, id, async () => ({ decision: { status: "rejected", reason }, result: undefined }));

/** Counts this gap's questions with those of another open one. */
export const mergeSuggestion = (deps: ArticleDeps, ctx: Ctx, id: string, into: string): Promise<void> =>
  decide(deps, ctx, id, async (tx, suggestion) => {
    const target = isUuid(into) && into !== id ? await holdSuggestion(tx, into) : undefined;
    if (target?.status !== "open") throw notFound("Open suggestion", into);
    if (target.kind !== "gap" || suggestion.kind !== "gap")
      throw new DomainError("conflict", "Only two groups of questions can be merged.", [
        { field: "into", reason: target.kind },
      ]);
    const topic = united(topicOf(target), topicOf(suggestion));
    await moveQuestions(tx, id, into);
    await updateGroup(tx, into, { title: target.title, ...topic }, deps.clock.now());
    return { decision: { status: "merged", reason: null, mergedInto: into }, result: undefined };
  });

const topicOf = ({ content, count }: Suggestion) => ({ terms: content.terms ?? {}, count });

interface Outcome<Result> {
  readonly decision: Pick<Suggestion, "status" | "reason"> & { articleId?: string; mergedInto?: string };
  readonly result: Result;
}

function decide<Result>(
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
  run: (tx: Tx, suggestion: Suggestion) => Promise<Outcome<Result>>,
): Promise<Result> {
  if (!isUuid(id)) throw notFound("Suggestion", id);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const suggestion = await holdSuggestion(tx, id);
    if (!suggestion) throw notFound("Suggestion", id);
    if (suggestion.status !== "open")
      throw new DomainError("conflict", `This suggestion was decided before: ${suggestion.status}.`, [
        { field: "status", reason: suggestion.status },
      ]);
    const { decision, result } = await run(tx, suggestion);
    await decideSuggestion(tx, id, { ...decision, by: authorOf(ctx), now: deps.clock.now() });
    await recordAudit(tx, deps.clock, ctx, {
      action: `suggestion.${decision.status}`,
      object: "knowledge_suggestion",
      objectId: id,
      after: decision,
    });
    return result;
  });
}
