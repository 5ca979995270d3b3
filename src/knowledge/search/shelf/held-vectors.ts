import type { ReadTx } from "../../../db/pool.ts";
import type { NearPassage } from "../../vectors.ts";
import type { View } from "./view.ts";

/** All vectors of a small tenant's model. */
export interface HeldVectors {
  readonly model: string;
  readonly dimensions: number;
  /** Whether every chunk has been embedded: no vector is added then as long as the state of the knowledge holds. */
  readonly isWhole: boolean;
  readonly slots: readonly number[];
  readonly rowOf: ReadonlyMap<number, number>;
  /** One after the other, in the order of `slots`. */
  readonly values: Float32Array;
}

/** In pgvector's binary form two numbers of two bytes stand before the vector: its dimensions, and one unused. */
const HEADER = 4;

/** `chunks`: how many the tenant has. */
export async function readVectors(tx: ReadTx, model: string, chunks: number): Promise<HeldVectors> {
  const { rows: all } = await tx.query<{ slot: number; vector: Uint8Array | null }>(
    `select c.slot, halfvec_send(v.embedding) as vector from chunk c
     join chunk_vector v on v.tenant_id = $1 and v.model = $2 and v.chunk_id = c.id
     where c.tenant_id = $1`,
    [tx.tenantId, model],
  );
  // A text without a known word has none.
  const rows = all.flatMap(({ slot, vector }) => (vector === null ? [] : [{ slot, vector }]));
  const dimensions = rows[0] ? (rows[0].vector.byteLength - HEADER) / 2 : 0;
  const values = new Float32Array(rows.length * dimensions);
  let at = 0;
  for (const { vector } of rows) {
    const halves = new DataView(vector.buffer, vector.byteOffset + HEADER);
    for (let i = 0; i < dimensions; i++) values[at++] = halves.getFloat16(2 * i);
  }
  const slots = rows.map(({ slot }) => slot);
  const rowOf = new Map(slots.map((slot, row) => [slot, row]));
  return { model, dimensions, isWhole: all.length === chunks, slots, rowOf, values };
}

/** What `nearest` finds in the database, among held vectors. */
export function nearestHeld(
  view: View,
  { dimensions, slots, rowOf, values }: HeldVectors,
  { vector, limit, filter }: { vector: Float32Array; limit: number; filter: Parameters<View["visible"]>[1] },
): NearPassage[] {
  // As the database keeps and compares it.
  const asked = vector.map((value) => Math.f16round(value));
  if (asked.every((value) => value === 0)) return [];
  const similarityOf = (row: number): number => {
    let sum = 0;
    for (let i = 0, at = row * dimensions; i < dimensions; i++, at++) sum += asked[i]! * values[at]!;
    return sum;
  };
  return view
    .visible(slots, filter)
    .map(({ chunkId, slot }) => ({ chunkId, slot, similarity: similarityOf(rowOf.get(slot)!) }))
    .sort((a, b) => b.similarity - a.similarity || (a.chunkId < b.chunkId ? -1 : 1))
    .slice(0, limit);
}
