import type { Tx } from "../../db/pool.ts";
import type { MemberRole } from "../../kernel/labels.ts";
import type { TicketDeps } from "../deps.ts";
import type { Draft } from "../ticket.ts";
import type { Consent } from "./approvals.ts";

/**
 * Roles that a member fills for absent colleagues, for this draft. Whoever wrote the text or has consented already has
 * used their voice: nobody lends it a second time.
 */
export async function lentRoles(
  deps: { readonly people: Pick<TicketDeps["people"], "absentFor"> },
  tx: Tx,
  memberId: string,
  draft: Pick<Draft, "authorId" | "textHash" | "turn">,
  consents: readonly Consent[],
): Promise<MemberRole[]> {
  return lentBy(await deps.people.absentFor(tx, memberId), draft, consents);
}

/** The same where those who are away are known. */
export function lentBy(
  absent: readonly { readonly id: string; readonly role: MemberRole }[],
  draft: Pick<Draft, "authorId" | "textHash" | "turn">,
  consents: readonly Consent[],
): MemberRole[] {
  const given = consents.filter(({ textHash, turn }) => textHash === draft.textHash && turn === draft.turn);
  const used = new Set([draft.authorId, ...given.map((consent) => consent.memberId)]);
  return absent.filter(({ id }) => !used.has(id)).map(({ role }) => role);
}
