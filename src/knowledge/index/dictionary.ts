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
  readonly hash: string;
}

/** Words and synonyms of all of a tenant's sources, and the names of its products. */
export async function dictionaryFor(tx: ReadTx): Promise<SegmenterDictionary> {
  return (await hashedDictionary(tx)).dictionary;
}

/** The same with its hash, see `DICTIONARY_HASH`. */
export async function hashedDictionary(tx: ReadTx): Promise<{ dictionary: SegmenterDictionary; hash: string }> {
  const { rows } = await tx.query<DictionaryRow>(
    `select words, synonyms, products, content_hash as hash from knowledge_dictionary where tenant_id = $1
     order by source_id`,
    [tx.tenantId],
  );
  return { dictionary: joined(rows), hash: rows.map(({ hash }) => hash).join(" ") };
}

function joined(rows: readonly DictionaryRow[]): SegmenterDictionary {
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

/** What changes when a dictionary does; cheap to ask with each search. The tenant is $1. */
export const DICTIONARY_HASH = `(select coalesce(string_agg(content_hash, ' ' order by source_id), '')
  from knowledge_dictionary where tenant_id = $1)`;

const namesOf = ({ code, zh, en, aliases }: Product): string[] => [
  ...new Set([code, zh, en, ...(aliases?.zh ?? []), ...(aliases?.en ?? [])].filter((name) => name !== undefined)),
];
