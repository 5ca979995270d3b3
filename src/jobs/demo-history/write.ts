import { insertCustomers } from "../../customers/store/history.ts";
import type { Tx } from "../../db/pool.ts";
import { insertHistory } from "../../tickets/store/history.ts";
import { insertSurveys } from "../../tickets/store/surveys.ts";
import { insertWorkTimes } from "../../tickets/store/work-time.ts";
import type { DemoCustomer } from "./cast.ts";
import type { TicketRows } from "./rows.ts";

const SURVEY_DAYS = 14;
const DAY = 86_400_000;
/** What a customer of a class is worth in a year, in fen. */
const WORTH: Readonly<Record<string, number>> = {
  A: 48_000_000,
  B: 9_000_000,
  C: 16_000_000,
  D: 2_400_000,
  E: 6_000_000,
};

/** Writes the cast with its stages. */
export async function writeCast(tx: Tx, cast: readonly DemoCustomer[], from: Date, until: Date): Promise<void> {
  const at = (share: number) => new Date(from.getTime() + share * (until.getTime() - from.getTime()));
  await insertCustomers(tx, {
    customers: cast.map((customer) => ({
      ...{ id: customer.id, external_id: customer.externalId, name: customer.name, class: customer.customerClass },
      facts: {
        demo: true,
        value: WORTH[customer.customerClass],
        lifecycle: customer.stages.at(-1)!.stage,
        edition: customer.products[0]!.edition,
      },
      created_at: from,
    })),
    contacts: cast.flatMap((customer) =>
      customer.contacts.map((contact) => ({
        ...{ id: contact.id, external_id: contact.externalId, customer_id: customer.id, name: contact.name },
        created_at: from,
      })),
    ),
    stages: cast.flatMap((customer) =>
      customer.stages.map(({ stage, share }) => ({
        ...{ customer_id: customer.id, since: at(share), stage, reason: "demo", set_by: "demo-history" },
      })),
    ),
  });
}

/** Writes a batch of tickets with everything that belongs to them. */
export async function writeTickets(tx: Tx, batch: readonly TicketRows[]): Promise<void> {
  const all = <Row>(rows: (one: TicketRows) => readonly Row[]) =>
    batch.flatMap((one) => rows(one).map((row) => ({ ...row, ticketId: one.ticket.id })));
  await insertHistory(tx, {
    tickets: batch.map(({ ticket }) => ticket),
    messages: all(({ messages }) => messages),
    events: all(({ events }) => events),
    proposals: all(({ proposals }) => proposals),
    drafts: batch.flatMap(({ drafts }) => drafts),
    escalations: all(({ escalations }) => escalations),
  });
  const work = all(({ work }) => work);
  await insertWorkTimes(
    tx,
    work.map(({ ticketId, id, memberId, minutes, at }) => ({
      ticket_id: ticketId,
      id,
      member_id: memberId,
      minutes,
      at,
    })),
  );
  const surveys = all(({ survey }) => (survey === null ? [] : [survey]));
  const expiry = (askedAt: Date) => new Date(askedAt.getTime() + SURVEY_DAYS * DAY);
  await insertSurveys(
    tx,
    surveys.map((survey) => ({ ...survey, expiresAt: expiry(survey.askedAt) })),
  );
}
