import type { ReadTx, Tx } from "../../db/pool.ts";

/** What calls are for: drafting replies, or a tool that a member used. */
export type Purpose = "draft" | "tool";

export interface CallRow {
  readonly id: string;
  /** In UTC, as 2026-03-02. */
  readonly day: string;
  readonly purpose: Purpose;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Millionths of the currency unit that prices are configured in. */
  readonly costMicros: number;
}

export interface DayRow extends Omit<CallRow, "id"> {
  readonly calls: number;
}

export interface BudgetRow {
  readonly monthlyTokens: number | null;
  readonly monthlyMicros: number | null;
}

/** Days from `from` up to and without `to`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Writes a call that is over, in place of its reservation if it has one; one that is written stays as it is. */
export function insertCall(tx: Tx, row: CallRow): void {
  tx.write(
    `insert into model_usage_call (tenant_id, id, day, purpose, model, input_tokens, output_tokens, cost_micros)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant_id, id) do update set
       model = excluded.model, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
       cost_micros = excluded.cost_micros, reserved_until = null
     where model_usage_call.tenant_id = $1 and model_usage_call.reserved_until is not null`,
    [tx.tenantId, row.id, row.day, row.purpose, row.model, row.inputTokens, row.outputTokens, row.costMicros],
  );
}

/** Writes what a call that is about to be made will take at least. */
export function insertReservation(tx: Tx, row: CallRow, until: Date): void {
  tx.write(
    `insert into model_usage_call
       (tenant_id, id, day, purpose, model, input_tokens, output_tokens, cost_micros, reserved_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.tenantId, row.id, row.day, row.purpose, row.model, row.inputTokens, row.outputTokens, row.costMicros, until],
  );
}

/** Takes back the reservation of a call that took nothing. */
export function deleteReservation(tx: Tx, id: string): void {
  tx.write("delete from model_usage_call where tenant_id = $1 and id = $2 and reserved_until is not null", [
    tx.tenantId,
    id,
  ]);
}

/** Whether the tenant has a budget; its calls are reserved one after another until the transaction ends. */
export async function holdBudget(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query("select 1 from model_budget where tenant_id = $1 for update", [tx.tenantId]);
  return rowCount === 1;
}

/** Moves up to `limit` calls that are over, or reserved until `lost` or before, into their days; how many. */
export async function foldCalls(tx: Tx, limit: number, lost: Date): Promise<number> {
  const { rows } = await tx.query<{ calls: number }>(
    `with gone as (
       delete from model_usage_call where tenant_id = $1 and id in (
         select id from model_usage_call
         where tenant_id = $1 and (reserved_until is null or reserved_until <= $3) order by id limit $2)
       returning tenant_id, day, purpose, model, input_tokens, output_tokens, cost_micros
     ), summed as (
       insert into model_usage_day (tenant_id, day, purpose, model, calls, input_tokens, output_tokens, cost_micros)
       select tenant_id, day, purpose, model, count(*), sum(input_tokens), sum(output_tokens), sum(cost_micros)
       from gone where tenant_id = $1 group by tenant_id, day, purpose, model
       on conflict (tenant_id, day, purpose, model) do update set
         calls = model_usage_day.calls + excluded.calls,
         input_tokens = model_usage_day.input_tokens + excluded.input_tokens,
         output_tokens = model_usage_day.output_tokens + excluded.output_tokens,
         cost_micros = model_usage_day.cost_micros + excluded.cost_micros
     )
     select count(*)::int as calls from gone where tenant_id = $1`,
    [tx.tenantId, limit, lost],
  );
  return rows[0]!.calls;
}

/** Usage by day, purpose and model, calls that are not folded yet among them, and those reserved for longer than until `at`. */
export async function usageByDay(tx: Tx, { from, to }: Days, at: Date): Promise<DayRow[]> {
  const { rows } = await tx.query<DayRow>(
    `select day::text as day, purpose, model, sum(calls)::float8 as calls, sum(input_tokens)::float8 as "inputTokens",
       sum(output_tokens)::float8 as "outputTokens", sum(cost_micros)::float8 as "costMicros"
     from (
       select day, purpose, model, calls, input_tokens, output_tokens, cost_micros from model_usage_day
       where tenant_id = $1 and day >= $2 and day < $3
       union all
       select day, purpose, model, 1, input_tokens, output_tokens, cost_micros from model_usage_call
       where tenant_id = $1 and day >= $2 and day < $3 and (reserved_until is null or reserved_until <= $4)
     ) as used group by day, purpose, model order by day, purpose, model`,
    [tx.tenantId, from, to, at],
  );
  return rows;
}

/** The budget and what was used of it, calls under way included, in one statement: this is asked for every request. */
export async function readBalance(
  tx: ReadTx,
  { from, to }: Days,
): Promise<(BudgetRow & { readonly tokens: number; readonly micros: number }) | undefined> {
  const { rows } = await tx.query<BudgetRow & { tokens: number; micros: number }>(
    `select b.monthly_tokens::float8 as "monthlyTokens", b.monthly_micros::float8 as "monthlyMicros",
       (folded.tokens + fresh.tokens)::float8 as tokens, (folded.micros + fresh.micros)::float8 as micros
     from model_budget b,
       (select coalesce(sum(input_tokens + output_tokens), 0) as tokens, coalesce(sum(cost_micros), 0) as micros
        from model_usage_day where tenant_id = $1 and day >= $2 and day < $3) as folded,
       (select coalesce(sum(input_tokens + output_tokens), 0) as tokens, coalesce(sum(cost_micros), 0) as micros
        from model_usage_call where tenant_id = $1 and day >= $2 and day < $3) as fresh
     where b.tenant_id = $1`,
    [tx.tenantId, from, to],
  );
  return rows[0];
}

export async function saveBudget(tx: Tx, budget: BudgetRow, at: Date, by: string): Promise<void> {
  await tx.query(
    `insert into model_budget (tenant_id, monthly_tokens, monthly_micros, updated_at, updated_by) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id) do update set monthly_tokens = excluded.monthly_tokens, monthly_micros = excluded.monthly_micros,
       warned_for = null, spent_for = null, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [tx.tenantId, budget.monthlyTokens, budget.monthlyMicros, at, by],
  );
}

/** Notes that managers are told about this month; false when they have been. */
export async function noteTold(tx: Tx, state: "warned" | "spent", month: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update model_budget set
       warned_for = $2::date, spent_for = case when $3 = 'spent' then $2::date else spent_for end
     where tenant_id = $1 and case when $3 = 'spent' then spent_for else warned_for end is distinct from $2::date`,
    [tx.tenantId, month, state],
  );
  return rowCount === 1;
}
