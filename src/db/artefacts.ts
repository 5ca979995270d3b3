import type { ReadTx, Tx } from "./pool.ts";

/** The tenant's value of this kind, or undefined. */
export async function readArtefact(tx: ReadTx, kind: string): Promise<Buffer | undefined> {
  const { rows } = await tx.query<{ content: Uint8Array }>(
    "select content from artefact where tenant_id = $1 and kind = $2",
    [tx.tenantId, kind],
  );
  return rows[0] && Buffer.from(rows[0].content);
}

/** Keeps a value under its kind, in place of the one before. */
export async function saveArtefact(
  tx: Tx,
  {
    kind,
    content,
    hash,
    now,
  }: { readonly kind: string; readonly content: Buffer; readonly hash: Buffer; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into artefact (tenant_id, kind, content, content_hash, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, kind) do update
     set content = excluded.content, content_hash = excluded.content_hash, created_at = excluded.created_at`,
    [tx.tenantId, kind, content, hash, now],
  );
}

/** The hashes of what is stored under these kinds, in hex, by kind. Cheap: asked for each request. */
export async function artefactHashes(tx: ReadTx, kinds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ kind: string; hash: string }>(
    "select kind, encode(content_hash, 'hex') as hash from artefact where tenant_id = $1 and kind = any($2)",
    [tx.tenantId, kinds],
  );
  return new Map(rows.map(({ kind, hash }) => [kind, hash]));
}

/** Deletes the values of these kinds; gives the kinds that there were. */
export async function deleteArtefacts(tx: Tx, kinds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ kind: string }>(
    "delete from artefact where tenant_id = $1 and kind = any($2::text[]) returning kind",
    [tx.tenantId, kinds],
  );
  return rows.map(({ kind }) => kind);
}
