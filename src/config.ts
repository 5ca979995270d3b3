import { resolve } from "node:path";
import { z } from "zod";
import { DomainError } from "./kernel/errors.ts";

/** One setting: what it is for, how it is read, and what holds without it. */
interface Setting<Schema extends z.ZodType> {
  readonly doc: string;
  readonly schema: Schema;
}
const setting = <Schema extends z.ZodType>(doc: string, schema: Schema): Setting<Schema> => ({ doc, schema });

const Fallbacks = z
  .array(z.strictObject({ baseUrl: z.url(), apiKey: z.string().min(1), model: z.string().min(1) }))
  .max(5);

/** Says what is wrong without repeating the value, which holds keys. */
function readFallbacks(text: string, ctx: z.RefinementCtx): z.infer<typeof Fallbacks> {
  const wrong = (message: string) => {
    ctx.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  try {
    const read = Fallbacks.safeParse(JSON.parse(text));
    if (read.success) return read.data;
    return wrong(read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  } catch {
    return wrong("is not JSON");
  }
}

/** Whether the driver can take it apart. */
function isAddress(text: string): boolean {
  try {
    const { username, password, pathname } = new URL(text);
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

const port = z.coerce.number().int().min(0).max(65_535);
const patience = (fallback: number) => z.coerce.number().int().min(0).max(86_400_000).default(fallback);
const megabytes = (fallback: number) => z.coerce.number().positive().max(10_000).default(fallback);

/** Every setting there is, by its environment variable. */
const SETTINGS = {
  PORT: setting("Port of the HTTP server; 0 takes a free one.", port.default(8080)),
  HOST: setting("Address to listen on.", z.string().min(1).default("127.0.0.1")),
  DATA_DIR: setting("Folder of the embedded database.", z.string().min(1).default(".data")),
  DATABASE_URL: setting(
    "PostgreSQL 15 or newer with pgvector; without it the embedded database is used.",
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
      .refine(isAddress, "is no address: write special signs of the password with %, such as %40 for @")
      .optional(),
  ),
  DATABASE_POOL: setting("Connections to the PostgreSQL server.", z.coerce.number().int().min(2).max(200).default(16)),
  DATABASE_STATEMENT_TIMEOUT_MS: setting(
    "Time for one statement of the server; migrations, index builds and operator commands take what they need. 0: no limit, and nothing is sent that a pooler may refuse.",
    patience(60_000),
  ),
  DATABASE_LOCK_TIMEOUT_MS: setting("Time that a statement waits for a lock; 0: no limit.", patience(30_000)),
  DATABASE_IDLE_TRANSACTION_TIMEOUT_MS: setting(
    "Time that a transaction may stay open without a statement; 0: no limit.",
    patience(60_000),
  ),
  OPENAI_API_KEY: setting(
    "Key of an OpenAI-compatible server; without it the embedded engine answers.",
    z.string().min(1).optional(),
  ),
  OPENAI_BASE_URL: setting(
    "Address of an OpenAI-compatible server (DeepSeek, Qwen, vLLM, Ollama, Azure).",
    z.url().optional(),
  ),
  CHAT_MODEL: setting("Chat model of that server.", z.string().min(1).default("gpt-4o-mini")),
  MODEL_FALLBACKS: setting(
    'Models to ask when the first one fails, in order, as JSON: [{"baseUrl":"…","apiKey":"…","model":"…"}].',
    z.string().default("[]").transform(readFallbacks),
  ),
  EMBEDDING_MODEL: setting(
    "Embedding model of that server; without it the embedded vectors are used.",
    z.string().min(1).optional(),
  ),
  MODEL_INPUT_PRICE_MICROS: setting(
    "Price of a million input tokens, in millionths of the currency unit; for costs and budgets.",
    z.coerce.number().int().min(0).default(0),
  ),
  MODEL_OUTPUT_PRICE_MICROS: setting(
    "Price of a million output tokens, in millionths of the currency unit.",
    z.coerce.number().int().min(0).default(0),
  ),
  EMBEDDING_PRICE_MICROS: setting(
    "Price of a million tokens of the embedding model, in millionths of the currency unit; for estimates.",
    z.coerce.number().int().min(0).default(0),
  ),
  MODEL_TIMEOUT_MS: setting(
    "Time for one request to the model, retries and fallbacks included.",
    z.coerce.number().int().min(100).max(600_000).default(20_000),
  ),
  PROPOSALS_AT_ONCE: setting(
    "Queued proposals that one process makes at once on a server; the embedded database makes one at a time.",
    z.coerce.number().int().min(1).max(64).default(4),
  ),
  SAFETY_URL: setting(
    'A provider of content safety: gets {"text","direction"}, answers {"action":"pass|hold|refuse","label"}.',
    z.url().optional(),
  ),
  SAFETY_KEY: setting("Bearer key of that provider.", z.string().min(1).optional()),
  SAFETY_TIMEOUT_MS: setting(
    "Time for one verdict; without one nothing is sent automatically.",
    z.coerce.number().int().min(50).max(60_000).default(2_000),
  ),
  MAX_MESSAGE_KB: setting(
    "Largest request body of the API except uploads, in kB.",
    z.coerce.number().positive().max(10_000).default(256),
  ),
  MAX_FILE_MB: setting("Largest knowledge file, in MB.", megabytes(20)),
  MAX_UPLOAD_MB: setting("Largest knowledge upload, in MB.", megabytes(100)),
  MAX_SENT_FILE_MB: setting("Largest image or file in a conversation, in MB.", megabytes(10)),
  TRUSTED_PROXIES: setting(
    "Reverse proxies of your own before this server; then X-Forwarded-For tells where requests come from.",
    z.coerce.number().int().min(0).max(10).default(0),
  ),
  ADDRESS_LIMIT_PER_MINUTE: setting(
    "Requests a minute from one address (one /64 of IPv6) that nobody vouches for: pages and files; a tenth of it for refused credentials and for end users' messages and files, a twentieth for sign-in, invitations and surveys. 0: no limit.",
    z.coerce.number().int().min(0).max(1_000_000).default(1_200),
  ),
  END_USER_TOKEN_MAX_HOURS: setting(
    "Longest time for which the token of an end user may hold.",
    z.coerce.number().positive().max(8_760).default(24),
  ),
  RATE_LIMIT_PER_MINUTE: setting(
    "Requests a minute for each key or end user.",
    z.coerce.number().int().positive().default(600),
  ),
  METRICS_TOKEN: setting(
    "Bearer token of whoever reads GET /metrics (Prometheus); without it there are no figures.",
    z.string().min(16).optional(),
  ),
  LOG_LEVEL: setting(
    "Level of the JSON log on standard error; from info on each request has a line.",
    z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("warn"),
  ),
} as const;

type Raw = { [Key in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Key]["schema"]> };
export type Config = Readonly<Raw>;

/**
 * Reads the settings. Throws one `DomainError` that names every bad one. An empty variable counts as not set, since
 * compose files pass those along.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const problems: { field: string; reason: string }[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema }] of Object.entries(SETTINGS)) {
    const result = schema.safeParse(env[name] === "" ? undefined : env[name]);
    if (result.success) values[name] = result.data;
    else problems.push({ field: name, reason: result.error.issues.map((issue) => issue.message).join("; ") });
  }
  if (problems.length > 0) {
    throw new DomainError(
      "invalid",
      `Bad settings: ${problems.map(({ field, reason }) => `${field} (${reason})`).join(", ")}.`,
      problems,
    );
  }
  const config = values as Raw;
  return { ...config, DATA_DIR: resolve(config.DATA_DIR) };
}
