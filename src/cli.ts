import { createHash, randomBytes } from "node:crypto";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createApiKey } from "./access/api-keys.ts";
import { verifyAudit } from "./access/audit-verify.ts";
import { createFirstAdmin } from "./access/members.ts";
import { SCOPES } from "./access/roles.ts";
import { createTenant, findTenant, renewEndUserSecret, type Tenant } from "./access/tenants.ts";
import { type App, createApp, SAMPLE_KNOWLEDGE } from "./app.ts";
import { readConfig } from "./config.ts";
import { readable } from "./copilot/readable.ts";
import { openDatabase } from "./db/open.ts";
import { importFolder } from "./jobs/demo.ts";
import { systemClock } from "./kernel/clock.ts";
import { systemCtx } from "./kernel/ctx.ts";
import { DomainError, invalid } from "./kernel/errors.ts";
import { describeFailure } from "./kernel/failures.ts";
import { createLogger } from "./kernel/log.ts";
import { progressBar } from "./kernel/progress-bar.ts";

const HELP = `Usage: npm run threeline -- COMMAND

  ask QUESTION            answer from the knowledge base, with citations
      --kb DIR            … of this folder (indexed once, kept in DATA_DIR), instead of the sample
      --tenant SLUG       … of this tenant
      --product CODE --edition CODE --product-version V
                          what the asker runs
      --json              print the whole proposal
  knowledge import DIR    import a folder (md, txt, html, rst); a second time only what changed
      --tenant SLUG       into this tenant (default: demo)
      --source NAME       under this name (default: the folder's)
  tenant create SLUG --name NAME
  tenant secret SLUG      a new secret for the tokens of its end users; prints it, once
  key create --tenant SLUG --name NAME --scopes chat,search
                          scopes: ${SCOPES.join(", ")}
  admin create --tenant SLUG --email ADDRESS
                          the tenant's first administrator; prints a password
  audit verify --tenant SLUG
  help                    this text

The database is the one that the settings name (DATABASE_URL, DATA_DIR); an embedded one must not be in use by a server.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 asked and not answered (handed over).`;

const OPTIONS = {
  kb: { type: "string" },
  tenant: { type: "string" },
  product: { type: "string" },
  edition: { type: "string" },
  "product-version": { type: "string" },
  json: { type: "boolean", default: false },
  source: { type: "string" },
  name: { type: "string" },
  email: { type: "string" },
  scopes: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;
type Values = ReturnType<typeof parse>["values"];

const parse = (args: string[]) => parseArgs({ args, allowPositionals: true, options: OPTIONS });

/** A command: its words, and what it does; gives the exit code. */
type Command = (values: Values, words: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  ask,
  "knowledge import": importKnowledge,
  "tenant create": createTenantCommand,
  "tenant secret": tenantSecretCommand,
  "key create": createKeyCommand,
  "admin create": createAdminCommand,
  "audit verify": verifyAuditCommand,
};

async function ask(values: Values, words: readonly string[]): Promise<number> {
  const question = words.join(" ").trim();
  if (question === "") throw usage('Say what to ask: ask "怎么反结账？"');
  const kb = values.kb === undefined ? null : resolve(values.kb);
  // A folder given with --kb has a database of its own, so that it never mixes with a tenant's articles.
  const folder = kb && join(readConfig().DATA_DIR, "ask", createHash("sha256").update(kb).digest("hex").slice(0, 16));
  return withApp(folder, async (app) => {
    const slug = values.tenant ?? "demo";
    const known = await findTenant(app, slug);
    if (known === undefined && values.tenant !== undefined)
      throw new DomainError("not_found", `There is no tenant ${slug}.`);
    const tenant = known ?? (await createTenant(app, { slug, name: slug }));
    if (kb !== null || known === undefined)
      await importWithBar(app, tenant, kb ?? SAMPLE_KNOWLEDGE, kb === null ? "sample" : "ask");
    const proposal = await app.copilot(tenant.tenantId, requestOf(question, values), new AbortController().signal);
    console.log(values.json ? JSON.stringify(proposal, null, 2) : readable(proposal));
    return ["auto", "propose", "clarify"].includes(proposal.decision.action) && proposal.draft.sentences.length > 0
      ? 0
      : 3;
  });
}

const requestOf = (question: string, values: Values) => ({
  channel: "api" as const,
  turns: [{ role: "customer" as const, text: question }],
  customer: {
    class: "unknown" as const,
    content: "none" as const,
    contractPlan: null,
    customModule: false,
    audiences: ["public" as const],
    product: values.product ?? null,
    edition: values.edition ?? null,
    version: values["product-version"] ?? null,
    deployment: null,
    owned: [],
  },
  conversation: { handedOver: false, humanReplied: false, clarifications: 0 },
});

async function importKnowledge(values: Values, [folder]: readonly string[]): Promise<number> {
  if (folder === undefined) throw usage("Name the folder: knowledge import DIR");
  return withApp(null, async (app) => {
    const tenant = await tenantNamed(app, values.tenant ?? "demo");
    const job = await importWithBar(app, tenant, resolve(folder), values.source ?? basename(resolve(folder)));
    console.log(
      `${job.done} written, ${job.skipped} unchanged or no articles, ${job.failed} failed, ${job.retired} retired.`,
    );
    if (job.status !== "done") throw new DomainError("invalid", job.error ?? `The import ended as ${job.status}.`);
    return job.failed > 0 ? 1 : 0;
  });
}

async function importWithBar(app: App, tenant: Tenant, folder: string, source: string) {
  const bar = progressBar(process.stderr, "Indexing");
  const job = await importFolder(
    app,
    tenant.tenantId,
    { folder, source },
    ({ through, job: now }) => bar.show(through, now.total),
    new AbortController().signal,
  );
  bar.end();
  return job;
}

async function createTenantCommand(values: Values, [slug]: readonly string[]): Promise<number> {
  if (slug === undefined) throw usage('Name the tenant: tenant create acme --name "Acme"');
  return withApp(null, async (app) => {
    const { tenantId } = await createTenant(app, { slug, name: values.name ?? slug });
    console.log(tenantId);
    return 0;
  });
}

async function tenantSecretCommand(_: Values, [slug]: readonly string[]): Promise<number> {
  if (slug === undefined) throw usage("Name the tenant: tenant secret acme");
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    console.log(await renewEndUserSecret(app, systemCtx(tenantId, "cli")));
    return 0;
  });
}

async function createKeyCommand(values: Values): Promise<number> {
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
    console.log(key);
    return 0;
  });
}

async function createAdminCommand({ tenant: slug, email, name }: Values): Promise<number> {
  if (slug === undefined || email === undefined)
    throw usage("Say for whom: admin create --tenant acme --email you@example.com");
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    const password = randomBytes(15).toString("base64url");
    await createFirstAdmin(app, tenantId, { email, name: name ?? email, password });
    console.log(password);
    return 0;
  });
}

async function verifyAuditCommand(values: Values): Promise<number> {
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    const verdict = await verifyAudit(app, systemCtx(tenantId, "cli"));
    console.log(JSON.stringify(verdict, null, 2));
    return verdict.fault === null ? 0 : 1;
  });
}

async function tenantNamed(app: App, slug: string): Promise<Tenant> {
  const tenant = await findTenant(app, slug);
  if (tenant === undefined)
    throw new DomainError("not_found", `There is no tenant ${slug}. Make it: tenant create ${slug} --name "…"`);
  return tenant;
}

/** Opens the settings' database, or the embedded one in `folder`, for one command. */
async function withApp(folder: string | null, run: (app: App) => Promise<number>): Promise<number> {
  const config = readConfig();
  const log = createLogger(config.LOG_LEVEL);
  const url = folder === null ? config.DATABASE_URL : undefined;
  const db = await openDatabase({ url, poolSize: config.DATABASE_POOL, folder: folder ?? config.DATA_DIR }, log);
  try {
    const app = await createApp(config, db, { clock: systemClock, log });
    return await run(app).finally(() => app.stop(0));
  } finally {
    await db.close();
  }
}

class UsageError extends Error {}
const usage = (message: string) => new UsageError(message);

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parse(argv);
  const [first = "help", second = ""] = positionals;
  if (values.help || first === "help") {
    console.log(HELP);
    return 0;
  }
  const two = COMMANDS[`${first} ${second}`];
  if (two !== undefined) return two(values, positionals.slice(2));
  const one = COMMANDS[first];
  if (one === undefined) throw usage(`There is no command ${[first, second].join(" ").trim()}.`);
  return one(values, positionals.slice(1));
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const wrongUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
    console.error(wrongUsage ? `${(error as Error).message}\n\n${HELP}` : describeFailure(error));
    process.exit(wrongUsage ? 2 : 1);
  },
);
