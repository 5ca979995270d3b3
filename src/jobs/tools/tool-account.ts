import { randomBytes } from "node:crypto";
import type { ToolModel } from "../../copilot/tools/tool-model.ts";
import { OverBudget } from "../../models/failure.ts";
import type { ChatModel } from "../../models/ports.ts";
import { type BudgetedDeps, budgetedModel } from "../models/budgeted-model.ts";

export interface ToolDeps extends BudgetedDeps {
  readonly model: ChatModel | null;
  readonly modelBudgetMs: number;
}

/** What `ask` made with a tool's model on a tenant's account; null when there is none, or no budget for it. */
export async function byToolModel<Made>(
  deps: ToolDeps,
  tenantId: string,
  ask: (tool: ToolModel) => Promise<Made>,
): Promise<Made | null> {
  if (deps.model === null) return null;
  const model = budgetedModel(deps, deps.model, { tenantId, purpose: "tool" });
  const tool = { model, budgetMs: deps.modelBudgetMs, randomHex: () => randomBytes(16).toString("hex") };
  return ask(tool).catch((error: unknown) => {
    if (error instanceof OverBudget) return null;
    throw error;
  });
}
