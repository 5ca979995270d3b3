import { z } from "zod";
import { recordAudit } from "../../access/audit.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { Bilingual, Code } from "../../policy/table.ts";
import { VOC_GROUPS } from "../../policy/taxonomy.ts";
import type { VocDeps } from "../deps.ts";
import * as store from "../store/proposed-tags.ts";
import { changeTaxonomyIn } from "./change-taxonomy.ts";

export const TagProposal = z.strictObject({
  name: Bilingual,
  words: z.array(z.string().trim().min(2).max(60)).min(1).max(50),
  reason: z.string().trim().min(1).max(500),
});

/** What is decided about a proposed tag. */
export const TagDecision = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("accept"), code: Code, group: z.enum(VOC_GROUPS).default("problem") }),
  /** Gives its words to a tag that there is already. */
  z.strictObject({ decision: z.literal("merge"), into: Code }),
  z.strictObject({ decision: z.literal("reject") }),
]);
export type TagDecision = z.infer<typeof TagDecision>;

/** Puts a tag into the queue for somebody to decide. */
export const proposeTag = (deps: VocDeps, ctx: Ctx, proposal: z.infer<typeof TagProposal>): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const now = deps.clock.now();
    const row = { ...proposal, id: newId(now), themeId: null, proposedBy: ctx.actor.id, createdAt: now };
    await store.insertProposedTag(tx, row);
    await recordAudit(tx, deps.clock, ctx, {
      action: "voc.tag_proposed",
      object: "voc_proposed_tag",
      objectId: row.id,
      after: { name: proposal.name, words: proposal.words },
    });
    return row.id;
  });

export const proposedTags = (
  deps: VocDeps,
  ctx: Ctx,
  state: store.ProposedTag["state"] | null,
): Promise<store.ProposedTag[]> => inTenant(deps.db, ctx.tenantId, (tx) => store.listProposedTags(tx, state));

/** Decides a proposal once: a new tag with its words, its words for another tag, or nothing. */
export const decideTag = (
  deps: VocDeps,
  ctx: Ctx,
  id: string,
  decision: TagDecision,
): Promise<{ state: store.ProposedTag["state"]; tag: string | null; backfillId: string | null }> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await store.lockProposedTag(tx, id);
    if (found === undefined) throw notFound("Proposed tag", id);
    if (found.state !== "proposed")
      throw new DomainError("conflict", `This proposal was ${found.state} already.`, [
        { field: "state", reason: found.state },
      ]);
    const { state, tag, backfillId } = await outcome(deps, tx, ctx, found, decision);
    await store.decideProposedTag(tx, id, { state, tag, by: ctx.actor.id, at: deps.clock.now() });
    await recordAudit(tx, deps.clock, ctx, {
      action: `voc.tag_proposal_${state}`,
      object: "voc_proposed_tag",
      objectId: id,
      after: { tag },
    });
    return { state, tag, backfillId };
  });

async function outcome(deps: VocDeps, tx: Tx, ctx: Ctx, { name, words }: store.ProposedTag, decision: TagDecision) {
  switch (decision.decision) {
    case "accept": {
      const { code, group } = decision;
      const change = { type: "add" as const, code, group, name, words: [...words] };
      const { backfillId } = await changeTaxonomyIn(deps, tx, ctx, change);
      return { state: "accepted" as const, tag: code, backfillId };
    }
    case "merge": {
      const change = { type: "words" as const, tag: decision.into, words: [...words] };
      const { backfillId } = await changeTaxonomyIn(deps, tx, ctx, change);
      return { state: "merged" as const, tag: decision.into, backfillId };
    }
    case "reject":
      return { state: "rejected" as const, tag: null, backfillId: null };
  }
}
