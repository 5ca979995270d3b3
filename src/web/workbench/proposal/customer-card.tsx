import { Button } from "antd";
import { useState } from "react";
import { useAbsenceText } from "../../app/absence/absence-text.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { relativeTime } from "../../ui/time.ts";
import type { TicketView } from "../../wire.ts";
import { MergeDialog } from "../contacts/merge-dialog.tsx";
import { PersonDialog } from "../contacts/person-dialog.tsx";
import { usePersonWords } from "../contacts/person-words.ts";
import { StandingDialog } from "../contacts/standing-dialog.tsx";
import { useStandingWords } from "../contacts/standing-words.ts";
import { dayOf } from "../contacts/validity.ts";
import { useMergeWords } from "../contacts/words.ts";
import type { Desk } from "../ticket/use-ticket.tsx";

/** Who asks, what they run, and who is accountable. */
export function CustomerCard({ desk, view }: { readonly desk: Desk; readonly view: TicketView }) {
  const { words, language } = usePreferences();
  const { members, can } = useSession();
  const merge = useMergeWords();
  const personal = usePersonWords();
  const standing = useStandingWords();
  const [bookOpen, setBookOpen] = useState(false);
  const [merging, setMerging] = useState(false);
  const [asked, setAsked] = useState(false);
  const absenceText = useAbsenceText();
  const { ticket, contact } = view;
  const { facts } = ticket;
  const person = (id: string | null) =>
    id === null
      ? words.ticket.nobody
      : [members.get(id)?.name ?? words.ticket.member, absenceText(members.get(id))].filter(Boolean).join(" · ");
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [words.ticket.facts, contact.customer?.name],
    [words.ticket.contact, contact.name ?? contact.externalId],
    [words.ticket.customerClass, words.labels.class[ticket.customerClass]],
    [standing.validTo, validity(contact.customer?.validTo ?? null, standing.expired)],
    [words.ticket.product, facts.product],
    [words.ticket.edition, facts.edition],
    [words.ticket.version, facts.version],
    [words.ticket.deployment, facts.deployment === undefined ? undefined : words.ticket.deployments[facts.deployment]],
    [words.ticket.channel, words.labels.channel[ticket.channel]],
    [words.ticket.owner, person(ticket.ownerId)],
    [words.ticket.assignee, person(ticket.assigneeId)],
    [words.ticket.handoff, ticket.handoffReason === null ? undefined : words.labels.handoff[ticket.handoffReason]],
    [words.ticket.created, relativeTime(ticket.createdAt, language)],
  ];
  return (
    <section className="card" aria-label={words.ticket.facts}>
      <h3>{words.ticket.facts}</h3>
      <dl className="labels">
        {rows
          .filter(([, value]) => value != null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
      {contact.customer !== null && can("customer.read") && (
        <Button type="link" className="merge-open" onClick={() => setBookOpen(true)}>
          {standing.open}
        </Button>
      )}
      {bookOpen && contact.customer !== null && (
        <StandingDialog
          customerId={contact.customer.id}
          onDone={() => void desk.view.reload()}
          onClose={() => setBookOpen(false)}
        />
      )}
      {contact.customer !== null && can("customer.write") && (
        <Button type="link" className="merge-open" onClick={() => setMerging(true)}>
          {merge.open}
        </Button>
      )}
      {(can("contact.export") || can("contact.erase")) && (
        <Button type="link" className="merge-open" onClick={() => setAsked(true)}>
          {personal.open}
        </Button>
      )}
      {asked && <PersonDialog contact={contact} onClose={() => setAsked(false)} />}
      {merging && (
        <MergeDialog contact={contact} onDone={() => void desk.view.reload()} onClose={() => setMerging(false)} />
      )}
    </section>
  );
}

const validity = (validTo: string | null, expired: (day: string) => string): string | null => {
  if (validTo === null) return null;
  const day = dayOf(validTo);
  return Date.parse(validTo) > Date.now() ? day : expired(day);
};
