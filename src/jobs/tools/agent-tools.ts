import { join } from "node:path";
import { recordAudit } from "../../access/audit.ts";
import type { CopilotSettings } from "../../copilot/request.ts";
import { type AskAnswer, askByExtract, askByModel } from "../../copilot/tools/ask.ts";
import { type CaseNotes, caseNotes, caseNotesByModel } from "../../copilot/tools/case-notes.ts";
import { rewordByModel, rewordByRule, type Tone, translateByModel } from "../../copilot/tools/reword.ts";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AUDIENCES, type Language } from "../../kernel/labels.ts";
import { writtenLanguage } from "../../kernel/text.ts";
import type { Hit, Search } from "../../knowledge/types.ts";
import type { ChatModel } from "../../models/ports.ts";
import { loadPrompt, type Prompt } from "../../models/prompts.ts";
import { type SimilarCase, similarToText } from "../cases/solved-cases.ts";
import { type Case, materialOf, readCase, sourceMessages } from "./agent-tools-case.ts";
import { byToolModel } from "./tool-account.ts";

export interface AgentToolDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly search: (tenantId: string) => Search;
  readonly model: ChatModel | null;
  readonly modelBudgetMs: number;
  readonly price: CopilotSettings["price"];
  readonly prompts: ToolPrompts;
}
type ToolPrompts = Readonly<Record<(typeof TOOLS)[number], Prompt>>;

const TOOLS = ["summary", "rewrite", "translate", "ask", "briefing"] as const;

/** The prompts of all tools, each a file of its name in `folder`. */
export async function loadToolPrompts(folder: string): Promise<ToolPrompts> {
  const prompts = await Promise.all(TOOLS.map(async (name) => [name, await loadPrompt(join(folder, `${name}.md`))]));
  return Object.fromEntries(prompts) as ToolPrompts;
}

/** Why a result is less than a model's: there is none, its budget is spent, it failed, or it added what nobody said. */
export type ToolNotice = "needs_model" | "budget_spent" | "model_failed" | "put_aside" | null;

interface Result {
  readonly engine: "model" | "embedded" | "none";
  readonly notice: ToolNotice;
  /** What a model had added; its text was put aside, in whole or in part. */
  readonly additions: readonly string[];
}
export interface Summary extends Result {
  readonly notes: CaseNotes;
}
export interface Reworded extends Result {
  /** Null when only a model can do it and none did. */
  readonly text: string | null;
}
export interface Translated extends Reworded {
  /** Articles in the wanted language on the same matter. */
  readonly articles: readonly Pick<Hit, "articleId" | "chunkId" | "path" | "title">[];
}
export interface Asked extends Result, AskAnswer {
  readonly sources: readonly AskSource[];
  /** Solved tickets on the matter, for the reader: no sentence rests on them and no model reads them. */
  readonly cases: readonly SimilarCase[];
}
export type AskSource =
  | { readonly kind: "message"; readonly id: string; readonly from: string; readonly text: string }
  | ({ readonly kind: "passage"; readonly audience: string } & Omit<Hit, "scope" | "score" | "explain">);

const MOST_PASSAGES = 6;
const MOST_CASES = 3;
/** A colleague judges a passage by its source, so that less is asked of it than of an answer to a customer. */
const ANSWERS_FROM = 0.1;

/** Tools for people at work on a ticket. None of them changes the ticket or sends anything; each use is audited. */
export function agentTools(deps: AgentToolDeps) {
  const without: ToolNotice = deps.model === null ? "needs_model" : "budget_spent";

  return {
    async summarise(ctx: Ctx, ticketId: string, signal: AbortSignal): Promise<Summary> {
      const found = await open(deps, ctx, ticketId);
      const material = materialOf(found);
      const made = await byToolModel(deps, ctx.tenantId, (tool) =>
        caseNotesByModel(tool, deps.prompts.summary, material, signal),
      );
      await close(deps, ctx, ticketId, "summary", made?.by ?? null);
      if (made?.notes)
        return {
          engine: "model",
          notes: made.notes,
          notice: made.additions.length > 0 ? "put_aside" : null,
          additions: made.additions,
        };
      return {
        engine: "embedded",
        notes: caseNotes(material),
        notice: made === null ? without : "model_failed",
        additions: [],
      };
    },

    async rewrite(ctx: Ctx, ticketId: string, text: string, tone: Tone, signal: AbortSignal): Promise<Reworded> {
      const { called } = await open(deps, ctx, ticketId);
      const made = await byToolModel(deps, ctx.tenantId, (tool) =>
        rewordByModel(tool, deps.prompts.rewrite, { text, called }, tone, signal),
      );
      await close(deps, ctx, ticketId, "rewrite", made?.by ?? null, { tone });
      if (made?.text) return { engine: "model", text: made.text, notice: null, additions: [] };
      const plain = rewordByRule(text, tone, writtenLanguage(text));
      const notice = made === null ? without : made.additions.length > 0 ? "put_aside" : "model_failed";
      return { engine: plain === null ? "none" : "embedded", text: plain, notice, additions: made?.additions ?? [] };
    },

    async translate(ctx: Ctx, ticketId: string, text: string, to: Language, signal: AbortSignal): Promise<Translated> {
      const found = await open(deps, ctx, ticketId);
      const made = await byToolModel(deps, ctx.tenantId, (tool) =>
        translateByModel(tool, deps.prompts.translate, { text, called: found.called }, to, signal),
      );
      await close(deps, ctx, ticketId, "translate", made?.by ?? null, { to });
      if (made?.text) return { engine: "model", text: made.text, notice: null, additions: [], articles: [] };
      const notice = made === null ? without : made.additions.length > 0 ? "put_aside" : "model_failed";
      const { hits } = await look(deps, ctx, found, text, { language: to });
      const seen = new Set<string>();
      const articles = hits.filter(({ articleId }) => !seen.has(articleId) && seen.add(articleId)).slice(0, 3);
      return {
        engine: "none",
        text: null,
        notice,
        additions: made?.additions ?? [],
        articles: articles.map(({ articleId, chunkId, path, title }) => ({ articleId, chunkId, path, title })),
      };
    },

    async ask(ctx: Ctx, ticketId: string, question: string, signal: AbortSignal): Promise<Asked> {
      const found = await open(deps, ctx, ticketId);
      const [{ hits, answerability }, cases] = await Promise.all([
        look(deps, ctx, found, question, {}),
        similarToText(deps, ctx, question, { ticket: found.ticket, limit: MOST_CASES }),
      ]);
      const messages = sourceMessages(found);
      const relevant = answerability >= ANSWERS_FROM ? hits : [];
      const material = {
        question,
        language: writtenLanguage(question),
        messages,
        called: found.called,
        hits: relevant,
      };
      const made = await byToolModel(deps, ctx.tenantId, (tool) =>
        askByModel(tool, deps.prompts.ask, material, signal),
      );
      await close(deps, ctx, ticketId, "ask", made?.by ?? null);
      const sources: AskSource[] = [
        ...messages.map((message) => ({ kind: "message" as const, ...message })),
        ...relevant.map(({ scope, score: _s, explain: _e, ...hit }) => ({
          kind: "passage" as const,
          audience: scope.audience,
          ...hit,
        })),
      ];
      if (made?.answer)
        return {
          engine: "model",
          ...made.answer,
          sources,
          cases,
          notice: made.removed > 0 ? "put_aside" : null,
          additions: [],
        };
      return {
        engine: "embedded",
        ...askByExtract(material),
        sources,
        cases,
        notice: made === null ? without : "model_failed",
        additions: [],
      };
    },
  };
}
export type AgentTools = ReturnType<typeof agentTools>;

const open = (deps: AgentToolDeps, ctx: Ctx, ticketId: string): Promise<Case> =>
  inTenant(deps.db, ctx.tenantId, (tx) => readCase(tx, ticketId));

/** Notes the use, whatever came of it. */
const close = (
  deps: AgentToolDeps,
  ctx: Ctx,
  ticketId: string,
  name: string,
  model: string | null,
  how: Record<string, string> = {},
): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const after = { ...how, model };
    await recordAudit(tx, deps.clock, ctx, { action: `tool.${name}`, object: "ticket", objectId: ticketId, after });
  });

function look(deps: AgentToolDeps, ctx: Ctx, { ticket }: Case, text: string, more: { readonly language?: Language }) {
  const { product, edition } = ticket.facts;
  const known = { ...(product ? { product } : {}), ...(edition ? { edition } : {}) };
  const filter = { audiences: AUDIENCES, at: deps.clock.now(), ...known, ...more };
  return deps.search(ctx.tenantId)({ text: text.slice(0, 2_000), filter, limit: MOST_PASSAGES });
}
