import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Database, Tx } from "../db/pool.ts";
import { inTenant, readInTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Actor, Ctx } from "../kernel/ctx.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { recordAudit } from "./audit.ts";
import { requireWithin, SCOPES, type Scope } from "./roles.ts";
import { lockMember } from "./store/members.ts";
import * as store from "./store.ts";

export const ApiKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  expiresAt: z.iso.datetime().optional(),
});
export type ApiKeyInput = z.input<typeof ApiKeyInput>;

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

/** `tl_<tenant>_<key>_<secret>`: it carries its tenant, so it can be checked inside that tenant's transaction. */
const KEY = /^tl_([0-9a-f]{32})_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;
const bare = (uuid: string) => uuid.replaceAll("-", "");
const dashed = (hex: string) =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
// The secret has 256 random bits, so a plain hash is as strong as a slow one.
const hashOf = (secret: string) => createHash("sha256").update(secret).digest();

/** Creates a key and returns it in full, this once; only its hash is kept. Nobody gives more than they have. */
export async function createApiKey(deps: Deps, ctx: Ctx, input: ApiKeyInput): Promise<{ id: string; key: string }> {
  const { name, scopes, expiresAt } = ApiKeyInput.parse(input);
  requireWithin(ctx, scopes);
  const now = deps.clock.now();
  const id = newId(now);
  const secret = randomBytes(32).toString("base64url");
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    const madeBy = await lockMaker(tx, ctx.actor, scopes);
    await store.insertKey(tx, {
      id,
      name,
      hash: hashOf(secret),
      scopes,
      now,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      madeBy,
    });
    await recordAudit(tx, deps.clock, ctx, {
      action: "api_key.create",
      object: "api_key",
      objectId: id,
      after: { name, scopes, expiresAt },
    });
  });
  return { id, key: `tl_${bare(ctx.tenantId)}_${bare(id)}_${secret}` };
}

/**
 * Whose key it will be, held until the transaction ends: nobody is disabled, or gets a lesser role, while a key of theirs
 * is being made.
 */
async function lockMaker(tx: Tx, actor: Actor, scopes: readonly Scope[]): Promise<string | null> {
  if (actor.type === "api_key") {
    if (!(await store.lockKey(tx, actor.id))) throw ended();
    return actor.id;
  }
  if (actor.type !== "member") return null;
  const member = await lockMember(tx, actor.id);
  if (member === undefined || member.status === "disabled") throw ended();
  requireWithin({ actor: { ...actor, role: member.role, maySend: member.maySend } }, scopes);
  return actor.id;
}

const ended = () => new DomainError("unauthenticated", "Whoever makes a key must have access: yours has ended.");

interface KeysEnd {
  readonly memberId: string;
  readonly because: "member.disable" | "member.change";
  readonly allowed?: readonly Scope[];
}

/**
 * Ends the keys of a member, and those made with them, in the caller's transaction, but for those whose scopes are all
 * among `allowed`: nobody keeps by a key what was taken from them.
 */
export async function endKeysOf(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  { memberId, because, allowed = [] }: KeysEnd,
): Promise<void> {
  // A key that was being made meanwhile is found the next time round.
  for (let found: string[] | undefined; found?.length !== 0; ) {
    found = await store.revokeKeysOf(tx, memberId, allowed, clock.now());
    for (const objectId of found)
      await recordAudit(tx, clock, ctx, {
        action: "api_key.revoke",
        object: "api_key",
        objectId,
        after: { because, memberId },
      });
  }
}

export const listApiKeys = ({ db }: Deps, ctx: Ctx) => inTenant(db, ctx.tenantId, (tx) => store.listKeys(tx));

export async function revokeApiKey(deps: Deps, ctx: Ctx, id: string): Promise<void> {
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await store.revokeKey(tx, id, deps.clock.now()))) throw notFound("API key", id);
    await recordAudit(tx, deps.clock, ctx, { action: "api_key.revoke", object: "api_key", objectId: id });
  });
}

/** Who this key stands for. Throws `unauthenticated`, with one message for a wrong, an unknown and a revoked key. */
export async function authenticateKey(deps: Deps, key: string): Promise<{ tenantId: string; actor: Actor }> {
  const match = KEY.exec(key);
  if (match === null) throw refused();
  const [tenantId, id, secret] = [dashed(match[1]!), dashed(match[2]!), match[3]!];
  const row = await readInTenant(deps.db, tenantId, (tx) => store.readKey(tx, id));
  if (row === undefined || row.revokedAt !== null || !timingSafeEqual(row.hash, hashOf(secret))) throw refused();
  if (row.expiresAt !== null && row.expiresAt <= deps.clock.now())
    throw new DomainError("unauthenticated", "The API key has expired. Ask an administrator for a new one.");
  return { tenantId, actor: { type: "api_key", id, scopes: row.scopes } };
}

const refused = () =>
  new DomainError("unauthenticated", "The API key is not valid. Send it as `Authorization: Bearer tl_…`.");
