import { timingSafeEqual } from "node:crypto";

/** Compares two texts, one of them a secret, in a time that tells nothing of where they differ. */
export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
