import { recordAudit } from "../access/audit.ts";
import type { Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { newId } from "../kernel/ids.ts";
import * as store from "./store.ts";

/** The contact known by this id of the tenant's own systems, if there is one. */
export const findContact = (tx: Tx, externalId: string): Promise<store.ContactRow | undefined> =>
  store.readContact(tx, externalId);

/** Nothing is known of somebody without a customer, nor of a customer that was just met. */
const UNKNOWN = { customerClass: "unknown", facts: {}, validTo: null } as const;
const NOBODYS: store.CustomerOfContact = { ...UNKNOWN, customerId: null };

/** A contact as it was met by its id of the tenant's systems. */
export interface MetContact extends store.ContactRow {
  /** Made in this very transaction. */
  readonly isNew: boolean;
}

/**
 * The contact known by this id of the tenant's own systems; made on first sight, with its customer. A customer that is
 * named later holds from then on: the tenant's systems know best where somebody works. One left out changes nothing.
 * For `inTenantAlone`: somebody else may make the same at this very instant.
 */
export async function ensureContact(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  who: { readonly externalId: string; readonly customerId?: string | undefined },
): Promise<MetContact> {
  const [found, known] = await Promise.all([
    who.customerId === undefined ? undefined : store.readCustomer(tx, who.customerId),
    store.readContact(tx, who.externalId),
  ]);
  if (who.customerId === undefined)
    return known === undefined ? addContact(tx, clock, ctx, who.externalId, NOBODYS) : { ...known, isNew: false };
  const customer = found ?? (await addCustomer(tx, clock, ctx, who.customerId));
  if (known === undefined) return addContact(tx, clock, ctx, who.externalId, customer);
  if (known.customerId !== customer.customerId) await moveContact(tx, clock, ctx, known, customer.customerId!);
  return { ...known, ...customer, isNew: false };
}

/** Whether the contact was neither merged nor erased since it was met; it is not before the transaction ends. */
export const staysAsMet = async (tx: Tx, contact: MetContact): Promise<boolean> =>
  contact.isNew || store.holdAsRead(tx, contact);

async function addContact(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  externalId: string,
  customer: store.CustomerOfContact,
): Promise<MetContact> {
  const now = clock.now();
  const id = newId(now);
  const { customerId } = customer;
  store.insertContact(tx, { id, externalId, customerId, now });
  const after = { customerId };
  await recordAudit(tx, clock, ctx, { action: "contact.create", object: "contact", objectId: id, after });
  return { id, externalId, ...customer, called: [], isNew: true };
}

async function moveContact(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  { id, customerId: before }: store.ContactRow,
  customerId: string,
): Promise<void> {
  store.setCustomerOfContact(tx, id, customerId);
  await recordAudit(tx, clock, ctx, {
    action: "contact.change",
    object: "contact",
    objectId: id,
    before: { customerId: before },
    after: { customerId },
  });
}

async function addCustomer(tx: Tx, clock: Clock, ctx: Ctx, externalId: string): Promise<store.CustomerOfContact> {
  const now = clock.now();
  const id = newId(now);
  store.insertCustomer(tx, { id, externalId, name: externalId, now });
  await recordAudit(tx, clock, ctx, {
    action: "customer.create",
    object: "customer",
    objectId: id,
    after: { externalId },
  });
  return { ...UNKNOWN, customerId: id };
}
