import type { Queryable, Tx } from "../../../db/pool.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { KnowledgeDictionary } from "../dictionary.ts";

export async function replaceDictionary(
  tx: Tx,
  sourceId: string,
  dictionary: KnowledgeDictionary,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into knowledge_dictionary (tenant_id, source_id, words, synonyms, products, content_hash, updated_at)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7)
     on conflict (tenant_id, source_id) do update set words = excluded.words, synonyms = excluded.synonyms,
       products = excluded.products, content_hash = excluded.content_hash, updated_at = excluded.updated_at
     where knowledge_dictionary.content_hash <> excluded.content_hash`,
    [
      tx.tenantId,
      sourceId,
      dictionary.words,
      storedJson(dictionary.synonyms),
      storedJson(dictionary.products),
      dictionary.contentHash,
      now,
    ],
  );
}

/** The dictionaries of all sources of the tenant, in a fixed order. */
export async function dictionariesOf(tx: Queryable, tenantId: string): Promise<KnowledgeDictionary[]> {
  const { rows } = await tx.query<KnowledgeDictionary>(
    `select words, synonyms, products, content_hash as "contentHash" from knowledge_dictionary
     where tenant_id = $1 order by source_id`,
    [tenantId],
  );
  return rows;
}

/** The dictionary of the source of this name, if it has one. */
export async function dictionaryOfSource(
  tx: Tx,
  source: string,
): Promise<Pick<KnowledgeDictionary, "words" | "synonyms"> | undefined> {
  const { rows } = await tx.query<Pick<KnowledgeDictionary, "words" | "synonyms">>(
    `select d.words, d.synonyms from knowledge_dictionary d
     join knowledge_source s on s.tenant_id = d.tenant_id and s.id = d.source_id
     where d.tenant_id = $1 and s.tenant_id = $1 and s.name = $2`,
    [tx.tenantId, source],
  );
  return rows[0];
}
