import { randomUUID } from "node:crypto";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID of any version, as PostgreSQL reads it: a text that is none must not reach a query. */
export const isUuid = (text: string): boolean => UUID.test(text);

/**
 * A UUID version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits.
 * Ids of one millisecond have no order, and nothing may rely on one.
 */
export function newId(now: Date = new Date()): string {
  const time = now.getTime().toString(16).padStart(12, "0");
  // A version 4 has its random bits in the same places, and Node makes them from random bytes in stock.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
