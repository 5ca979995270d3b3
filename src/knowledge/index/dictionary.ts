import type { ReadTx } from "../../db/pool.ts";
import type { SegmenterDictionary } from "../../models/segmenter.ts";

interface Product {
  readonly code: string;
  readonly zh?: string;
  readonly en?: string;
  readonly aliases?: { readonly zh?: readonly string[]; readonly en?: readonly string[] };
}
interface DictionaryRow {
  readonly words: readonly string[];
  readonly synonyms: readonly (readonly string[])[];
  readonly products: readonly Product[];
}

/** Words and synonyms of all of a tenant's sources, and the names of its products. */
export async function dictionaryFor(tx: ReadTx): Promise<SegmenterDictionary> {
  const { rows } = await tx.query<DictionaryRow>(
    "select words, synonyms, products from knowledge_dictionary where tenant_id = $1 order by source_id",
    [tx.tenantId],
  );
  const groups = rows.flatMap(({ synonyms, products }) => [...synonyms, ...products.map(namesOf)]);
  return {
    words: [
      ...new Set([
        ...rows.flatMap(({ words }) => words),
        ...groups.flat().filter((text) => /\p{Script=Han}/u.test(text)),
      ]),
    ],
    synonyms: groups.filter((group) => group.length > 1),
  };
}

/** What changes when a dictionary does; cheap to ask before each search. */
export async function dictionaryHash(tx: ReadTx): Promise<string> {
  const { rows } = await tx.query<{ hash: string }>(
    `select coalesce(string_agg(content_hash, ' ' order by source_id), '') as hash from knowledge_dictionary
     where tenant_id = $1`,
    [tx.tenantId],
  );
  return rows[0]!.hash;
}

const namesOf = ({ code, zh, en, aliases }: Product): string[] => [
  ...new Set([code, zh, en, ...(aliases?.zh ?? []), ...(aliases?.en ?? [])].filter((name) => name !== undefined)),
];
