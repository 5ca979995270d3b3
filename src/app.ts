import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { memberPeople } from "./access/people.ts";
import { openSessions } from "./access/sessions.ts";
import { createLive } from "./api/live.ts";
import { auditRoutes } from "./api/routes/audit.ts";
import { chatRoutes } from "./api/routes/chat.ts";
import { chatReplyRoutes } from "./api/routes/chat-replies.ts";
import { classifyRoutes } from "./api/routes/classify.ts";
import { demoRoutes } from "./api/routes/demo.ts";
import { draftRoutes } from "./api/routes/drafts.ts";
import { healthRoutes } from "./api/routes/health.ts";
import { keyRoutes } from "./api/routes/keys.ts";
import { knowledgeRoutes } from "./api/routes/knowledge.ts";
import { memberRoutes } from "./api/routes/members.ts";
import { notificationRoutes } from "./api/routes/notifications.ts";
import { policyRoutes } from "./api/routes/policies.ts";
import { presenceRoutes } from "./api/routes/presence.ts";
import { searchRoutes } from "./api/routes/search.ts";
import { sessionRoutes } from "./api/routes/session.ts";
import { ticketEventRoutes } from "./api/routes/ticket-events.ts";
import { ticketRoutes } from "./api/routes/tickets.ts";
import { createServer, type Routes } from "./api/server.ts";
import type { Config } from "./config.ts";
import { actOf } from "./copilot/decide/acts.ts";
import { shippedUnderstanding } from "./copilot/understand/shipped-model.ts";
import { understand } from "./copilot/understand/understand.ts";
import type { Database } from "./db/pool.ts";
import { openQueue } from "./db/queue.ts";
import { inTenant } from "./db/tenant.ts";
import { createCopilot, productDictionary } from "./jobs/copilot.ts";
import { embedEveryMinute } from "./jobs/embed.ts";
import { enqueueImport } from "./jobs/import-knowledge.ts";
import { JOB_KINDS, jobTable } from "./jobs/index.ts";
import { sealEverySecond } from "./jobs/seal-audit.ts";
import { sweepEveryMinute } from "./jobs/sweep.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Logger } from "./kernel/log.ts";
import { DEFAULT_LIMITS } from "./knowledge/import/limits.ts";
import { dictionariesOf } from "./knowledge/import/store/dictionary.ts";
import { createArticleIndex } from "./knowledge/index/article-index.ts";
import { createSearch } from "./knowledge/search/search.ts";
import { glossEmbedder } from "./models/gloss/embedder.ts";
import { memoryLadder } from "./models/ladder.ts";
import { openaiChatModel } from "./models/openai.ts";
import { openaiEmbedder } from "./models/openai-embedder.ts";
import type { ChatModel, Embedder } from "./models/ports.ts";
import { loadPrompt } from "./models/prompts.ts";
import { readPolicyFolder } from "./policy/folder.ts";
import { policyReader } from "./policy/reader.ts";
import { CHAT_GRACE_MS } from "./tickets/receive.ts";

const ROOT = resolve(import.meta.dirname, "..");
export const SAMPLE_KNOWLEDGE: string = join(ROOT, "knowledge");
const OPENAI = "https://api.openai.com/v1";
const MEGABYTE = 1_000_000;
const MODEL_ATTEMPTS = 3;
/** For all steps of a chat beside the model. */
const GRACE_AFTER_MODEL_MS = 5_000;

/** What a test or an eval may put in place of the real thing. */
export interface Overrides {
  readonly clock: Clock;
  readonly log: Logger;
  readonly model?: ChatModel | null;
  readonly embedder?: Embedder;
  /** Routes of the browser surfaces. */
  readonly web?: Routes;
  /** The demo tenant once there is one; its page gets visitor tokens. */
  readonly demoTenant?: () => string | undefined;
}

/** The whole product over one database: the same graph in production, tests and evals. */
export async function createApp(config: Config, db: Database, overrides: Overrides) {
  const { clock, log } = overrides;
  const model = overrides.model === undefined ? chatModelOf(config, clock) : overrides.model;
  const embedder = overrides.embedder ?? (await embedderOf(config, clock));
  const fallback = await readPolicyFolder(join(SAMPLE_KNOWLEDGE, "policies"));
  const policies = policyReader(fallback);
  const understanding = shippedUnderstanding();
  const queue = await openQueue(db, log, JOB_KINDS);
  const sessions = await openSessions({ db, clock });
  const live = createLive();
  const search = createSearch({ db, embedder });
  const index = createArticleIndex({ embedder, clock });
  const limits = { ...DEFAULT_LIMITS, maxFileBytes: config.MAX_FILE_MB * MEGABYTE };
  const prompt = await loadPrompt(join(ROOT, "prompts/answer.md"));
  const copilot = createCopilot({
    db,
    clock,
    search,
    understanding,
    policies,
    model,
    prompt,
    modelBudgetMs: config.MODEL_TIMEOUT_MS,
  });
  const chatGraceMs =
    model === null ? CHAT_GRACE_MS : Math.max(CHAT_GRACE_MS, config.MODEL_TIMEOUT_MS + GRACE_AFTER_MODEL_MS);
  const tickets = { db, clock, queue, people: memberPeople(clock), policies, chatGraceMs, onChange: live.changed };
  const proposals = { tickets, copilot };
  const imports = { db, clock, log, index, limits };

  const classify = async (tenantId: string, text: string) => {
    const dictionaries = await inTenant(db, tenantId, (tx) => dictionariesOf(tx, tenantId));
    return understand(understanding, text, { dictionary: productDictionary(dictionaries) });
  };
  const routes: Routes[] = [
    healthRoutes(db),
    sessionRoutes({ db, clock, sessions }),
    memberRoutes({ db, clock }),
    notificationRoutes({ db, clock }),
    keyRoutes({ db, clock }),
    auditRoutes({ db }),
    chatRoutes({ ...proposals, live, log }),
    chatReplyRoutes({ tickets }),
    ticketRoutes(tickets),
    ticketEventRoutes(tickets, live),
    draftRoutes(tickets),
    presenceRoutes(clock),
    policyRoutes({ db, clock, fallback }),
    searchRoutes({ search, clock }),
    classifyRoutes(classify),
    knowledgeRoutes({
      db,
      clock,
      limits,
      enqueue: enqueueImport(queue),
      maxUploadBytes: config.MAX_UPLOAD_MB * MEGABYTE,
    }),
    ...(overrides.demoTenant ? [demoRoutes({ db, clock }, overrides.demoTenant)] : []),
    ...(overrides.web ? [overrides.web] : []),
  ];
  const server = createServer(
    {
      db,
      clock,
      log,
      sessions,
      maxBodyBytes: config.MAX_MESSAGE_KB * 1000,
      requestsPerMinute: config.RATE_LIMIT_PER_MINUTE,
    },
    routes,
  );
  let stopRegular: (() => Promise<void>)[] = [];

  return {
    db,
    clock,
    server,
    fetch: (request: Request) => server.fetch(request),
    copilot,
    search,
    index,
    imports,
    tickets,
    policies: fallback,
    /** Starts the background work. */
    async start() {
      // The first reading trains a small classifier; better now than in the first customer's chat.
      actOf("你好", "customer");
      await queue.start(jobTable({ imports, proposals }));
      stopRegular = [
        sealEverySecond({ db, clock, log }),
        sweepEveryMinute({ ...proposals, log }),
        embedEveryMinute({ db, clock, log, embedder }),
      ];
    },
    /** Ends open streams; their clients reconnect and resume. */
    endStreams: live.end,
    /** Lets background work finish for up to `graceMs`; the database stays open. */
    async stop(graceMs: number) {
      await Promise.all(stopRegular.map((stop) => stop()));
      await queue.stop(graceMs);
    },
  };
}
export type App = Awaited<ReturnType<typeof createApp>>;

function chatModelOf(config: Config, clock: Clock): ChatModel | null {
  if (config.OPENAI_API_KEY === undefined) return null;
  const settings = {
    apiKey: config.OPENAI_API_KEY,
    baseUrl: config.OPENAI_BASE_URL ?? OPENAI,
    model: config.CHAT_MODEL,
    requestTimeoutMs: config.MODEL_TIMEOUT_MS,
    budgetMs: config.MODEL_TIMEOUT_MS,
    maxAttempts: MODEL_ATTEMPTS,
  };
  return openaiChatModel(settings, {
    ladder: memoryLadder(),
    clock,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  });
}

async function embedderOf(config: Config, clock: Clock): Promise<Embedder> {
  if (config.OPENAI_API_KEY === undefined || config.EMBEDDING_MODEL === undefined) return glossEmbedder();
  const settings = {
    apiKey: config.OPENAI_API_KEY,
    baseUrl: config.OPENAI_BASE_URL ?? OPENAI,
    model: config.EMBEDDING_MODEL,
    batchSize: 64,
    requestTimeoutMs: config.MODEL_TIMEOUT_MS,
  };
  return openaiEmbedder(settings, clock);
}
