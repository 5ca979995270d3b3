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
import type { Live } from "../live.ts";
import type { Routes } from "../server.ts";
import { limitFailures } from "../sign-in-limit.ts";
import { agentToolRoutes } from "./agent-tools.ts";
import { articleChangeRoutes } from "./article-changes.ts";
import { articleFacetRoutes } from "./article-facets.ts";
import { articleQuestionRoutes } from "./article-questions.ts";
import { articleRoutes } from "./articles.ts";
import { auditRoutes } from "./audit.ts";
import { chatRoutes } from "./chat.ts";
import { chatReplyRoutes } from "./chat-replies.ts";
import { type Classify, classifyRoutes } from "./classify.ts";
import { contactErasureRoutes } from "./contact-erasure.ts";
import { contactRoutes } from "./contacts.ts";
import { demoRoutes } from "./demo.ts";
import { dictionaryRoutes } from "./dictionary.ts";
import { draftRoutes } from "./drafts.ts";
import { dryRunRoutes } from "./dry-runs.ts";
import { type EmbeddingRouteDeps, embeddingRoutes } from "./embeddings.ts";
import { fileRoutes } from "./files.ts";
import { freshnessRoutes } from "./freshness.ts";
import { healthRoutes } from "./health.ts";
import { keyRoutes } from "./keys.ts";
import { knowledgeRoutes } from "./knowledge.ts";
import { type Explain, labelRoutes } from "./labels.ts";
import { memberRoutes } from "./members.ts";
import { type MetricsDeps, metricsRoutes } from "./metrics.ts";
import { notificationRoutes } from "./notifications.ts";
import { policyRoutes } from "./policies.ts";
import { policyTextRoutes } from "./policy-text.ts";
import { presenceRoutes } from "./presence.ts";
import { type ReasonParts, reasonRoutes } from "./reasons.ts";
import { replayRoutes } from "./replays.ts";
import { reportRoutes } from "./reports.ts";
import { safetyTrialRoutes } from "./safety-trial.ts";
import { searchRoutes } from "./search.ts";
import { sessionRoutes } from "./session.ts";
import { solvedCaseRoutes } from "./solved-cases.ts";
import { suggestionRoutes } from "./suggestions.ts";
import { surveyRoutes } from "./surveys.ts";
import { ticketEventRoutes } from "./ticket-events.ts";
import { ticketRoutes } from "./tickets.ts";
import { usageRoutes } from "./usage.ts";
import { vocRoutes } from "./voc.ts";
import { vocBriefingRoutes } from "./voc-briefings.ts";
import { vocEffectRoutes } from "./voc-effects.ts";
import { vocInsightRoutes } from "./voc-insights.ts";
import { vocRequestRoutes } from "./voc-requests.ts";
import { vocTaxonomyRoutes } from "./voc-taxonomy.ts";
import { vocThemeRoutes } from "./voc-themes.ts";
import { vocWatchRoutes } from "./voc-watch.ts";
import { workTimeRoutes } from "./work-time.ts";

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
