import type { Tx } from "../db/pool.ts";
import { newId } from "../kernel/ids.ts";
import { type ContactRow, readContact, upsertContact, upsertCustomer } from "./store.ts";

/** The contact known by this id of the tenant's own systems, if there is one. */
export const findContact = (tx: Tx, externalId: string): Promise<ContactRow | undefined> => readContact(tx, externalId);

/** The contact known by this id of the tenant's own systems; made on first sight, with its customer. */
export async function ensureContact(
  tx: Tx,
  who: { readonly externalId: string; readonly customerId?: string | undefined },
  now: Date,
): Promise<ContactRow> {
  const known = await readContact(tx, who.externalId);
  if (known !== undefined && (who.customerId === undefined || known.customerId !== null)) return known;
  const customerId =
    who.customerId === undefined
      ? null
      : await upsertCustomer(tx, { id: newId(now), externalId: who.customerId, name: who.customerId, now });
  await upsertContact(tx, { id: newId(now), externalId: who.externalId, customerId, now });
  return (await readContact(tx, who.externalId))!;
}
