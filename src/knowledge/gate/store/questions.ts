import type { Tx } from "../../../db/pool.ts";
import type { Actor } from "../../../kernel/ctx.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { Audience } from "../../../kernel/labels.ts";
import type { GateOutcome } from "../gate.ts";

/** A question that an article must answer. */
export interface ArticleQuestion {
  readonly id: string;
  readonly question: string;
  /** The customer's version, when the answer depends on it. */
  readonly version: string | null;
  readonly origin: "person" | "gap";
  readonly createdBy: Pick<Actor, "type" | "id">;
  readonly createdAt: Date;
}

export async function articleQuestions(tx: Tx, articleId: string, limit: number): Promise<ArticleQuestion[]> {
  const { rows } = await tx.query<ArticleQuestion>(
    `select id, question, version, origin, created_by as "createdBy", created_at as "createdAt"
     from article_question where tenant_id = $1 and article_id = $2 order by created_at, id limit $3`,
    [tx.tenantId, articleId, limit],
  );
  return rows;
}

/** Questions of other published articles, the newest first. */
export interface OtherQuestion extends Pick<ArticleQuestion, "id" | "question" | "version"> {
  readonly articleId: string;
  readonly title: string;
  readonly product: string | null;
  readonly audience: Audience;
}

export async function otherQuestions(tx: Tx, articleId: string, limit: number): Promise<OtherQuestion[]> {
  const { rows } = await tx.query<OtherQuestion>(
    `select q.id, q.question, q.version, q.article_id as "articleId", a.title, a.product, a.audience
     from article_question q join article a on a.tenant_id = q.tenant_id and a.id = q.article_id and a.status = 'live'
     where q.tenant_id = $1 and q.article_id <> $2 order by q.created_at desc, q.id limit $3`,
    [tx.tenantId, articleId, limit],
  );
  return rows;
}

/** False when the article has this question already. */
export async function insertArticleQuestion(
  tx: Tx,
  articleId: string,
  row: Pick<ArticleQuestion, "id" | "question" | "version" | "origin" | "createdBy" | "createdAt">,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into article_question (tenant_id, article_id, id, question, version, origin, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8) on conflict (tenant_id, article_id, question) do nothing`,
    [tx.tenantId, articleId, row.id, row.question, row.version, row.origin, storedJson(row.createdBy), row.createdAt],
  );
  return rowCount > 0;
}

export async function deleteArticleQuestion(tx: Tx, articleId: string, id: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ question: string }>(
    "delete from article_question where tenant_id = $1 and article_id = $2 and id = $3 returning question",
    [tx.tenantId, articleId, id],
  );
  return rows[0]?.question;
}

export async function noteGate(tx: Tx, articleId: string, version: number, outcome: GateOutcome): Promise<void> {
  await tx.query(
    "update article_version set gate = $4::jsonb where tenant_id = $1 and article_id = $2 and version = $3",
    [tx.tenantId, articleId, version, storedJson(outcome)],
  );
}
