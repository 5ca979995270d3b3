import { createHash } from "node:crypto";
import type { AuditText, Seal } from "./store/audit-chain.ts";

/**
 * The chain over a tenant's audit. Each row's hash is SHA-256 over the hash before it and the row as a JSON array of
 * text; each batch ends in a head over its last hash, its number, its bounds and its time, and the next batch goes on
 * from there. So no column, order or number of rows can change without another head.
 */
export const origin = (tenantId: string): Buffer => sha256(`threeline audit of ${tenantId}`);

export const nextHash = (previous: Buffer, row: AuditText): Buffer => sha256(previous, JSON.stringify(row.content));

export const headOf = (lastHash: Buffer, seal: Omit<Seal, "head">): Buffer =>
  sha256(lastHash, JSON.stringify([seal.batch, seal.firstPosition, seal.lastPosition, seal.sealedAt]));

function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
