import { recordAudit } from "../../access/audit.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { insertCaseSuggestion, suggestedCases } from "../../knowledge/suggestions/store/cases.ts";
import { readCases } from "../../tickets/store/solved-cases.ts";
import { readTicket } from "../../tickets/store/tickets.ts";
import { type SolvedCaseDeps, withoutPersons } from "./solved-cases.ts";

const LONGEST = 4_000;

/**
 * Suggests an article of a solved ticket: its question and the reply that solved it (or what a higher tier found),
 * without personal data, join the suggestions that a person decides on. A ticket is suggested once; a second time the
 * first suggestion is given. Throws `not_found`, and `conflict` while the ticket is not solved or nothing answered it.
 */
export const suggestArticle = ({ db, clock }: SolvedCaseDeps, ctx: Ctx, ticketId: string) =>
  inTenant(db, ctx.tenantId, async (tx) => {
    if ((await readTicket(tx, ticketId)) === undefined) throw notFound("Ticket", ticketId);
    const [found] = await readCases(tx, [ticketId]);
    if (found === undefined)
      throw new DomainError(
        "conflict",
        "Only a solved ticket with a question and a reply can become an article; one solved just now is ready within a minute.",
        [{ field: "ticket", reason: "no solution to read" }],
      );
    const id = newId(clock.now());
    const { subject, question, answer, solution } = withoutPersons(found);
    const written = {
      title: subject.slice(0, 200),
      question: question.slice(0, LONGEST),
      answer: (solution === null ? answer : `${answer}\n\n${solution}`).slice(0, LONGEST),
    };
    const row = { id, ticketId, language: found.language, product: found.product, ...written };
    if (await insertCaseSuggestion(tx, row, clock.now())) {
      const audit = { action: "suggestion.made", object: "knowledge_suggestion", objectId: id, after: { ticketId } };
      await recordAudit(tx, clock, ctx, audit);
      return { id, status: "open" as const, repeated: false };
    }
    return { ...(await suggestedCases(tx, [ticketId])).get(ticketId)!, repeated: true };
  });
