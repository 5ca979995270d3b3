import { recordAudit } from "../access/audit.ts";
import type { Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { newId } from "../kernel/ids.ts";
import * as store from "./store.ts";

/** The contact known by this id of the tenant's own systems, if there is one. */
export const findContact = (tx: Tx, externalId: string): Promise<store.ContactRow | undefined> =>
  store.readContact(tx, externalId);

/**
 * The contact known by this id of the tenant's own systems; made on first sight, with its customer. A customer that is
 * named later holds from then on: the tenant's systems know best where somebody works. One left out changes nothing.
 */
export async function ensureContact(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  who: { readonly externalId: string; readonly customerId?: string | undefined },
): Promise<store.ContactRow> {
  const customerId = who.customerId === undefined ? null : await ensureCustomer(tx, clock, ctx, who.customerId);
  const known = await store.readContact(tx, who.externalId);
  if (known !== undefined && (customerId === null || known.customerId === customerId)) return known;
  if (known !== undefined) await moveContact(tx, clock, ctx, known, customerId!);
  else {
    const added = await addContact(tx, clock, ctx, who.externalId, customerId);
    // Nothing is known of one without a customer.
    if (added !== null && customerId === null)
      return { id: added, externalId: who.externalId, customerId, customerClass: "unknown", facts: {} };
  }
  return (await store.readContact(tx, who.externalId))!;
}

/** The id of the contact, or null when another request added it at this very instant. */
async function addContact(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  externalId: string,
  customerId: string | null,
): Promise<string | null> {
  const now = clock.now();
  const id = newId(now);
  if (!(await store.insertContact(tx, { id, externalId, customerId, now }))) return null;
  const after = { externalId, customerId };
  await recordAudit(tx, clock, ctx, { action: "contact.create", object: "contact", objectId: id, after });
  return id;
}

async function moveContact(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  { id, customerId: before }: store.ContactRow,
  customerId: string,
): Promise<void> {
  await store.setCustomerOfContact(tx, id, customerId);
  await recordAudit(tx, clock, ctx, {
    action: "contact.change",
    object: "contact",
    objectId: id,
    before: { customerId: before },
    after: { customerId },
  });
}

async function ensureCustomer(tx: Tx, clock: Clock, ctx: Ctx, externalId: string): Promise<string> {
  const known = await store.customerIdOf(tx, externalId);
  if (known !== undefined) return known;
  const now = clock.now();
  const id = newId(now);
  if (!(await store.insertCustomer(tx, { id, externalId, name: externalId, now })))
    return (await store.customerIdOf(tx, externalId))!;
  await recordAudit(tx, clock, ctx, {
    action: "customer.create",
    object: "customer",
    objectId: id,
    after: { externalId },
  });
  return id;
}
