/** SQL: when a person last wrote or read the article `a`, or its file last changed. */
export const CONFIRMED = "greatest(a.updated_at, coalesce(a.reviewed_at, a.updated_at))";

/** SQL: how many corrections by agents rest on the article `a` and wait for a decision. */
export const CORRECTIONS = `(select count(*)::int from knowledge_suggestion s where s.tenant_id = a.tenant_id
  and s.article_id = a.id and s.kind = 'edit' and s.status = 'open' and s.type in ('wrong_fact', 'missing_step', 'policy'))`;

/** SQL: whether the article `a` is stale; `before` is the parameter with the instant since which nobody confirmed it. */
export const staleSince = (before: string): string => `(${CONFIRMED} < ${before} or ${CORRECTIONS} > 0)`;
