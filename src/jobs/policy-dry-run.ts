import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { recordAudit } from "../access/audit.ts";
import { type Change, compareDecisions, type DryRunResult } from "../copilot/decide/compare.ts";
import { DecisionFacts } from "../copilot/decide/decision.ts";
import type { Database, Tx } from "../db/pool.ts";
import type { JobHandler, Queue } from "../db/queue.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { isDomainError, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { maskPii } from "../kernel/pii.ts";
import type { Policies, PolicyKind } from "../policy/policies.ts";
import { changedPolicies } from "../policy/publish.ts";
import {
  type DryRunRow,
  finishDryRun,
  insertDryRun,
  readDryRun,
  saveDryRunProgress,
} from "../policy/store/dry-runs.ts";
import { countPastProposals, type PastProposal, pastProposals } from "../tickets/store/past-proposals.ts";

export const POLICY_DRY_RUN = "policy-dry-run";

export interface DryRunDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly queue: Pick<Queue, "send">;
  readonly policies: (tx: Tx) => Promise<Policies>;
}

const PAGE = 100;
const SAMPLES = 100;
const LONGEST_QUESTION = 300;
const Kept = z.object({ facts: DecisionFacts, request: z.object({ text: z.string() }) });

/** Queues a trial of a policy on past requests. Refuses what could not be published, with every fault. */
export const startDryRun = (
  deps: DryRunDeps,
  ctx: Ctx,
  request: Pick<DryRunRow, "kind" | "content" | "since" | "most">,
): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    await changedPolicies(tx, await deps.policies(tx), request.kind, request.content);
    const now = deps.clock.now();
    const id = newId(now);
    await insertDryRun(tx, { ...request, id, requestedBy: ctx.actor.id, createdAt: now });
    await deps.queue.send(tx, POLICY_DRY_RUN, id);
    await recordAudit(tx, deps.clock, ctx, {
      action: "policy.dry_run",
      object: "policy",
      objectId: request.kind,
      after: { dryRunId: id, most: request.most },
    });
    return id;
  });

/** Throws `not_found` for a dry run that is not the tenant's. */
export const dryRun = (deps: Pick<DryRunDeps, "db">, tenantId: string, id: string): Promise<DryRunRow> =>
  inTenant(deps.db, tenantId, async (tx) => {
    const row = await readDryRun(tx, id);
    if (row === undefined) throw notFound("Dry run", id);
    return row;
  });

/**
 * Decides past requests again, under the policies of now and under the changed ones, from what their proposals kept of
 * understanding and facts. No model is asked and nothing is changed. `progress` is told after every page.
 */
export async function replay(
  deps: Pick<DryRunDeps, "db" | "policies">,
  tenantId: string,
  { kind, content, since, most }: { kind: PolicyKind; content: unknown; since: Date; most: number },
  progress: (done: number, total: number) => Promise<void>,
  signal: AbortSignal,
): Promise<DryRunResult> {
  const [now, then, total] = await inTenant(deps.db, tenantId, async (tx) => {
    const current = await deps.policies(tx);
    const changed = await changedPolicies(tx, current, kind, content);
    return [current, changed, await countPastProposals(tx, since, most)] as const;
  });
  const totals = new Map<string, Change & { count: number }>();
  const tickets = byTicket();
  let [decided, skipped, changed] = [0, 0, 0];
  let last: PastProposal | null = null;
  while (decided + skipped < most) {
    signal.throwIfAborted();
    const limit = Math.min(PAGE, most - decided - skipped);
    const page: PastProposal[] = await inTenant(deps.db, tenantId, (tx) => pastProposals(tx, since, last, limit));
    for (const { id, ticketId, content: stored } of page) {
      const kept = Kept.safeParse(stored);
      if (!kept.success) {
        skipped++;
        continue;
      }
      decided++;
      const { changes, reasons } = compareDecisions(kept.data.facts, now, then);
      if (changes.length === 0) continue;
      changed++;
      tickets.add({ ticketId, proposalId: id, question: kept.data.request.text, changes, reasons });
      for (const change of changes) {
        const key = JSON.stringify(change);
        totals.set(key, { ...change, count: (totals.get(key)?.count ?? 0) + 1 });
      }
    }
    last = page.at(-1) ?? null;
    await progress(decided + skipped, total);
    if (page.length < limit) break;
    await setImmediate();
  }
  return {
    ...{ decided, skipped, changed, changedTickets: tickets.count() },
    totals: [...totals.values()].sort((a, b) => b.count - a.count),
    samples: tickets.samples(),
  };
}

type Sample = DryRunResult["samples"][number];

/** Gathers changed requests by their tickets, of each the first that comes; the first tickets are kept as samples. */
function byTicket() {
  const turns = new Map<string, number>();
  const samples: Omit<Sample, "turns">[] = [];
  return {
    add(one: Omit<Sample, "turns">): void {
      const known = turns.get(one.ticketId) ?? 0;
      turns.set(one.ticketId, known + 1);
      // Masking is only worth its time for what is shown.
      if (known === 0 && samples.length < SAMPLES)
        samples.push({ ...one, question: maskPii(one.question).slice(0, LONGEST_QUESTION) });
    },
    count: (): number => turns.size,
    samples: (): Sample[] => samples.map((one) => ({ ...one, turns: turns.get(one.ticketId)! })),
  };
}

export const policyDryRunJob =
  (deps: DryRunDeps): JobHandler =>
  async ({ tenantId, id }, signal) => {
    const row = await inTenant(deps.db, tenantId, (tx) => readDryRun(tx, id));
    if (row === undefined || row.status !== "queued") return;
    const progress = (done: number, total: number) =>
      inTenant(deps.db, tenantId, (tx) => saveDryRunProgress(tx, id, done, total));
    const end = await replay(deps, tenantId, row, progress, signal).then(
      (result) => ({ status: "done" as const, result, problem: null }),
      (error: unknown) => {
        // Another policy may have been published since, with which this one no longer fits.
        if (!isDomainError(error)) throw error;
        return { status: "failed" as const, result: null, problem: error.message };
      },
    );
    await inTenant(deps.db, tenantId, (tx) => finishDryRun(tx, id, { ...end, at: deps.clock.now() }));
  };
