import { join, resolve } from "node:path";
import { memberPeople } from "./access/people.ts";
import { openSessions } from "./access/sessions.ts";
import type { Connected } from "./api/environment.ts";
import { allRoutes } from "./api/routes/index.ts";
import { createServer, type Routes } from "./api/server.ts";
import { createLive } from "./api/stream/live.ts";
import type { Config } from "./config.ts";
import { actOf } from "./copilot/decide/acts.ts";
import { shippedUnderstanding } from "./copilot/understand/shipped-model.ts";
import { understand } from "./copilot/understand/understand.ts";
import type { Database } from "./db/pool.ts";
import { openQueue } from "./db/queue.ts";
import { inTenant } from "./db/tenant.ts";
import { createCopilot, productDictionary } from "./jobs/copilot.ts";
import { givenUp } from "./jobs/given-up.ts";
import { JOB_KINDS, jobsAtOnce, jobTable } from "./jobs/index.ts";
import { answersFor } from "./jobs/knowledge/gate-answers.ts";
import { enqueueImport } from "./jobs/knowledge/import-knowledge.ts";
import { labelParts } from "./jobs/label-flows.ts";
import { storedLadder } from "./jobs/models/stored-ladder.ts";
import { tenantModels } from "./jobs/models/tenant-models.ts";
import { enqueueRecount } from "./jobs/recount-due.ts";
import { startRegular } from "./jobs/regular.ts";
import { createBell } from "./jobs/repeat.ts";
import { agentTools, loadToolPrompts } from "./jobs/tools/agent-tools.ts";
import { trainInWorker } from "./jobs/training/training.ts";
import { enqueueBackfill } from "./jobs/voc/backfill-voc.ts";
import { tagProposal } from "./jobs/voc/tag-proposal.ts";
import { createWatched } from "./jobs/watched.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Logger } from "./kernel/log.ts";
import { DEFAULT_LIMITS } from "./knowledge/import/limits.ts";
import { dictionariesOf } from "./knowledge/import/store/dictionary.ts";
import { createArticleIndex } from "./knowledge/index/article-index.ts";
import { createSearchThroughChange } from "./knowledge/search/shelf/through-change.ts";
import {
  configuredChatModel,
  configuredEmbedder,
  embedderById,
  embedderNamed,
  type ModelSettings,
} from "./models/configured.ts";
import { type ContentScreen, httpContentScreen } from "./models/content-screen.ts";
import { guardedEmbedders, meterBreaker, meteredModel } from "./models/metered.ts";
import type { ChatModel, Embedder } from "./models/ports.ts";
import { loadPrompt } from "./models/prompts.ts";
import { readPolicyFolder } from "./policy/folder.ts";
import { policyReader } from "./policy/reader.ts";
import { seqsOf } from "./tickets/browse.ts";
import { CHAT_GRACE_MS, LATE_ANSWERS_JOB } from "./tickets/receiving/late-answers.ts";
import { startBackfill } from "./voc/taxonomy/backfill.ts";

const ROOT = resolve(import.meta.dirname, "..");
export const SAMPLE_KNOWLEDGE: string = join(ROOT, "knowledge");
const MEGABYTE = 1_000_000;
/** For all steps of a chat beside the model. */
const GRACE_AFTER_MODEL_MS = 5_000;

/** What a test or an eval may put in place of the real thing. */
export interface Overrides {
  readonly clock: Clock;
  readonly log: Logger;
  readonly model?: ChatModel | null;
  readonly embedder?: Embedder;
  readonly contentScreen?: ContentScreen;
  /** Routes of the browser surfaces. */
  readonly web?: Routes;
  /** The demo tenant once there is one; its page gets visitor tokens. */
  readonly demoTenant?: () => string | undefined;
}

/** The whole product over one database: the same graph in production, tests and evals. */
export async function createApp(config: Config, db: Database, overrides: Overrides) {
  const { clock, log } = overrides;
  const watched = createWatched({ db, clock, log, kinds: JOB_KINDS });
  const { meters } = watched;
  const asked =
    overrides.model === undefined
      ? configuredChatModel(modelSettings(config), clock, storedLadder({ db, clock, log }), meterBreaker(meters))
      : overrides.model;
  const model = asked && meteredModel(asked, meters);
  const embedder = overrides.embedder ?? (await configuredEmbedder(modelSettings(config), clock));
  const fallback = await readPolicyFolder(join(SAMPLE_KNOWLEDGE, "policies"));
  const policies = policyReader(fallback);
  const models = tenantModels(shippedUnderstanding());
  const alone = db.kind === "embedded" ? { aloneSince: new Date(performance.timeOrigin) } : {};
  const queue = await openQueue(db, log, JOB_KINDS, { ...alone, standIns: [LATE_ANSWERS_JOB] });
  const sessions = await openSessions({ db, clock });
  const live = createLive((tenantId, ids) => seqsOf({ db }, tenantId, ids));
  const byId = embedderById(modelSettings(config), clock);
  const { search, withinFor } = createSearchThroughChange({ db, ...guardedEmbedders(embedder, byId, clock, meters) });
  const reembedding = {
    db,
    clock,
    embedder,
    embedderById: byId,
    embedderNamed: embedderNamed(modelSettings(config), clock),
  };
  const bell = createBell();
  const index = createArticleIndex({ embedder, clock });
  const limits = { ...DEFAULT_LIMITS, maxFileBytes: config.MAX_FILE_MB * MEGABYTE };
  const prompt = await loadPrompt(join(ROOT, "prompts/answer.md"));
  const parts = {
    db,
    clock,
    search,
    models,
    policies,
    model,
    prompt,
    contentScreen: overrides.contentScreen ?? configuredScreen(config),
    modelBudgetMs: config.MODEL_TIMEOUT_MS,
    price: priceOf(config),
  };
  const copilot = createCopilot(parts);
  const replays = { db, clock, queue, parts };
  const toolDeps = {
    ...{ db, clock, search, model },
    modelBudgetMs: config.MODEL_TIMEOUT_MS,
    price: priceOf(config),
    prompts: await loadToolPrompts(join(ROOT, "prompts")),
  };
  const tools = agentTools(toolDeps);
  const chatGraceMs =
    model === null ? CHAT_GRACE_MS : Math.max(CHAT_GRACE_MS, config.MODEL_TIMEOUT_MS + GRACE_AFTER_MODEL_MS);
  const touched = new Set<string>();
  const tickets = {
    ...{ db, clock, queue },
    people: memberPeople(clock),
    policies,
    chatGraceMs,
    onProposal: tagProposal({ clock, touched }),
    onChange: live.changed,
  };
  const voc = { db, clock, policies, enqueueBackfill: enqueueBackfill(queue) };
  const proposals = { tickets, copilot };
  const imports = { db, clock, log, index, limits };
  const estimates = { log, embedder, microsPerMillionTokens: config.EMBEDDING_PRICE_MICROS };

  const classify = async (tenantId: string, text: string) => {
    const [dictionaries, { understanding, reasons }] = await inTenant(db, tenantId, (tx) =>
      Promise.all([dictionariesOf(tx, tenantId), models(tx)]),
    );
    return understand(understanding, text, { dictionary: productDictionary(dictionaries), reasonOf: reasons });
  };
  const routes = [
    ...allRoutes({
      db,
      clock,
      log,
      sessions,
      trustedProxies: config.TRUSTED_PROXIES,
      live,
      metrics: { token: config.METRICS_TOKEN, read: watched.read },
      proposals,
      voc,
      search,
      gate: { db, clock, index, withinFor, answersFor: answersFor({ db, policies }) },
      reembedding: { ...reembedding, onWork: bell.ring, microsPerMillionTokens: config.EMBEDDING_PRICE_MICROS },
      classify,
      tools,
      replays,
      labels: labelParts({ db, clock, models }),
      fallback,
      onPolicy: async (tx, ctx, { kind, version }) => {
        if (kind === "sla") await enqueueRecount(queue, tx);
        if (kind === "taxonomy") await startBackfill(voc, tx, ctx, { version, reason: `policy ${version}` });
      },
      imports: { limits, enqueue: enqueueImport(queue), ...estimates },
      maxUploadBytes: config.MAX_UPLOAD_MB * MEGABYTE,
      maxSentFileBytes: config.MAX_SENT_FILE_MB * MEGABYTE,
      ...(overrides.demoTenant ? { demoTenant: overrides.demoTenant } : {}),
    }),
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
      meters,
      addressLimit:
        config.ADDRESS_LIMIT_PER_MINUTE === 0
          ? undefined
          : { perMinute: config.ADDRESS_LIMIT_PER_MINUTE, trustedProxies: config.TRUSTED_PROXIES },
      longestTokenS: config.END_USER_TOKEN_MAX_HOURS * 3_600,
    },
    routes,
  );
  let stopRegular: (() => Promise<void>)[] = [];

  return {
    db,
    clock,
    server,
    fetch: (request: Request, connected?: Connected) => server.fetch(request, connected),
    copilot,
    search,
    index,
    imports,
    estimates: { ...imports, ...estimates },
    reembedding: { ...reembedding, microsPerMillionTokens: config.EMBEDDING_PRICE_MICROS },
    replays,
    tickets,
    policies: fallback,
    /** Starts the background work. */
    async start() {
      // The first reading trains a small classifier; better now than in the first customer's chat.
      actOf("你好", "customer");
      const handlers = jobTable({ imports, proposals, replays, train: trainInWorker, voc });
      await queue.start(watched.handlers(handlers), jobsAtOnce(config.PROPOSALS_AT_ONCE), givenUp(tickets));
      stopRegular = [
        watched.start(),
        ...startRegular({ ...reembedding, bell, log, proposals, touched, voc, teller: toolDeps }),
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

const priceOf = (config: Config) => ({
  inputMicros: config.MODEL_INPUT_PRICE_MICROS,
  outputMicros: config.MODEL_OUTPUT_PRICE_MICROS,
});

const configuredScreen = ({ SAFETY_URL, SAFETY_KEY, SAFETY_TIMEOUT_MS }: Config): ContentScreen | null =>
  SAFETY_URL === undefined
    ? null
    : httpContentScreen({ url: SAFETY_URL, key: SAFETY_KEY, timeoutMs: SAFETY_TIMEOUT_MS });

const modelSettings = (config: Config): ModelSettings => ({
  apiKey: config.OPENAI_API_KEY,
  baseUrl: config.OPENAI_BASE_URL,
  chatModel: config.CHAT_MODEL,
  embeddingModel: config.EMBEDDING_MODEL,
  fallbacks: config.MODEL_FALLBACKS,
  timeoutMs: config.MODEL_TIMEOUT_MS,
});
