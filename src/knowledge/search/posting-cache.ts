import type { Tx } from "../../db/pool.ts";
import type { Corpus, QueryIndex } from "./score.ts";
import { readPostings } from "./store.ts";

/** Reads the postings of these terms and the state of the index; null while nothing is indexed. */
export type ReadPostings = (tx: Tx, terms: readonly string[]) => Promise<QueryIndex | null>;

/** What one state of a tenant's index holds of the terms that were asked for. */
interface Held {
  readonly corpus: Corpus;
  readonly postings: Map<string, Uint32Array>;
  bytes: number;
}

/** Bytes held for all tenants together; what was unused for longest goes first. */
const MOST_BYTES = 64_000_000;
/** A term with its place in the map, beside its postings. */
const TERM_BYTES = 120;

/**
 * Keeps postings that were read in the process, so that a search asks the database only for those that it does not hold.
 * The statement that asks also tells the state of the index: when that is another than the one held, everything is read
 * anew. For transactions of their own only: what a transaction that is taken back wrote looks like any other state.
 *
 * A state is known by the next slot and the number of chunks. Slots are numbered once and the postings of a slot never
 * change; as long as no slot is taken, each change only takes chunks away.
 */
export function createPostingCache(mostBytes: number = MOST_BYTES): ReadPostings {
  const tenants = new Map<string, Held>();
  let bytes = 0;

  const forget = (tenantId: string) => {
    bytes -= tenants.get(tenantId)?.bytes ?? 0;
    tenants.delete(tenantId);
  };
  const keep = (tenantId: string, { corpus, postings }: QueryIndex, terms: readonly string[]) => {
    const before = tenants.get(tenantId);
    // A search that began earlier may come back later.
    if (before !== undefined && isOlder(corpus, before.corpus)) return;
    const held =
      before !== undefined && isSame(before.corpus, corpus) ? before : { corpus, postings: new Map(), bytes: 0 };
    forget(tenantId);
    for (const term of terms) {
      if (held.postings.has(term)) continue;
      const words = postings.get(term) ?? NONE;
      // A view would hold on to the whole answer that it was cut from.
      held.postings.set(term, words.slice());
      held.bytes += words.byteLength + TERM_BYTES;
    }
    tenants.set(tenantId, held);
    bytes += held.bytes;
    for (const oldest of tenants.keys()) if (bytes > mostBytes) forget(oldest);
  };

  return async (tx, terms) => {
    const held = tenants.get(tx.tenantId);
    const missing = held ? terms.filter((term) => !held.postings.has(term)) : terms;
    let index = await readPostings(tx, missing);
    if (index !== null && held !== undefined && missing.length < terms.length) {
      if (isSame(index.corpus, held.corpus)) {
        const found = index.postings;
        const all = terms.flatMap((term) => {
          const words = found.get(term) ?? held.postings.get(term) ?? NONE;
          return words.length === 0 ? [] : [[term, words] as const];
        });
        index = { corpus: index.corpus, postings: new Map(all) };
      } else index = await readPostings(tx, terms);
    }
    if (index !== null) keep(tx.tenantId, index, terms);
    else forget(tx.tenantId);
    return index;
  };
}

const NONE = new Uint32Array(0);

const isSame = (a: Corpus, b: Corpus): boolean => a.slots === b.slots && a.chunks === b.chunks;
const isOlder = (a: Corpus, b: Corpus): boolean => a.slots < b.slots || (a.slots === b.slots && a.chunks > b.chunks);
