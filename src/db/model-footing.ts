import { createHash } from "node:crypto";
import type { Queryable } from "./pool.ts";

/** An address may carry a password, so only its hash is kept. */
const keyOf = (provider: string): Buffer => createHash("sha256").update(provider).digest();

/** What was learnt about a provider since `since`; undefined when nothing was. */
export async function readFooting(db: Queryable, provider: string, since: Date): Promise<unknown> {
  const { rows } = await db.query<{ footing: unknown }>(
    "select footing from jobs.model_footing where provider = $1 and learnt_at >= $2",
    [keyOf(provider), since],
  );
  return rows[0]?.footing;
}

export async function saveFooting(db: Queryable, provider: string, footing: unknown, now: Date): Promise<void> {
  await db.query(
    `insert into jobs.model_footing (provider, footing, learnt_at) values ($1, $2::jsonb, $3)
     on conflict (provider) do update set footing = excluded.footing, learnt_at = excluded.learnt_at`,
    [keyOf(provider), JSON.stringify(footing), now],
  );
}
