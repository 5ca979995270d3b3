import type { Tx } from "../../../db/pool.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { PageLinks } from "../in-links.ts";

export async function upsertPageLinks(
  tx: Tx,
  sourceId: string,
  pages: readonly (PageLinks & { readonly hash: string })[],
): Promise<void> {
  if (pages.length === 0) return;
  await tx.query(
    `insert into article_links (tenant_id, source_id, path, content_hash, links, labels)
     select $1, $2, r.path, r.hash, r.links, r.labels
     from jsonb_to_recordset($3::jsonb) as r(path text, hash text, links jsonb, labels text[])
     on conflict (tenant_id, source_id, path) do update set content_hash = excluded.content_hash,
       links = excluded.links, labels = excluded.labels`,
    [tx.tenantId, sourceId, storedJson(pages)],
  );
}

/** Which version of each page the links were read from. */
export async function linkHashes(tx: Tx, sourceId: string): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ path: string; hash: string }>(
    "select path, content_hash as hash from article_links where tenant_id = $1 and source_id = $2",
    [tx.tenantId, sourceId],
  );
  return new Map(rows.map(({ path, hash }) => [path, hash]));
}

export async function deletePageLinks(tx: Tx, sourceId: string, paths: readonly string[]): Promise<void> {
  await tx.query("delete from article_links where tenant_id = $1 and source_id = $2 and path = any($3::text[])", [
    tx.tenantId,
    sourceId,
    paths,
  ]);
}

export async function allPageLinks(tx: Tx, sourceId: string): Promise<PageLinks[]> {
  const { rows } = await tx.query<PageLinks>(
    'select path, links, labels from article_links where tenant_id = $1 and source_id = $2 order by path collate "C"',
    [tx.tenantId, sourceId],
  );
  return rows;
}
