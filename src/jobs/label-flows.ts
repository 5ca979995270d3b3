import { Proposal } from "../copilot/proposal.ts";
import { type SuggestedReason, suggestReasons } from "../copilot/reasons/suggest.ts";
import { type Explanation, explain } from "../copilot/understand/explain.ts";
import { type Nearest, nearestExamples } from "../copilot/understand/nearest.ts";
import { shippedNeighbours } from "../copilot/understand/shipped-neighbours.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { glossEmbedder } from "../models/gloss/embedder.ts";
import type { Embedder } from "../models/ports.ts";
import type { TicketDeps } from "../tickets/deps.ts";
import { correctLabels, type LabelInput, type TicketLabels } from "../tickets/label.ts";
import { listExamples } from "../tickets/store/labels.ts";
import { pastProposals } from "../tickets/store/past-proposals.ts";
import { correctionByLabels } from "../voc/tags/by-labels.ts";
import { correctTags, ticketTags } from "../voc/tags/correct.ts";
import { taxonomyOf } from "../voc/taxonomy/taxonomy.ts";
import { asRequestExample, type TenantModels } from "./models/tenant-models.ts";

/**
 * A person's word on the labels of a ticket; tags are kept where the voice of the customer is counted as well. Labels that
 * are refused leave the tags as they are.
 */
export async function correctTicketLabels(
  deps: TicketDeps,
  ctx: Ctx,
  ticketId: string,
  input: LabelInput,
): Promise<TicketLabels> {
  const corrected = await correctLabels(deps, ctx, ticketId, input);
  if (input.voc !== undefined) {
    const { taxonomy } = await inTenant(deps.db, ctx.tenantId, deps.policies);
    const carried = (await ticketTags(deps, ctx, ticketId)).map(({ tag }) => tag);
    await correctTags(deps, ctx, ticketId, correctionByLabels(taxonomyOf(taxonomy), carried, input.voc));
  }
  return corrected;
}

const DAYS_MS = 90 * 86_400_000;
const MOST_TEXTS = 400;
const MOST_SUGGESTIONS = 20;

/** Groups of recent requests that no contact reason of today fits, as candidates for new ones. */
async function reasonSuggestions(
  deps: Pick<TicketDeps, "db" | "clock"> & { readonly models: TenantModels; readonly embedder: Embedder },
  ctx: Ctx,
): Promise<SuggestedReason[]> {
  const since = new Date(deps.clock.now().getTime() - DAYS_MS);
  const [rows, { reasons }] = await inTenant(deps.db, ctx.tenantId, (tx) =>
    Promise.all([pastProposals(tx, since, null, MOST_TEXTS), deps.models(tx)]),
  );
  const Read = Proposal.pick({ request: true, understanding: true });
  // A ticket counts once, by all that was said: each later proposal repeats what the earlier ones were asked.
  const newest = new Map(rows.toReversed().map(({ ticketId, content }) => [ticketId, Read.safeParse(content)]));
  const texts = [...newest.values()].flatMap(({ success, data }) => {
    if (!success || data.understanding.outOfScope.present) return [];
    const { text } = data.request;
    return reasons?.(text) == null ? [text] : [];
  });
  return (await suggestReasons(texts, deps.embedder)).slice(0, MOST_SUGGESTIONS);
}

const MOST_OWN = 500;

/** Says what the labels of a text rest on: the tenant's model, its corrections and the shipped examples. */
function labelExplainer(
  deps: Pick<TicketDeps, "db"> & { readonly models: TenantModels },
): (ctx: Ctx, text: string) => Promise<Explanation> {
  return async (ctx, text) => {
    const [{ understanding: model }, own] = await inTenant(deps.db, ctx.tenantId, (tx) =>
      Promise.all([deps.models(tx), listExamples(tx, MOST_OWN)]),
    );
    const nearestOwn = nearestExamples(own.map(asRequestExample));
    const both: Nearest = (asked, count) =>
      [...shippedNeighbours(asked, count), ...nearestOwn(asked, count)]
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, count);
    return explain(model, both, text);
  };
}

/** What the routes of labels and reasons work with. */
export const labelParts = (deps: Pick<TicketDeps, "db" | "clock"> & { readonly models: TenantModels }) => ({
  explain: labelExplainer(deps),
  reasonOf: async (tenantId: string, text: string) =>
    (await inTenant(deps.db, tenantId, deps.models)).reasons?.(text) ?? null,
  // Vectors of the product's own table: nothing leaves the house for a suggestion.
  suggest: (ctx: Ctx) => reasonSuggestions({ ...deps, embedder: glossEmbedder() }, ctx),
});
