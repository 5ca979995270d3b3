import { findTenant, type Tenant } from "../access/tenants.ts";
import { type App, createApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { openDatabase } from "../db/open.ts";
import { systemClock } from "../kernel/clock.ts";
import { DomainError } from "../kernel/errors.ts";
import { createLogger } from "../kernel/log.ts";

/** Options of all commands, as `node:util` parses them. */
export const OPTIONS = {
  kb: { type: "string" },
  tenant: { type: "string" },
  product: { type: "string" },
  edition: { type: "string" },
  "product-version": { type: "string" },
  json: { type: "boolean", default: false },
  sitemap: { type: "string" },
  explain: { type: "boolean", default: false },
  audience: { type: "string" },
  estimate: { type: "boolean", default: false },
  source: { type: "string" },
  model: { type: "string" },
  "price-micros": { type: "string" },
  name: { type: "string" },
  since: { type: "string" },
  email: { type: "string" },
  scopes: { type: "string" },
  tokens: { type: "string" },
  "money-micros": { type: "string" },
  policy: { type: "string" },
  prompt: { type: "string" },
  article: { type: "string" },
  last: { type: "string" },
  months: { type: "string" },
  seed: { type: "string" },
  tickets: { type: "string" },
  from: { type: "string" },
  until: { type: "string" },
  delegate: { type: "string" },
  back: { type: "boolean", default: false },
  reason: { type: "string" },
  confirm: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

export type Values = {
  readonly [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name]["type"] extends "boolean" ? boolean : string;
};

/** What a command is called with, and where its words go. */
export interface Call {
  readonly values: Values;
  readonly words: readonly string[];
  readonly say: (line: string) => void;
  /** Opens what the command works on, for as long as it runs. */
  readonly withApp: typeof withApp;
}

/** Gives the exit code. */
export type Command = (call: Call) => Promise<number>;

/** Called wrongly: the help is shown beside the message. */
export class UsageError extends Error {}
export const usage = (message: string): UsageError => new UsageError(message);

export async function tenantNamed(app: App, slug: string): Promise<Tenant> {
  const tenant = await findTenant(app, slug);
  if (tenant === undefined)
    throw new DomainError("not_found", `There is no tenant ${slug}. Make it: tenant create ${slug} --name "…"`);
  return tenant;
}

/** Opens the settings' database, or the embedded one in `folder`, for one command. */
export async function withApp(folder: string | null, run: (app: App) => Promise<number>): Promise<number> {
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
