import { appendFile, readFile } from "node:fs/promises";
import { z } from "zod";
import type { Database } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { headOf, nextHash, origin } from "./audit-chain.ts";
import * as store from "./store/audit-chain.ts";

/** The head of a tenant's chain after a batch. Kept outside the database, it shows when the end was cut off. */
const Anchor = z.object({
  tenantId: z.uuid(),
  batch: z.int().positive(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Anchor = z.infer<typeof Anchor>;

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  /** Hears of each new head, after its batch is committed. */
  readonly anchor?: (anchor: Anchor) => Promise<void>;
}

const BATCH = 500;

/**
 * Seals the audit rows of the tenant that no batch has sealed yet, in whatever order they were committed. Several
 * sealers may run at once. Returns how many rows were sealed.
 */
export async function sealAudit(deps: Deps, tenantId: string): Promise<number> {
  for (let total = 0; ; ) {
    const sealed = await sealBatch(deps, tenantId);
    if (sealed === undefined) return total;
    await deps.anchor?.({ tenantId, batch: sealed.batch, head: sealed.head.toString("hex") });
    total += sealed.count;
    if (sealed.count < BATCH) return total;
  }
}

const sealBatch = ({ db, clock }: Deps, tenantId: string) =>
  inTenant(db, tenantId, async (tx) => {
    await store.lockChain(tx);
    const rows = await store.takePending(tx, BATCH);
    if (rows.length === 0) return undefined;
    const last = await store.lastSeal(tx);
    const batch = (last?.batch ?? 0) + 1;
    const firstPosition = (last?.lastPosition ?? 0) + 1;
    let hash = last?.head ?? origin(tenantId);
    const links = rows.map((row, index) => {
      hash = nextHash(hash, row);
      return { position: firstPosition + index, auditId: row.id, batch, hash };
    });
    const bounds = { batch, firstPosition, lastPosition: firstPosition + rows.length - 1 };
    const sealedAt = clock.now();
    const head = headOf(hash, { ...bounds, sealedAt: asStored(sealedAt) });
    await store.insertLinks(tx, links);
    await store.insertSeal(tx, { ...bounds, sealedAt, head });
    return { batch, head, count: rows.length };
  });

/** As the database writes a time of whole milliseconds in UTC: `2026-03-02 01:00:00.12`. */
function asStored(date: Date): string {
  return date
    .toISOString()
    .replace("T", " ")
    .replace(/\.?0*Z$/, "");
}

/** Anchors heads in a file, one JSON line each. Keep it where the database's administrator cannot write. */
export const anchorToFile =
  (path: string) =>
  (anchor: Anchor): Promise<void> =>
    appendFile(path, `${JSON.stringify(anchor)}\n`);

/** The heads that `anchorToFile` wrote. */
export async function readAnchors(path: string): Promise<Anchor[]> {
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => Anchor.parse(JSON.parse(line)));
}
