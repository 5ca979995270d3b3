import type { Tx } from "../../db/pool.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { type ArticleContent, editableBody } from "../articles/content.ts";
import { authorOf, createArticleIn } from "../articles/edit.ts";
import { scopeOf } from "../articles/read.ts";
import { draftOf, saveDraft, touchArticle } from "../articles/store/drafts.ts";
import { articleAt } from "../articles/store/read.ts";
import type { ArticleDeps } from "../articles/verbs.ts";
import { insertArticleQuestion } from "../gate/store/questions.ts";
import type { SentenceChange } from "./difference.ts";
import { LONGEST_QUESTION } from "./learn.ts";
import { patchBody } from "./patch.ts";
import { questionsOf } from "./store/questions.ts";
import type { Suggestion } from "./store/suggestions.ts";

const GATE_QUESTIONS = 20;

type TakeUp = (
  deps: ArticleDeps,
  tx: Tx,
  ctx: Ctx,
  suggestion: Suggestion,
  /** An article that is to take it in. */
  given: string | undefined,
) => Promise<string>;

const draftForGap: TakeUp = async (deps, tx, ctx, suggestion, given) => {
  const questions = (await questionsOf(tx, [suggestion.id], GATE_QUESTIONS)).get(suggestion.id) ?? [];
  if (given !== undefined && !(await articleAt(tx, given))) throw notFound("Article", given);
  const articleId = given ?? (await createArticleIn(deps, tx, ctx, internalArticle(suggestion, ""))).id;
  for (const { question } of questions) await addGateQuestion(deps, tx, ctx, { articleId, question, origin: "gap" });
  return articleId;
};

/** The reply that solved it is the text; whoever edits it decides who may see it. */
const draftForCase: TakeUp = async (deps, tx, ctx, suggestion, given) => {
  const { question, answer } = suggestion.content.case!;
  const added: SentenceChange = { type: "missing_step", before: null, after: answer, follows: null };
  const articleId =
    given === undefined
      ? (await createArticleIn(deps, tx, ctx, internalArticle(suggestion, `\n${answer}\n`))).id
      : await patchArticle(deps, tx, ctx, given, [added]);
  await addGateQuestion(deps, tx, ctx, { articleId, question: question.slice(0, LONGEST_QUESTION), origin: "person" });
  return articleId;
};

const patchForEdit: TakeUp = (deps, tx, ctx, suggestion, given) =>
  patchArticle(deps, tx, ctx, given ?? suggestion.articleId, suggestion.content.changes ?? []);

const TAKE_UPS: Readonly<Record<Suggestion["kind"], TakeUp>> = {
  gap: draftForGap,
  edit: patchForEdit,
  case: draftForCase,
};

/** Turns an accepted suggestion into a draft; gives the id of its article. */
export const takeUp: TakeUp = (deps, tx, ctx, suggestion, given) =>
  TAKE_UPS[suggestion.kind](deps, tx, ctx, suggestion, given);

interface GateQuestion {
  readonly articleId: string;
  readonly question: string;
  readonly origin: "person" | "gap";
}

async function addGateQuestion(
  deps: ArticleDeps,
  tx: Tx,
  ctx: Ctx,
  { articleId, question, origin }: GateQuestion,
): Promise<void> {
  const createdAt = deps.clock.now();
  const row = { id: newId(createdAt), question, version: null, origin };
  await insertArticleQuestion(tx, articleId, { ...row, createdBy: authorOf(ctx), createdAt });
}

/** The questions do not stand in the text: a search that finds an article by its questions alone would prove nothing. */
const internalArticle = ({ title, language, product }: Suggestion, text: string): ArticleContent => ({
  title,
  summary: null,
  body: `# ${title}\n${text}`,
  scope: {
    product,
    language,
    module: null,
    editions: [],
    versions: null,
    deployment: null,
    audience: "internal",
    kind: null,
    validFrom: null,
    validTo: null,
    owner: null,
  },
});

async function patchArticle(
  deps: ArticleDeps,
  tx: Tx,
  ctx: Ctx,
  articleId: string | null,
  changes: readonly SentenceChange[],
): Promise<string> {
  const row = articleId === null ? undefined : await articleAt(tx, articleId);
  if (!row || row.status === "retired")
    throw new DomainError("conflict", "The article that this would change is not published. Name another one.", [
      { field: "articleId", reason: "required" },
    ]);
  const draft = (await draftOf(tx, row.id)) ?? {
    title: row.title,
    summary: row.summary,
    body: editableBody(row.path, row.body ?? ""),
    scope: scopeOf(row),
  };
  const body = patchBody(draft.body, changes);
  const patched = { ...draft, body, baseVersion: row.version, author: authorOf(ctx) };
  await saveDraft(tx, row.id, patched, deps.clock.now());
  await touchArticle(tx, row.id);
  return row.id;
}
