import { z } from "zod";
import { askTool } from "../../copilot/tools/tool-model.ts";
import { isDomainError } from "../../kernel/errors.ts";
import type { Telling } from "../../voc/briefing/briefings.ts";
import { REPORT_WORDS } from "../../voc/briefing/report-words.ts";
import type { AgentToolDeps } from "../tools/agent-tools.ts";
import { byToolModel } from "../tools/tool-account.ts";

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
    if (deps.model === null) return { because: "needs_model" };
    const data = {
      language: language === "zh" ? "Simplified Chinese (简体中文)" : "English",
      statements: statements.map(({ text }, i) => `${i + 1}. ${text}`).join("\n"),
    };
    const prompt = deps.prompts.briefing;
    const step = { prompt, schema: Sentences, data, stable: { words: REPORT_WORDS } };
    const made = await byToolModel(deps, tenantId, (tool) => askTool(tool, step, signal)).catch((error: unknown) => {
      // Shutting down: the template tells it now rather than nobody.
      if (isDomainError(error) && signal.aborted) return { value: null, by: null };
      throw error;
    });
    if (made === null) return { because: "budget_spent" };
    const { value, by } = made;
    if (value === null || by === null) return { because: "model_failed" };
    const { id, version, hash } = prompt;
    const texts = statements.map((_, i) => value.sentences.find(({ n }) => n === i + 1)?.text ?? null);
    return { model: by, prompt: { id, version, hash }, texts };
  };
