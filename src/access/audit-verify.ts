import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { headOf, nextHash, origin } from "./audit-chain.ts";
import type { Anchor } from "./audit-seal.ts";
import { requireAction } from "./roles.ts";
import * as store from "./store/audit-chain.ts";

/** What is wrong first, in the order of the chain. `position` counts sealed rows from 1. */
export interface AuditFault {
  readonly position: number | null;
  readonly auditId: string | null;
  readonly reason: string;
}

export interface AuditVerdict {
  readonly intact: boolean;
  /** Rows whose seal holds. */
  readonly sealed: number;
  /** Rows that wait for the next batch: nothing is known of them yet. */
  readonly pending: number;
  /** The head of the last batch that holds, hex; null before the first one. */
  readonly head: string | null;
  readonly fault: AuditFault | null;
}

const PAGE = 1000;

/**
 * Recomputes the chain over the tenant's audit and finds the first row that was edited, deleted, inserted or moved
 * after it was sealed. A cut at the very end is found with `anchors`, heads that were kept outside.
 */
export async function verifyAudit(
  { db }: { readonly db: Database },
  ctx: Ctx,
  anchors: readonly Anchor[] = [],
): Promise<AuditVerdict> {
  requireAction(ctx, "audit.read");
  const walk = await walkChain(db, ctx.tenantId);
  const { waiting, stray, lost } = await inTenant(db, ctx.tenantId, async (tx) => ({
    ...(await store.pendingState(tx)),
    stray: await store.strayRow(tx),
  }));
  const fault =
    walk.fault ??
    missingAnchor(walk.heads, anchors, ctx.tenantId) ??
    (stray === undefined ? null : faultAt(null, stray, "The row was put in beside the application.")) ??
    (lost === null ? null : faultAt(null, lost, "The row was deleted before it was sealed."));
  const head = walk.heads.at(-1) ?? null;
  return { intact: fault === null, sealed: walk.sealed, pending: waiting, head, fault };
}

interface Walk {
  readonly sealed: number;
  /** Heads of the batches that hold, the first batch first. */
  readonly heads: string[];
  readonly fault: AuditFault | null;
}

async function walkChain(db: Database, tenantId: string): Promise<Walk> {
  const at: Place = { hash: origin(tenantId), position: 0 };
  const heads: string[] = [];
  let batches: store.Seal[];
  do {
    batches = await inTenant(db, tenantId, (tx) => store.sealsAfter(tx, heads.length, PAGE));
    for (const seal of batches) {
      const fault = sealFault(seal, heads.length + 1, at.position + 1) ?? (await walkBatch(db, tenantId, seal, at));
      if (fault !== null) return { sealed: at.position, heads, fault };
      heads.push(at.hash.toString("hex"));
    }
  } while (batches.length === PAGE);
  const extra = await inTenant(db, tenantId, (tx) => extraLink(tx, at.position));
  return { sealed: at.position, heads, fault: extra };
}

/** Where the walk is: the last position that holds, and the hash there. */
interface Place {
  hash: Buffer;
  position: number;
}

/** Moves `at` to the end of the batch, or to the last row that holds. */
async function walkBatch(db: Database, tenantId: string, seal: store.Seal, at: Place): Promise<AuditFault | null> {
  while (at.position < seal.lastPosition) {
    const limit = Math.min(PAGE, seal.lastPosition - at.position);
    const links = await inTenant(db, tenantId, (tx) => store.linksAfter(tx, at.position, limit));
    for (const link of links) {
      const fault = linkFault(link, at.position + 1, seal.batch, at.hash);
      if (fault !== null) return fault;
      at.hash = link.hash;
      at.position += 1;
    }
    if (links.length < limit) return faultAt(at.position + 1, null, "The seal of a row is missing.");
  }
  at.hash = headOf(at.hash, seal);
  return at.hash.equals(seal.head) ? null : faultAt(at.position, null, `Batch ${seal.batch} was changed.`);
}

/** A link beyond the last batch, unless a sealer has just added that batch. */
async function extraLink(tx: Tx, position: number): Promise<AuditFault | null> {
  const [link] = await store.linksAfter(tx, position, 1);
  const last = await store.lastSeal(tx);
  if (link === undefined || (last?.lastPosition ?? 0) > position) return null;
  return faultAt(link.position, link.auditId, "The seal belongs to no batch.");
}

function sealFault(seal: store.Seal, batch: number, position: number): AuditFault | null {
  if (seal.batch !== batch) return faultAt(position, null, `Batch ${batch} is missing.`);
  if (seal.firstPosition !== position || seal.lastPosition < position)
    return faultAt(position, null, `The bounds of batch ${batch} were changed.`);
  return null;
}

function linkFault(link: store.Link, position: number, batch: number, previous: Buffer): AuditFault | null {
  if (link.position !== position) return faultAt(position, null, "The seal of a row is missing.");
  if (link.row === undefined) return faultAt(position, link.auditId, "The row was deleted.");
  if (!nextHash(previous, link.row).equals(link.hash))
    return faultAt(position, link.auditId, "The row, or its place, was changed.");
  if (link.batch !== batch) return faultAt(position, link.auditId, "The batch of the row was changed.");
  return null;
}

function missingAnchor(heads: readonly string[], anchors: readonly Anchor[], tenantId: string): AuditFault | null {
  const missing = anchors.find((anchor) => anchor.tenantId === tenantId && heads[anchor.batch - 1] !== anchor.head);
  return missing === undefined
    ? null
    : faultAt(null, null, `Batch ${missing.batch} is not the one whose head was kept outside.`);
}

const faultAt = (position: number | null, auditId: string | null, reason: string): AuditFault => ({
  position,
  auditId,
  reason,
});
