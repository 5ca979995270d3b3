import { createHash } from "node:crypto";
import type { Queryable } from "./pool.ts";

/** An address may carry a password, so only its hash is kept. */
const keyOf = (provider: string): Buffer => createHash("sha256").update(provider).digest();

/** What was learnt about a provider last, and when; undefined when nothing was. */
export async function readFooting(
  db: Queryable,
  provider: string,
): Promise<{ readonly footing: unknown; readonly learntAt: Date } | undefined> {
  const { rows } = await db.query<{ footing: unknown; learntAt: Date }>(
    `select footing, learnt_at as "learntAt" from jobs.model_footing where provider = $1`,
    [keyOf(provider)],
  );
  return rows[0];
}

export async function saveFooting(db: Queryable, provider: string, footing: unknown, now: Date): Promise<void> {
  await db.query(
    `insert into jobs.model_footing (provider, footing, learnt_at) values ($1, $2::jsonb, $3)
     on conflict (provider) do update set footing = excluded.footing, learnt_at = excluded.learnt_at`,
    [keyOf(provider), JSON.stringify(footing), now],
  );
}
