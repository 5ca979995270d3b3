import { z } from "zod";
import type { Database, ReadTx, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { recordAudit } from "./audit.ts";
import { notifyAll } from "./notifications.ts";
import { requireAction } from "./roles.ts";
import { listWithRoles } from "./store/members.ts";
import * as store from "./store/model-usage.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

const Limit = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
/** What a tenant's models may use in a calendar month (UTC); null is no limit. */
export const Budget = z.strictObject({
  /** Input and output tokens together. */
  monthlyTokens: Limit,
  /** Millionths of the currency unit that prices are configured in. */
  monthlyMicros: Limit,
});
export type Budget = z.infer<typeof Budget>;
export type { Purpose } from "./store/model-usage.ts";

/** `warned` from 80 % of either limit on; `spent` at 100 %: then no model is asked. */
export type BudgetState = "open" | "warned" | "spent";

export interface MonthUsage {
  /** As 2026-03. */
  readonly month: string;
  readonly budget: Budget;
  readonly tokens: number;
  readonly costMicros: number;
  readonly calls: number;
  readonly state: BudgetState;
  readonly days: readonly store.DayRow[];
}

const WARN_AT = 0.8;
const NO_LIMIT: Budget = { monthlyTokens: null, monthlyMicros: null };
const FOLD_AT_ONCE = 1_000;
/** Hardly a call takes longer; what is reserved for one of which nothing was heard counts as used then. */
const LONGEST_CALL_MS = 15 * 60_000;
/** It is kept apart for so long, since a call that was thought lost is recorded in its place. */
const LATEST_RECORD_MS = 24 * 3_600_000;

/** How much of the tighter limit is used; a limit of 0 is used up from the start. */
export function budgetState(budget: Budget, used: { readonly tokens: number; readonly micros: number }): BudgetState {
  const share = (spent: number, limit: number | null) => (limit === null ? 0 : limit === 0 ? 1 : spent / limit);
  const most = Math.max(share(used.tokens, budget.monthlyTokens), share(used.micros, budget.monthlyMicros));
  return most >= 1 ? "spent" : most >= WARN_AT ? "warned" : "open";
}

type Call = Omit<store.CallRow, "day">;

/** Counts a call that is over. `id` is unique to the call: counted once, however often it is recorded before it is folded. */
export const recordModelCall = (tx: Tx, at: Date, call: Call): void =>
  store.insertCall(tx, { ...call, day: dayOf(at) });

/** Takes back what was reserved for a call that took nothing. */
export const releaseModelCall = (tx: Tx, id: string): void => store.deleteReservation(tx, id);

/**
 * Keeps room in the budget for what a call will take at least, until it is recorded or released. False when there is not
 * that much left: then it must not be made. Without a budget there is room, and nothing to keep.
 */
export async function reserveModelCall(tx: Tx, at: Date, call: Call): Promise<boolean> {
  if (!(await store.holdBudget(tx))) return true;
  const balance = await store.readBalance(tx, monthOf(at));
  if (balance === undefined) return true;
  const tokens = balance.tokens + call.inputTokens + call.outputTokens;
  if (tokens > (balance.monthlyTokens ?? Number.POSITIVE_INFINITY)) return false;
  if (balance.micros + call.costMicros > (balance.monthlyMicros ?? Number.POSITIVE_INFINITY)) return false;
  if (budgetState(balance, balance) === "spent") return false;
  store.insertReservation(tx, { ...call, day: dayOf(at) }, new Date(at.getTime() + LONGEST_CALL_MS));
  return true;
}

/** How the budget stands before a call, those under way counted with what is reserved for them; null without a budget. */
export async function readBudgetState(tx: ReadTx, at: Date): Promise<BudgetState | null> {
  const balance = await store.readBalance(tx, monthOf(at));
  return balance === undefined ? null : budgetState(balance, balance);
}

/** The usage of the month that `at` is in. */
export function readUsage({ db }: Pick<Deps, "db">, ctx: Ctx, at: Date): Promise<MonthUsage> {
  requireAction(ctx, "report.read");
  return monthUsage(db, ctx.tenantId, at);
}

/** How a tenant's budget of the month stands, for whoever runs the installation. */
export async function budgetOf(db: Database, tenantId: string, at: Date) {
  const { state, tokens, costMicros } = await monthUsage(db, tenantId, at);
  return { state, tokens, micros: costMicros };
}

const monthUsage = (db: Database, tenantId: string, at: Date): Promise<MonthUsage> =>
  inTenant(db, tenantId, async (tx) => {
    const month = monthOf(at);
    const [balance, days] = await Promise.all([store.readBalance(tx, month), store.usageByDay(tx, month, at)]);
    const total = (count: (row: store.DayRow) => number) => days.reduce((sum, row) => sum + count(row), 0);
    const tokens = total((row) => row.inputTokens + row.outputTokens);
    const costMicros = total((row) => row.costMicros);
    const { monthlyTokens, monthlyMicros } = balance ?? NO_LIMIT;
    const budget = { monthlyTokens, monthlyMicros };
    const state = budgetState(budget, { tokens, micros: costMicros });
    return { month: month.from.slice(0, 7), budget, tokens, costMicros, calls: total((row) => row.calls), state, days };
  });

/** Sets the monthly limits; they hold from the next request on. */
export function setBudget({ db, clock }: Deps, ctx: Ctx, budget: Budget): Promise<void> {
  requireAction(ctx, "policy.write");
  const parsed = Budget.parse(budget);
  return inTenant(db, ctx.tenantId, async (tx) => {
    const before = (await store.readBalance(tx, monthOf(clock.now()))) ?? NO_LIMIT;
    await store.saveBudget(tx, parsed, clock.now(), ctx.actor.id);
    await recordAudit(tx, clock, ctx, {
      action: "model_budget.set",
      object: "model_budget",
      objectId: ctx.tenantId,
      before: { monthlyTokens: before.monthlyTokens, monthlyMicros: before.monthlyMicros },
      after: parsed,
    });
  });
}

/** Adds finished calls to their days, and tells managers once a month when the budget gets short and when it is spent. */
export function foldUsage({ db, clock }: Deps, tenantId: string): Promise<void> {
  return inTenant(db, tenantId, async (tx) => {
    const lost = new Date(clock.now().getTime() - LATEST_RECORD_MS);
    const folded = await store.foldCalls(tx, FOLD_AT_ONCE, lost);
    if (folded === 0) return;
    const month = monthOf(clock.now());
    const balance = await store.readBalance(tx, month);
    const state = balance === undefined ? "open" : budgetState(balance, balance);
    if (state === "open" || !(await store.noteTold(tx, state, month.from))) return;
    const leads = (await listWithRoles(tx, ["manager", "admin"])).map(({ id }) => id);
    await notifyAll(tx, clock, leads, { kind: "budget", ticketId: null, text: NOTICES[state] });
  });
}

const NOTICES: Readonly<Record<"warned" | "spent", string>> = {
  warned: "本月模型额度已用 80 %。80 % of this month's model budget is used.",
  spent:
    "本月模型额度已用完，由内嵌引擎起草，直到下月或提高额度。This month's model budget is spent; the embedded engine drafts until next month or until the budget is raised.",
};

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

function monthOf(at: Date): store.Days {
  const first = (offset: number) => dayOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1)));
  return { from: first(0), to: first(1) };
}
