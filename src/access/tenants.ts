import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { recordAudit } from "./audit.ts";
import * as store from "./store.ts";

export const TenantInput = z.object({
  /** Short name used in addresses and on the command line. */
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "use 2 to 63 lower-case letters, digits and hyphens"),
  name: z.string().trim().min(1).max(200),
});
export type TenantInput = z.infer<typeof TenantInput>;

export interface Tenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Creates a tenant with fresh secrets for end-user tokens and for links. Throws `conflict` when the slug is taken. */
export async function createTenant({ db, clock }: Deps, input: TenantInput): Promise<Tenant> {
  const { slug, name } = TenantInput.parse(input);
  const now = clock.now();
  const tenantId = newId(now);
  return inTenant(db, tenantId, async (tx) => {
    if (!(await store.claimSlug(tx, slug, now)))
      throw new DomainError("conflict", `A tenant named ${slug} exists already.`, [{ field: "slug", reason: "taken" }]);
    const secrets = { endUserSecret: randomBytes(32), linkSecret: randomBytes(32) };
    await store.insertTenant(tx, { slug, name, ...secrets, now });
    const entry = { action: "tenant.create", object: "tenant", objectId: tenantId, after: { slug, name } };
    await recordAudit(tx, clock, systemCtx(tenantId, "tenant"), entry);
    return { tenantId, slug, name };
  });
}

/**
 * A new secret for end-user tokens, for the tenant's own server; shown this once. Tokens signed with the one before end,
 * links that customers already have do not.
 */
export async function renewEndUserSecret({ db, clock }: Deps, ctx: Ctx): Promise<string> {
  const secret = randomBytes(32);
  await inTenant(db, ctx.tenantId, async (tx) => {
    if (!(await store.setEndUserSecret(tx, secret))) throw notFound("Tenant", ctx.tenantId);
    const entry = { action: "tenant.end_user_secret.renew", object: "tenant", objectId: ctx.tenantId };
    await recordAudit(tx, clock, ctx, entry);
  });
  return secret.toString("base64url");
}

/** The tenant of this slug, or undefined. */
export async function findTenant({ db }: Pick<Deps, "db">, slug: string): Promise<Tenant | undefined> {
  const tenantId = await store.tenantIdOfSlug(db, slug);
  return tenantId === undefined ? undefined : inTenant(db, tenantId, (tx) => store.readTenant(tx));
}

/** What the transaction's tenant calls itself. */
export const tenantName = async (tx: Tx): Promise<string> => (await store.readTenant(tx))?.name ?? "";

/** Ids of all tenants, for jobs that run over each of them. */
export const listTenantIds = ({ db }: Pick<Deps, "db">): Promise<string[]> => store.allTenantIds(db);
