import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Database } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Actor } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import { endUserSecret } from "./store.ts";

/** What the tenant's own server vouches for. The facts about the customer come from here, never from the browser. */
export const EndUserClaims = z.object({
  tenantId: z.uuid(),
  /** The user's id in the tenant's systems. */
  userId: z.string().min(1).max(200),
  customerId: z.string().min(1).max(200).optional(),
  product: z.string().max(100).optional(),
  edition: z.string().max(100).optional(),
  version: z.string().max(50).optional(),
  /** Unix seconds. */
  expiresAt: z.number().int(),
});
export type EndUserClaims = z.infer<typeof EndUserClaims>;

const PREFIX = "tlu";
const sign = (secret: Buffer, tenantId: string, payload: string) =>
  createHmac("sha256", secret).update(`${PREFIX}.${tenantId}.${payload}`).digest("base64url");

/** `tlu.<tenant>.<claims>.<HMAC-SHA256>`, all base64url; the tenant signs it on its own server. */
export async function signEndUserToken(db: Database, claims: EndUserClaims): Promise<string> {
  const secret = await inTenant(db, claims.tenantId, endUserSecret);
  if (secret === undefined) throw new DomainError("not_found", `Tenant ${claims.tenantId} does not exist.`);
  const payload = Buffer.from(JSON.stringify(EndUserClaims.parse(claims))).toString("base64url");
  return `${PREFIX}.${claims.tenantId}.${payload}.${sign(secret, claims.tenantId, payload)}`;
}

/** The claims of a token that this tenant signed and that has not expired; else throws `unauthenticated`. */
export async function verifyEndUserToken(
  db: Database,
  clock: Clock,
  token: string,
): Promise<{ tenantId: string; actor: Actor; claims: EndUserClaims }> {
  const [prefix, tenantId = "", payload = "", signature = "", ...rest] = token.split(".");
  if (prefix !== PREFIX || !isUuid(tenantId) || rest.length > 0) throw refused();
  const secret = await inTenant(db, tenantId, endUserSecret);
  if (secret === undefined || !equal(sign(secret, tenantId, payload), signature)) throw refused();
  const claims = EndUserClaims.safeParse(parseJson(payload));
  if (!claims.success || claims.data.tenantId !== tenantId) throw refused();
  if (claims.data.expiresAt * 1000 <= clock.now().getTime())
    throw new DomainError("unauthenticated", "The session has expired. Reload the page to get a new one.");
  const { userId, customerId } = claims.data;
  return {
    tenantId,
    claims: claims.data,
    actor: { type: "end_user", id: userId, ...(customerId === undefined ? {} : { customerId }) },
  };
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

const refused = () => new DomainError("unauthenticated", "The end-user token is not valid.");
