import { useWords } from "../../app/preferences.tsx";
import { Nothing } from "../../ui/states.tsx";
import type { TicketView } from "../../wire.ts";
import { SimilarCases } from "../cases/similar-cases.tsx";
import { PauseHistory } from "../pause/pause-state.tsx";
import type { Desk } from "../ticket/use-ticket.tsx";
import { CustomerCard } from "./customer-card.tsx";
import { DraftCard } from "./draft-card.tsx";
import { LabelsCard } from "./labels-card.tsx";
import { NearestCard } from "./nearest-card.tsx";
import { PassagesCard } from "./passages-card.tsx";
import { RefusedCard } from "./refused-card.tsx";
import { shownDrafts } from "./shown-drafts.ts";

interface Props {
  readonly desk: Desk;
  readonly view: TicketView;
  /** Puts a text into the reply that is being written. */
  readonly onUse: (text: string) => void;
}

/** What the copilot makes of the ticket: the draft first, then why; below, who the customer is. */
export function ProposalPane({ desk, view, onUse }: Props) {
  const { proposal: words } = useWords();
  const { proposal } = view;
  const { current: draft, refused } = shownDrafts(view.drafts, view.ticket);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <aside className="proposal" aria-label={words.title} tabIndex={0}>
      {refused !== undefined && <RefusedCard draft={refused} onUse={onUse} />}
      {draft !== undefined && <DraftCard key={`${draft.id}/${draft.version}`} desk={desk} view={view} draft={draft} />}
      {proposal === null ? (
        <section className="card">
          <Nothing title={words.none} text={words.noneText} />
        </section>
      ) : (
        <>
          {draft === undefined && view.ticket.status === "open" && (
            <>
              <p className="card soft">{words.noDraft}</p>
              <NearestCard proposal={proposal} onUse={onUse} />
            </>
          )}
          <LabelsCard desk={desk} ticket={view.ticket} proposal={proposal} />
          <PassagesCard proposal={proposal} />
        </>
      )}
      <SimilarCases ticketId={view.ticket.id} turn={view.ticket.turn} />
      <PauseHistory ticket={view.ticket} />
      <CustomerCard desk={desk} view={view} />
    </aside>
  );
}
