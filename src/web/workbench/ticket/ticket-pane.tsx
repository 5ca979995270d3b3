import { Segmented } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useAsked } from "../../app/use-asked.ts";
import { listed } from "../../ui/listed.ts";
import { Failure, Loading } from "../../ui/states.tsx";
import { subjectText } from "../../ui/subject-text.ts";
import type { Ticket } from "../../wire.ts";
import { PauseBanner } from "../pause/pause-state.tsx";
import { ProposalPane } from "../proposal/proposal-pane.tsx";
import { Composer } from "./composer.tsx";
import { Conversation } from "./conversation.tsx";
import { takenBy } from "./taken-by.ts";
import { TicketHeader } from "./ticket-header.tsx";
import { type Other, useLive, usePresence } from "./use-live.ts";
import { useTicket } from "./use-ticket.tsx";

const USUAL = { show: "conversation" };

/** One ticket: the conversation, and the proposal beside it. On narrow screens the address says which. */
export function TicketPane({ id, onChanged }: { readonly id: string; readonly onChanged: () => void }) {
  const { words, language } = usePreferences();
  const desk = useTicket(id, onChanged);
  const live = useLive(desk);
  const [writing, setWriting] = useState(false);
  const others = usePresence(id, writing);
  const [offered, setOffered] = useState<string | null>(null);
  const [{ show }, ask] = useAsked(`/tickets/${id}`, USUAL);
  const side = show === "proposal" ? "proposal" : "conversation";
  const { value, error, reload } = desk.view;
  if (value === undefined)
    return (
      <section className="ticket">
        {error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />}
      </section>
    );
  return (
    <section className={`ticket show-${side}`} aria-label={subjectText(value.ticket.subject, language)}>
      <div className="ticket-main">
        <TicketHeader desk={desk} view={value} live={live} others={others} />
        <Segmented
          block
          className="side-switch"
          value={side}
          onChange={(chosen) => ask({ show: chosen })}
          options={[
            { value: "conversation", label: words.ticket.conversation },
            { value: "proposal", label: words.ticket.proposal },
          ]}
        />
        <CollisionNotice others={others} ticket={value.ticket} />
        <PauseBanner desk={desk} ticket={value.ticket} />
        <Conversation view={value} />
        <Composer desk={desk} view={value} onWriting={setWriting} offered={offered} onTaken={() => setOffered(null)} />
      </div>
      <ProposalPane
        desk={desk}
        view={value}
        onUse={(text) => {
          ask(USUAL);
          setOffered(text);
        }}
      />
    </section>
  );
}

/** Warns before two people answer the same customer. */
function CollisionNotice({ others, ticket }: { readonly others: readonly Other[]; readonly ticket: Ticket }) {
  const { words, language } = usePreferences();
  const { members, me } = useSession();
  const taken = takenBy(ticket, me.id);
  const name = (id: string) => members.get(id)?.name ?? words.ticket.member;
  const writing = others.filter((other) => other.writing).map(({ memberId }) => name(memberId));
  const text =
    writing.length > 0
      ? words.ticket.writing(listed(writing, language))
      : taken !== null
        ? words.ticket.taken(name(taken))
        : "";
  return (
    <div className={writing.length > 0 ? "collision strong" : "collision"} role="status">
      {text}
    </div>
  );
}
