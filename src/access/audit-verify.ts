import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { invalid } from "../kernel/errors.ts";
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
  /** That batch with its head: the next run may go on from there. Null before the first batch. */
  readonly checkpoint: Checkpoint | null;
  readonly fault: AuditFault | null;
}

/** A batch that was verified, and its head, hex. As good as the place where it is kept: keep it outside the database. */
export interface Checkpoint {
  readonly batch: number;
  readonly head: string;
}

export interface VerifyOptions {
  /** Heads that were kept outside. */
  readonly anchors?: readonly Anchor[];
  /** Rows sealed up to here are taken as they are; leave it out to recompute the whole chain. */
  readonly since?: Checkpoint | undefined;
  /** Hears after each batch how many rows hold, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

const PAGE = 1000;

/**
 * Recomputes the chain over the tenant's audit and finds the first row that was edited, deleted, inserted or moved
 * after it was sealed. A cut at the very end is found with `anchors`, heads that were kept outside. From a checkpoint on
 * it takes a time in proportion to what is new; what was tampered with before it a whole run finds. Throws `invalid` for
 * a checkpoint that is none of this chain.
 */
export async function verifyAudit(
  { db }: { readonly db: Database },
  ctx: Ctx,
  { anchors = [], since, onProgress }: VerifyOptions = {},
): Promise<AuditVerdict> {
  requireAction(ctx, "audit.read");
  const from = await inTenant(db, ctx.tenantId, (tx) => placeOf(tx, since));
  const walk = await walkChain(db, ctx.tenantId, from, onProgress);
  const { waiting, stray, lost } = await inTenant(db, ctx.tenantId, async (tx) => ({
    ...(await store.pendingState(tx)),
    stray: await store.strayRow(tx, from.since),
  }));
  const fault =
    walk.fault ??
    missingAnchor(walk, anchors, ctx.tenantId) ??
    (stray === undefined ? null : faultAt(null, stray, "The row was put in beside the application.")) ??
    (lost === null ? null : faultAt(null, lost, "The row was deleted before it was sealed."));
  const batch = walk.first + walk.heads.length - 1;
  const head = walk.heads.at(-1) ?? since?.head ?? null;
  const checkpoint = head === null ? null : { batch, head };
  return { intact: fault === null, sealed: walk.sealed, pending: waiting, head, checkpoint, fault };
}

interface Walk {
  readonly sealed: number;
  /** The number of the first batch that was walked. */
  readonly first: number;
  /** Heads of the batches that hold, the first batch first. */
  readonly heads: string[];
  readonly fault: AuditFault | null;
}

async function walkChain(
  db: Database,
  tenantId: string,
  from: Start,
  onProgress: VerifyOptions["onProgress"],
): Promise<Walk> {
  const at: Place = { hash: from.hash, position: from.position };
  const first = from.batch + 1;
  const heads: string[] = [];
  let batches: store.Seal[];
  do {
    batches = await inTenant(db, tenantId, (tx) => store.sealsAfter(tx, from.batch + heads.length, PAGE));
    for (const seal of batches) {
      const fault = sealFault(seal, first + heads.length, at.position + 1) ?? (await walkBatch(db, tenantId, seal, at));
      if (fault !== null) return { sealed: at.position, first, heads, fault };
      heads.push(at.hash.toString("hex"));
      onProgress?.(at.position, from.total);
    }
  } while (batches.length === PAGE);
  const extra = await inTenant(db, tenantId, (tx) => extraLink(tx, at.position));
  return { sealed: at.position, first, heads, fault: extra };
}

/** Where a walk begins: after which batch, and how far the chain goes by now. */
interface Start extends Readonly<Place> {
  readonly batch: number;
  /** When that batch was sealed; rows dated before it are not looked for. */
  readonly since: string | null;
  readonly total: number;
}

async function placeOf(tx: Tx, since: Checkpoint | undefined): Promise<Start> {
  const total = (await store.lastSeal(tx))?.lastPosition ?? 0;
  if (since === undefined) return { batch: 0, hash: origin(tx.tenantId), position: 0, since: null, total };
  const [seal] = await store.sealsAfter(tx, since.batch - 1, 1);
  if (seal === undefined || seal.batch !== since.batch || seal.head.toString("hex") !== since.head)
    throw invalid("since", "is not a checkpoint of this chain: verify all of it");
  return { batch: seal.batch, hash: seal.head, position: seal.lastPosition, since: seal.sealedAt, total };
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

function missingAnchor({ first, heads }: Walk, anchors: readonly Anchor[], tenantId: string): AuditFault | null {
  const missing = anchors.find(
    ({ tenantId: whose, batch, head }) => whose === tenantId && batch >= first && heads[batch - first] !== head,
  );
  return missing === undefined
    ? null
    : faultAt(null, null, `Batch ${missing.batch} is not the one whose head was kept outside.`);
}

const faultAt = (position: number | null, auditId: string | null, reason: string): AuditFault => ({
  position,
  auditId,
  reason,
});
