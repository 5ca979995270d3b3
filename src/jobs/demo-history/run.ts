import { createHash } from "node:crypto";
import { recordAudit } from "../../access/audit.ts";
import { readArtefact, saveArtefact } from "../../db/artefacts.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError } from "../../kernel/errors.ts";
import type { Policies } from "../../policy/policies.ts";
import { tagProposal } from "../voc/tag-proposal.ts";
import { generateTickets, type HistoryPlan, planCast } from "./generate.ts";
import type { TicketRows } from "./rows.ts";
import { historyStaff } from "./staff.ts";
import { writeCast, writeTickets } from "./write.ts";

const MARK = "demo-history";
const BATCH = 100;
const TICKETS_A_MONTH = 500;

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly policies: Policies;
}

export interface HistoryOptions {
  readonly months: number;
  readonly seed: number;
  /** Left out: 500 a month. */
  readonly tickets?: number;
}

interface Mark {
  readonly seed: number;
  readonly months: number;
  readonly tickets: number;
  readonly from: string;
  readonly until: string;
}

/**
 * Fills a tenant with months of invented tickets that hold a story; see `STORY`. The same seed gives the same history.
 * What is there already stays: a second run ends where the first one did and adds nothing, one that was cut off goes
 * on. Throws `conflict` when the tenant holds another history. Nothing is sent, nobody is told.
 */
export async function importDemoHistory(
  deps: Deps,
  ctx: Ctx,
  options: HistoryOptions,
  onProgress: (done: number, total: number) => void,
): Promise<HistoryPlan> {
  const plan = await begin(deps, ctx, options);
  const cast = planCast(plan);
  const staff = await historyStaff(deps, ctx);
  await inTenant(deps.db, ctx.tenantId, (tx) => writeCast(tx, cast, plan.from, plan.until));
  let batch: TicketRows[] = [];
  let done = 0;
  const flush = async () => {
    const rows = batch;
    batch = [];
    if (rows.length > 0) await inTenant(deps.db, ctx.tenantId, (tx) => writeBatch(deps, tx, ctx, rows));
  };
  for (const rows of generateTickets(plan, cast, { policies: deps.policies, staff })) {
    done += 1;
    if (rows !== null) batch.push(rows);
    if (batch.length < BATCH) continue;
    await flush();
    onProgress(done, plan.tickets);
  }
  await flush();
  onProgress(plan.tickets, plan.tickets);
  return plan;
}

/** The plan of the history that the tenant holds, or of a new one that ends now. */
async function begin({ db, clock }: Deps, ctx: Ctx, { months, seed, tickets }: HistoryOptions): Promise<HistoryPlan> {
  const wanted = { seed, months, tickets: tickets ?? months * TICKETS_A_MONTH };
  return inTenant(db, ctx.tenantId, async (tx) => {
    const kept = await readArtefact(tx, MARK);
    if (kept !== undefined) return planOf(JSON.parse(kept.toString("utf8")), wanted);
    const until = new Date(Math.floor(clock.now().getTime() / 3_600_000) * 3_600_000);
    const from = new Date(until);
    from.setUTCMonth(from.getUTCMonth() - months);
    const mark: Mark = { ...wanted, from: from.toISOString(), until: until.toISOString() };
    const content = Buffer.from(JSON.stringify(mark));
    await saveArtefact(tx, {
      kind: MARK,
      content,
      hash: createHash("sha256").update(content).digest(),
      now: clock.now(),
    });
    const entry = { action: "demo.history.import", object: "tenant", objectId: ctx.tenantId, after: mark };
    await recordAudit(tx, clock, ctx, entry);
    return planOf(mark, wanted);
  });
}

function planOf(mark: Mark, wanted: Pick<Mark, "seed" | "months" | "tickets">): HistoryPlan {
  if (mark.seed !== wanted.seed || mark.months !== wanted.months || mark.tickets !== wanted.tickets)
    throw new DomainError(
      "conflict",
      `This tenant holds a history of ${mark.months} months with seed ${mark.seed} already. Use another tenant or an empty DATA_DIR for a new one.`,
    );
  return { seed: mark.seed, from: new Date(mark.from), until: new Date(mark.until), tickets: mark.tickets };
}

async function writeBatch({ clock, policies }: Deps, tx: Tx, ctx: Ctx, rows: readonly TicketRows[]): Promise<void> {
  await writeTickets(tx, rows);
  const tag = tagProposal({ clock });
  // Nothing to tag costs nothing; and what was said counts on the day it was said.
  for (const { ticket, proposals } of rows)
    for (const { content } of proposals)
      if (content.understanding.voc.length > 0)
        await tag(tx, ticket.id)(policies, { ...ticket, lastCustomerAt: ticket.createdAt }, content);
  await recordAudit(tx, clock, ctx, {
    action: "demo.history.tickets",
    object: "ticket",
    objectId: rows[0]!.ticket.id,
    after: { imported: rows.length, first: rows[0]!.ticket.createdAt, last: rows.at(-1)!.ticket.createdAt },
  });
}
