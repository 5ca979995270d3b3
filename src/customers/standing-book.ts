import { z } from "zod";
import { recordAudit } from "../access/audit.ts";
import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { CUSTOMER_CLASSES } from "../kernel/labels.ts";
import * as store from "./store/standing-book.ts";
import { insertCustomer } from "./store.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

const Fact = z.string().trim().min(1).max(100).optional();
export const StandingInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  class: z.enum(CUSTOMER_CLASSES),
  facts: z
    .strictObject({
      product: Fact,
      edition: Fact,
      version: Fact,
      deployment: z.enum(["on_premise", "saas"]).optional(),
    })
    .default({}),
  /** When the facts stop counting; null for never. */
  validTo: z.iso.datetime({ offset: true }).nullable().default(null),
  reason: z.string().trim().min(1).max(500),
  /** The number of the newest entry that the writer has seen, 0 for none; one made since refuses the change. */
  seen: z.int().min(0).optional(),
});
export type StandingInput = z.infer<typeof StandingInput>;
export const NewCustomer = StandingInput.extend({ externalId: z.string().trim().min(1).max(200) });
export type NewCustomer = z.infer<typeof NewCustomer>;

const MOST_ENTRIES = 100;
const MOST_CUSTOMERS = 200;

/** Customers whose name or id holds `text`; with `expiresBefore` those alone whose facts stop counting by then. */
export const listCustomers = (
  { db }: Pick<Deps, "db">,
  ctx: Ctx,
  query: { readonly text: string; readonly expiresBefore: Date | null },
): Promise<store.Customer[]> =>
  inTenant(db, ctx.tenantId, (tx) => store.listCustomers(tx, { ...query, limit: MOST_CUSTOMERS }));

export interface StandingBook {
  readonly customer: store.Customer;
  readonly asOf: Date;
  /** The record as it stood at `asOf`; null where nothing had been entered. */
  readonly record: store.StandingEntry | null;
  readonly entries: readonly store.StandingEntry[];
}

/** What was known of a customer at a moment, and its newest hundred entries until then. Throws `not_found`. */
export const standingBook = ({ db, clock }: Deps, ctx: Ctx, id: string, asOf?: Date): Promise<StandingBook> =>
  inTenant(db, ctx.tenantId, async (tx) => {
    const customer = await store.readCustomerById(tx, id);
    if (customer === undefined) throw notFound("Customer", id);
    const at = asOf ?? clock.now();
    const entries = await store.entriesUntil(tx, id, at, MOST_ENTRIES);
    return { customer, asOf: at, record: entries[0] ?? null, entries };
  });

/**
 * Enters what is known of a customer from now on: tickets opened later take over its class, and its facts while they are
 * valid. Throws `not_found`, and `conflict` when somebody has entered something since `seen`.
 */
export const changeStanding = (
  { db, clock }: Deps,
  ctx: Ctx,
  id: string,
  input: StandingInput,
): Promise<store.Customer> =>
  inTenant(db, ctx.tenantId, async (tx) => {
    const customer = await store.lockCustomer(tx, { id });
    if (customer === undefined) throw notFound("Customer", id);
    return enter(tx, clock, ctx, customer, input);
  });

/** The same by the customer's id in the tenant's own systems; made where there is none. */
export const putCustomer = (
  { db, clock }: Deps,
  ctx: Ctx,
  { externalId, ...input }: NewCustomer,
): Promise<store.Customer> =>
  inTenant(db, ctx.tenantId, async (tx) => {
    const known = await store.lockCustomer(tx, { externalId });
    if (known !== undefined) return enter(tx, clock, ctx, known, input);
    const now = clock.now();
    const id = newId(now);
    insertCustomer(tx, { id, externalId, name: input.name, now });
    await recordAudit(tx, clock, ctx, { action: "customer.create", object: "customer", objectId: id, after: {} });
    return enter(tx, clock, ctx, (await store.lockCustomer(tx, { id }))!, input);
  });

async function enter(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  customer: store.Customer,
  { reason, seen, ...input }: StandingInput,
): Promise<store.Customer> {
  const now = clock.now();
  const [newest] = await store.entriesUntil(tx, customer.id, now, 1);
  const last = newest?.seq ?? 0;
  if (seen !== undefined && seen !== last)
    throw new DomainError("conflict", "Somebody has changed this customer since you opened it. Look at it again.", [
      { field: "seen", reason: "superseded" },
    ]);
  const record = { ...input, validTo: input.validTo === null ? null : new Date(input.validTo) };
  const madeBy = { type: ctx.actor.type, id: ctx.actor.id };
  await store.writeEntry(tx, customer.id, { ...record, seq: last + 1, at: now, reason, madeBy });
  const told = ({ class: of, facts, validTo }: store.StandingRecord) => ({ class: of, facts, validTo });
  await recordAudit(tx, clock, ctx, {
    action: "customer.change",
    object: "customer",
    objectId: customer.id,
    before: told(customer),
    after: told(record),
  });
  return { ...customer, ...record };
}
