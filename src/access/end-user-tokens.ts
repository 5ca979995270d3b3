import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Database } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Actor } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import { sameText } from "./same-text.ts";
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

/** How far the clock of a tenant's server may go ahead of ours. */
const CLOCK_SKEW_S = 300;
const DEFAULT_LONGEST_S = 86_400;

/**
 * The claims of a token that this tenant signed and that has not expired; else throws `unauthenticated`. A token may
 * last for `longestS` seconds from now, and five minutes more for a server whose clock goes ahead; one that would last
 * longer is refused, since nothing but a new secret for all ends it before its time. A clock that goes behind only
 * shortens its tokens.
 */
export async function verifyEndUserToken(
  db: Database,
  clock: Clock,
  token: string,
  longestS = DEFAULT_LONGEST_S,
): Promise<{ tenantId: string; actor: Actor; claims: EndUserClaims }> {
  const [prefix, tenantId = "", payload = "", signature = "", ...rest] = token.split(".");
  if (prefix !== PREFIX || !isUuid(tenantId) || rest.length > 0) throw refused();
  const secret = await inTenant(db, tenantId, endUserSecret);
  if (secret === undefined || !sameText(sign(secret, tenantId, payload), signature)) throw refused();
  const claims = EndUserClaims.safeParse(parseJson(payload));
  if (!claims.success || claims.data.tenantId !== tenantId) throw refused();
  const left = claims.data.expiresAt - clock.now().getTime() / 1000;
  if (left <= 0) throw new DomainError("unauthenticated", "The session has expired. Reload the page to get a new one.");
  if (left > longestS + CLOCK_SKEW_S)
    throw new DomainError(
      "unauthenticated",
      `The end-user token lasts too long: \`expiresAt\` may be at most ${longestS} seconds from now.`,
    );
  const { userId, customerId } = claims.data;
  return {
    tenantId,
    claims: claims.data,
    actor: { type: "end_user", id: userId, ...(customerId === undefined ? {} : { customerId }) },
  };
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

const refused = () => new DomainError("unauthenticated", "The end-user token is not valid.");
