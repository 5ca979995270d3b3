import type { Sessions } from "../../access/sessions.ts";
import type { Database, Tx } from "../../db/pool.ts";
import type { ProposeDeps } from "../../jobs/propose.ts";
import type { ReplayJobDeps } from "../../jobs/replay/job.ts";
import type { AgentTools } from "../../jobs/tools/agent-tools.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import type { Logger } from "../../kernel/log.ts";
import type { GateDeps } from "../../knowledge/gate/gate.ts";
import type { EstimateDeps } from "../../knowledge/import/estimate.ts";
import type { StartImportDeps } from "../../knowledge/import/start.ts";
import type { Search } from "../../knowledge/types.ts";
import type { Policies, PolicyKind } from "../../policy/policies.ts";
import type { VocDeps } from "../../voc/deps.ts";
import { limitFailures } from "../limits/sign-in-limit.ts";
import type { Routes } from "../server.ts";
import type { Live } from "../stream/live.ts";
import { auditRoutes } from "./audit.ts";
import { chatRoutes } from "./chat/chat.ts";
import { chatReplyRoutes } from "./chat/chat-replies.ts";
import { surveyRoutes } from "./chat/surveys.ts";
import { type Classify, classifyRoutes } from "./classify.ts";
import { contactErasureRoutes } from "./contact-erasure.ts";
import { contactRoutes } from "./contacts.ts";
import { customerRoutes } from "./customers.ts";
import { demoRoutes } from "./demo.ts";
import { healthRoutes } from "./health.ts";
import { keyRoutes } from "./keys.ts";
import { articleChangeRoutes } from "./knowledge/article-changes.ts";
import { articleFacetRoutes } from "./knowledge/article-facets.ts";
import { articleQuestionRoutes } from "./knowledge/article-questions.ts";
import { articleRoutes } from "./knowledge/articles.ts";
import { dictionaryRoutes } from "./knowledge/dictionary.ts";
import { type EmbeddingRouteDeps, embeddingRoutes } from "./knowledge/embeddings.ts";
import { freshnessRoutes } from "./knowledge/freshness.ts";
import { knowledgeRoutes } from "./knowledge/knowledge.ts";
import { searchRoutes } from "./knowledge/search.ts";
import { suggestionRoutes } from "./knowledge/suggestions.ts";
import { memberRoutes } from "./members.ts";
import { type MetricsDeps, metricsRoutes } from "./metrics.ts";
import { notificationRoutes } from "./notifications.ts";
import { dryRunRoutes } from "./policies/dry-runs.ts";
import { policyRoutes } from "./policies/policies.ts";
import { policyTextRoutes } from "./policies/policy-text.ts";
import { replayRoutes } from "./policies/replays.ts";
import { safetyTrialRoutes } from "./policies/safety-trial.ts";
import { type ReasonParts, reasonRoutes } from "./reasons.ts";
import { reportRoutes } from "./reports.ts";
import { sessionRoutes } from "./session.ts";
import { agentToolRoutes } from "./tickets/agent-tools.ts";
import { draftRoutes } from "./tickets/drafts.ts";
import { fileRoutes } from "./tickets/files.ts";
import { type Explain, labelRoutes } from "./tickets/labels.ts";
import { presenceRoutes } from "./tickets/presence.ts";
import { solvedCaseRoutes } from "./tickets/solved-cases.ts";
import { ticketEventRoutes } from "./tickets/ticket-events.ts";
import { ticketRoutes } from "./tickets/tickets.ts";
import { workTimeRoutes } from "./tickets/work-time.ts";
import { usageRoutes } from "./usage.ts";
import { vocRoutes } from "./voc/voc.ts";
import { vocBriefingRoutes } from "./voc/voc-briefings.ts";
import { vocEffectRoutes } from "./voc/voc-effects.ts";
import { vocInsightRoutes } from "./voc/voc-insights.ts";
import { vocRequestRoutes } from "./voc/voc-requests.ts";
import { vocTaxonomyRoutes } from "./voc/voc-taxonomy.ts";
import { vocThemeRoutes } from "./voc/voc-themes.ts";
import { vocWatchRoutes } from "./voc/voc-watch.ts";

/** What the routes work with; the composition root builds each once. */
export interface RouteParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sessions: Sessions;
  /** Proxies of one's own before this server, whose word on the client's address holds. */
  readonly trustedProxies: number;
  readonly live: Live;
  readonly metrics: MetricsDeps;
  readonly proposals: ProposeDeps;
  readonly voc: VocDeps;
  readonly search: (tenantId: string) => Search;
  readonly gate: GateDeps;
  readonly reembedding: EmbeddingRouteDeps;
  readonly classify: Classify;
  readonly tools: AgentTools;
  readonly replays: ReplayJobDeps;
  readonly labels: Pick<ReasonParts, "reasonOf" | "suggest"> & { readonly explain: Explain };
  /** Policies that hold for a tenant that has published none. */
  readonly fallback: Policies;
  /** Told in the transaction in which another version of a policy begins to decide. */
  readonly onPolicy: (tx: Tx, ctx: Ctx, now: { readonly kind: PolicyKind; readonly version: number }) => Promise<void>;
  readonly imports: Pick<StartImportDeps, "limits" | "enqueue"> & Omit<EstimateDeps, "db">;
  readonly maxUploadBytes: number;
  /** Of a file in a conversation. */
  readonly maxSentFileBytes: number;
  /** The demo tenant once there is one; its page gets visitor tokens. */
  readonly demoTenant?: () => string | undefined;
}

/** Every route of the API. A new feature is a file of routes and a row here. */
export function allRoutes(parts: RouteParts): Routes[] {
  const { db, clock, log, live, proposals, search, voc, trustedProxies } = parts;
  const { tickets } = proposals;
  const limited = limitFailures(clock);
  return [
    healthRoutes(db),
    metricsRoutes(parts.metrics),
    sessionRoutes({ db, clock, sessions: parts.sessions, trustedProxies, limited }),
    memberRoutes({ db, clock, trustedProxies, limited }),
    notificationRoutes({ db, clock }),
    keyRoutes({ db, clock }),
    auditRoutes({ db }),
    usageRoutes({ db, clock }),
    agentToolRoutes({ tools: parts.tools, clock }),
    replayRoutes(parts.replays),
    chatRoutes({ ...proposals, live, log }),
    chatReplyRoutes({ tickets }),
    fileRoutes({ tickets, maxFileBytes: parts.maxSentFileBytes }),
    ticketRoutes(tickets),
    workTimeRoutes(tickets),
    contactRoutes(tickets),
    customerRoutes(tickets),
    contactErasureRoutes(tickets),
    solvedCaseRoutes({ db, clock }),
    ticketEventRoutes(tickets, live),
    draftRoutes(tickets),
    presenceRoutes(clock),
    dryRunRoutes(tickets),
    safetyTrialRoutes(),
    policyTextRoutes({ db, fallback: parts.fallback }),
    policyRoutes({ db, clock, fallback: parts.fallback, onPolicy: parts.onPolicy }),
    reportRoutes({ db, clock, policies: tickets.policies }),
    surveyRoutes(tickets),
    searchRoutes({ search, clock }),
    vocRoutes(voc),
    vocInsightRoutes(voc),
    vocTaxonomyRoutes(voc),
    vocThemeRoutes(voc),
    vocEffectRoutes(voc),
    vocBriefingRoutes(voc),
    vocRequestRoutes(voc),
    vocWatchRoutes(voc),
    classifyRoutes(parts.classify),
    labelRoutes(tickets, parts.labels.explain),
    reasonRoutes({ ...tickets, ...parts.labels }),
    embeddingRoutes(parts.reembedding),
    knowledgeRoutes({ db, clock, live, ...parts.imports, maxUploadBytes: parts.maxUploadBytes }),
    dictionaryRoutes({ db, clock, ...parts.imports }),
    articleRoutes({ db, clock }),
    articleFacetRoutes({ db }),
    freshnessRoutes({ db, clock }),
    articleChangeRoutes(parts.gate),
    articleQuestionRoutes({ db, clock }),
    suggestionRoutes({ db, clock }),
    ...(parts.demoTenant ? [demoRoutes({ db, clock }, parts.demoTenant)] : []),
  ];
}
