import { randomBytes } from "node:crypto";
import { z } from "zod";
import { mayAskModel, recordModelCall } from "../access/model-usage.ts";
import { askTool } from "../copilot/tools/tool-model.ts";
import { inTenant } from "../db/tenant.ts";
import { isDomainError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { Telling } from "../voc/briefing/briefings.ts";
import { REPORT_WORDS } from "../voc/briefing/report-words.ts";
import { type AgentToolDeps, costOf } from "./agent-tools.ts";

export type TellDeps = Pick<AgentToolDeps, "db" | "clock" | "model" | "modelBudgetMs" | "price" | "prompts">;

const Sentences = z.strictObject({
  sentences: z.array(z.strictObject({ n: z.int().min(1).max(50), text: z.string().max(1_000) })).max(50),
});

/**
 * Puts the statements of a briefing into the model's words: one call within the time of a draft and the tenant's budget,
 * counted whatever came of it. What it says is checked by who asked.
 */
export const tellByModel =
  (deps: TellDeps, signal: AbortSignal): Telling["tell"] =>
  async (tenantId, language, statements) => {
    const { db, clock, model, modelBudgetMs, price, prompts } = deps;
    if (model === null) return { because: "needs_model" };
    if (!(await inTenant(db, tenantId, (tx) => mayAskModel(tx, clock.now())))) return { because: "budget_spent" };
    const tool = { model, budgetMs: modelBudgetMs, randomHex: () => randomBytes(16).toString("hex") };
    const data = {
      language: language === "zh" ? "Simplified Chinese (简体中文)" : "English",
      statements: statements.map(({ text }, i) => `${i + 1}. ${text}`).join("\n"),
    };
    const prompt = prompts.briefing;
    const { value, cost } = await askTool(
      tool,
      { prompt, schema: Sentences, data, stable: { words: REPORT_WORDS } },
      signal,
    ).catch((error: unknown) => {
      // Shutting down: the template tells it now rather than nobody.
      if (isDomainError(error) && signal.aborted) return { value: null, cost: null };
      throw error;
    });
    if (cost !== null)
      await inTenant(db, tenantId, async (tx) => {
        const now = clock.now();
        recordModelCall(tx, now, { id: newId(now), ...costOf(cost, price), purpose: "tool" });
      });
    if (value === null || cost === null) return { because: "model_failed" };
    const { id, version, hash } = prompt;
    const texts = statements.map((_, i) => value.sentences.find(({ n }) => n === i + 1)?.text ?? null);
    return { model: cost.model, prompt: { id, version, hash }, texts };
  };
