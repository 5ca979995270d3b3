import { type Action, can } from "../access/roles.ts";
import type { Actor } from "../kernel/ctx.ts";
import { maskPii } from "../kernel/pii.ts";

/** Ids, instants and hashes: long runs of digits in them are nobody's number. */
const NO_WORDS = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|[0-9a-f]{64})$/;

/**
 * A conversation as the actor may read it: for whoever does not work on tickets personal data in every text stands as
 * its kind in brackets, as in quotes. Positions in a text may then point beside their words. `right` is what lets read
 * it as it was written.
 */
export const shownTo = <Value>(actor: Actor, value: Value, right: Action = "ticket.unmasked"): Value =>
  can(actor, right) ? value : (masked(value) as Value);

/** A person as the actor may read them: rules find a name only by what stands around it, so it is left out. */
export const personShownTo = <Person extends { readonly name: string | null }>(
  actor: Actor,
  person: Person,
  right: Action,
): Person => (can(actor, right) ? person : shownTo(actor, { ...person, name: null }, right));

function masked(value: unknown): unknown {
  if (typeof value === "string") return NO_WORDS.test(value) ? value : maskPii(value);
  if (Array.isArray(value)) return value.map(masked);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, masked(part)]));
}
