import type { Tx } from "../../db/pool.ts";
import { newId } from "../../kernel/ids.ts";
import { GROUP_SPAN } from "../chunk.ts";
import type { NewPassage } from "../vectors.ts";
import { freshPostings } from "./fresh.ts";
import { blockOf, packSlots } from "./postings.ts";
import { groupLengthOf, type PreparedGroup, type PreparedIndex } from "./prepare.ts";
import {
  applyChange,
  type ChunkRow,
  chunksOf,
  deleteChunks,
  moveChunks,
  openState,
  type StoredChunk,
  writeChunks,
  writeFresh,
} from "./store.ts";

interface Placed {
  readonly group: PreparedGroup;
  readonly articleId: string;
  /** The stored chunks of an unchanged group: they keep their slots and postings. */
  readonly kept: readonly StoredChunk[] | null;
  readonly firstSlot: number;
  readonly siblings: number;
}

/**
 * Replaces what the index holds of these articles. A group of chunks that did not change keeps its slots; the slots of
 * all others die, and new ones are appended as one fresh segment, searchable with this transaction. `vectors` is given the
 * new passages once they are written.
 */
export async function writeArticles(
  tx: Tx,
  articles: readonly PreparedIndex[],
  vectors?: (passages: readonly NewPassage[]) => Promise<void>,
): Promise<void> {
  if (articles.length === 0) return;
  const articleIds = articles.map(({ articleId }) => articleId);
  // The second is carried out when the first has the index for itself.
  const [state, before] = await Promise.all([openState(tx), chunksOf(tx, articleIds)]);
  const stored = Map.groupBy(before, ({ articleId }) => articleId);
  let nextSlot = state.nextSlot;
  const placed: Placed[] = [];
  const gone: StoredChunk[] = [];
  for (const { articleId, groups } of articles) {
    const siblings = groups.reduce((sum, { chunks }) => sum + chunks.length, 0);
    const old = groupsByHash(stored.get(articleId) ?? []);
    for (const group of groups) {
      const kept = old.get(group.hash)?.pop() ?? null;
      placed.push({ group, articleId, kept, siblings, firstSlot: kept?.[0]?.slot ?? nextSlot });
      if (!kept) nextSlot += GROUP_SPAN;
    }
    gone.push(...[...old.values()].flat(2));
  }
  const added = placed.filter(({ kept }) => !kept);
  await deleteChunks(
    tx,
    gone.map(({ id }) => id),
  );
  const rows = placed.map(rowsOf);
  const titles = new Map(articles.map(({ articleId, title }) => [articleId, title]));
  const fresh = rows.filter((_, i) => !placed[i]!.kept).flat();
  const passages = fresh.map(({ id, article_id: articleId, heading_path: headingPath, body }) => ({
    chunkId: id,
    articleId,
    title: titles.get(articleId)!,
    headingPath,
    text: body,
  }));
  // Sent in this order; none asks for another's result, so each is made ready while those before are carried out.
  await Promise.all([
    moveChunks(tx, rows.filter((_, i) => placed[i]!.kept).flat()),
    writeChunks(tx, fresh),
    vectors?.(passages),
    writeFresh(tx, state.nextSlot, blockOf(state.nextSlot), freshPostings(added)),
    applyChange(tx, {
      nextSlot,
      chunks: added.reduce((sum, { group }) => sum + group.chunks.length, 0) - gone.length,
      groups: added.length - groupCount(gone),
      length:
        added.reduce((sum, { group }) => sum + groupLengthOf(group), 0) -
        gone.reduce((sum, { length }) => sum + length, 0),
      died: packSlots(gone.map(({ slot }) => slot)),
    }),
  ]);
}

/** Takes articles out of the index. */
export async function removeArticles(tx: Tx, articleIds: readonly string[]): Promise<void> {
  const gone = await chunksOf(tx, articleIds);
  if (gone.length === 0) return;
  const state = await openState(tx);
  await deleteChunks(
    tx,
    gone.map(({ id }) => id),
  );
  await applyChange(tx, {
    nextSlot: state.nextSlot,
    chunks: -gone.length,
    groups: -groupCount(gone),
    length: -gone.reduce((sum, { length }) => sum + length, 0),
    died: packSlots(gone.map(({ slot }) => slot)),
  });
}

const groupOf = (slot: number): number => Math.floor(slot / GROUP_SPAN);
const groupCount = (chunks: readonly StoredChunk[]): number => new Set(chunks.map(({ slot }) => groupOf(slot))).size;

/** Stored groups by hash; two groups of one article may be alike. */
function groupsByHash(chunks: readonly StoredChunk[]): Map<string, StoredChunk[][]> {
  const result = new Map<string, StoredChunk[][]>();
  for (const group of Map.groupBy(chunks, ({ slot }) => groupOf(slot)).values()) {
    const hash = group[0]!.groupHash;
    result.set(hash, [...(result.get(hash) ?? []), group]);
  }
  return result;
}

const rowsOf = ({ group, articleId, kept, firstSlot, siblings }: Placed): ChunkRow[] =>
  group.chunks.map(({ chunk, length }, i) => ({
    id: kept?.[i]?.id ?? newId(),
    article_id: articleId,
    ordinal: chunk.ordinal,
    siblings,
    slot: firstSlot + i,
    group_hash: group.hash,
    heading_path: chunk.headingPath,
    anchor: chunk.anchor,
    source_start: chunk.start,
    source_end: chunk.end,
    body: chunk.text,
    length,
  }));
