import { createHash } from "node:crypto";
import type { ApproverRole } from "../../policy/approval.ts";

/** A member's consent to exactly one text, for one recipient, at one turn of the conversation. */
export interface Consent {
  readonly memberId: string;
  readonly role: string;
  readonly textHash: string;
  readonly recipientId: string;
  readonly turn: number;
}

/** What is about to leave. */
export interface Outgoing {
  readonly textHash: string;
  readonly recipientId: string;
  readonly turn: number;
  /** Who wrote the text; null for the copilot. */
  readonly authorId: string | null;
}

/** SHA-256 of the exact text, hex. No normalisation: one changed sign is another text. */
export const hashText = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Which member roles may fill an approver's place. */
const FILLS: Readonly<Record<ApproverRole, readonly string[]>> = {
  agent: ["agent", "engineer", "csm", "manager", "admin"],
  engineer: ["engineer", "developer", "manager", "admin"],
  csm: ["csm", "manager", "admin"],
  sales_manager: ["manager", "admin"],
  service_manager: ["manager", "admin"],
  service_director: ["manager", "admin"],
};

export const mayFill = (place: ApproverRole, role: string): boolean => FILLS[place].includes(role);

/**
 * The places that are still open. A consent counts only for this very text, recipient and turn; one person fills one
 * place; an author fills the first place by handing the text in, and never a second one.
 */
export function openPlaces(
  needed: readonly ApproverRole[],
  consents: readonly Consent[],
  outgoing: Outgoing,
): ApproverRole[] {
  const valid = consents.filter(
    (consent) =>
      consent.textHash === outgoing.textHash &&
      consent.recipientId === outgoing.recipientId &&
      consent.turn === outgoing.turn,
  );
  const people = [...new Map(valid.map((consent) => [consent.memberId, consent])).values()];
  return fewestOpen(needed, 0, people, outgoing.authorId);
}

/** Tries every way to give people their places (there are at most a few of each) and keeps the one that leaves least open. */
function fewestOpen(
  needed: readonly ApproverRole[],
  index: number,
  people: readonly Consent[],
  authorId: string | null,
): ApproverRole[] {
  const place = needed[index];
  if (place === undefined) return [];
  let best: ApproverRole[] = [place, ...fewestOpen(needed, index + 1, people, authorId)];
  for (const person of people) {
    if (!mayFill(place, person.role) || (index > 0 && person.memberId === authorId)) continue;
    const rest = people.filter((other) => other !== person);
    const open = fewestOpen(needed, index + 1, rest, authorId);
    // On a tie the earlier place is filled, so that people are asked in the policy's order.
    if (open.length <= best.length) best = open;
  }
  return best;
}
