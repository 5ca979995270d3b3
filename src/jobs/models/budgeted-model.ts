import { type Purpose, recordModelCall, releaseModelCall, reserveModelCall } from "../../access/model-usage.ts";
import type { CopilotSettings } from "../../copilot/request.ts";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { estimateTokens } from "../../kernel/tokens.ts";
import { OverBudget, usageOfFailure } from "../../models/failure.ts";
import type { ChatModel, ModelUsage } from "../../models/ports.ts";
import type { Keep, Owe } from "./owed-calls.ts";

export interface BudgetedDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Price of a million tokens, in millionths of the currency unit. */
  readonly price: CopilotSettings["price"];
}

/** Whose calls a model makes, and what for. */
export interface Account {
  readonly tenantId: string;
  readonly purpose: Purpose;
  /** Set where the caller has just read that the tenant has no budget: then there is no room to keep. */
  readonly isUnlimited?: boolean;
  /** Takes over to keep what a call took. Without, it is kept before the call is over. */
  readonly owe?: Owe | undefined;
}

/**
 * A model on a tenant's account. Before each call room for its prompt is kept in the budget, or `OverBudget` is thrown;
 * after it what it took is counted, whether it gave an answer or not, and whatever becomes of that.
 */
export const budgetedModel = (
  deps: BudgetedDeps,
  model: ChatModel,
  { tenantId, purpose, isUnlimited = false, owe }: Account,
): ChatModel => ({
  id: model.id,
  complete: async (request, signal, listener) => {
    const { db, clock, price } = deps;
    const id = newId(clock.now());
    const callOf = (name: string, usage: ModelUsage) => ({
      ...{ id, purpose, model: name, ...usage },
      costMicros: costOf(usage, price),
    });
    const reserve = () => {
      const prompt = estimateTokens(request.system) + estimateTokens(request.user);
      const least = callOf(model.id, { inputTokens: prompt, outputTokens: 0 });
      return inTenant(db, tenantId, (tx) => reserveModelCall(tx, clock.now(), least));
    };
    if (!isUnlimited && !(await reserve())) throw new OverBudget();
    const settle = async (name: string, usage: ModelUsage) => {
      const tookNothing = usage.inputTokens + usage.outputTokens === 0;
      if (tookNothing && isUnlimited) return;
      const at = clock.now();
      const keep: Keep = (tx) =>
        tookNothing ? releaseModelCall(tx, id) : recordModelCall(tx, at, callOf(name, usage));
      await (owe?.(keep) ?? inTenant(db, tenantId, async (tx) => keep(tx)));
    };
    const reply = await model.complete(request, signal, listener).catch(async (error: unknown) => {
      await settle(model.id, usageOfFailure(error));
      throw error;
    });
    // Where this fails the room stays kept, and counts as used.
    await settle(reply.model, reply.usage);
    return reply;
  },
});

/** Rounded up. */
const costOf = ({ inputTokens, outputTokens }: ModelUsage, { inputMicros, outputMicros }: BudgetedDeps["price"]) =>
  Math.ceil((inputTokens * inputMicros + outputTokens * outputMicros) / 1_000_000);
