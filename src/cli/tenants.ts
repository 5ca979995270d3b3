import { randomBytes } from "node:crypto";
import { createApiKey } from "../access/api-keys.ts";
import { createFirstAdmin } from "../access/members.ts";
import { SCOPES } from "../access/roles.ts";
import { createTenant, renewEndUserSecret } from "../access/tenants.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { invalid } from "../kernel/errors.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

export async function createTenantCommand({ values, words: [slug], say, withApp }: Call): Promise<number> {
  if (slug === undefined) throw usage('Name the tenant: tenant create acme --name "Acme"');
  return withApp(null, async (app) => {
    const { tenantId } = await createTenant(app, { slug, name: values.name ?? slug });
    say(tenantId);
    return 0;
  });
}

/** Ends all end-user tokens signed so far. */
export async function tenantSecretCommand({ words: [slug], say, withApp }: Call): Promise<number> {
  if (slug === undefined) throw usage("Name the tenant: tenant secret acme");
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    say(await renewEndUserSecret(app, systemCtx(tenantId, "cli")));
    return 0;
  });
}

export async function createKeyCommand({ values, say, withApp }: Call): Promise<number> {
  const slug = values.tenant;
  if (slug === undefined || values.scopes === undefined)
    throw usage("Say for whom and for what: key create --tenant acme --scopes chat,search");
  const scopes = values.scopes.split(",").map((scope) => scope.trim());
  const unknown = scopes.find((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown !== undefined) throw invalid("scopes", `there is no scope ${unknown}; there are ${SCOPES.join(", ")}`);
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    const { key } = await createApiKey(app, systemCtx(tenantId, "cli"), {
      name: values.name ?? "cli",
      scopes: scopes as never,
    });
    say(key);
    return 0;
  });
}

/** The first administrator of a tenant, with a password that is shown once. */
export async function createAdminCommand({
  values: { tenant: slug, email, name },
  say,
  withApp,
}: Call): Promise<number> {
  if (slug === undefined || email === undefined)
    throw usage("Say for whom: admin create --tenant acme --email you@example.com");
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    const password = randomBytes(15).toString("base64url");
    await createFirstAdmin(app, tenantId, { email, name: name ?? email, password });
    say(password);
    return 0;
  });
}
