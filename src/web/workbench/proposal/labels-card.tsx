import { Button } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useShortcuts } from "../../app/shortcuts.ts";
import { Chip, Confidence, type Tone } from "../../ui/chips.tsx";
import type { Proposal, Ticket } from "../../wire.ts";
import type { Desk } from "../ticket/use-ticket.tsx";
import { labelCorrectionWords } from "./label-correction-words.ts";
import { LabelsDialog } from "./labels-dialog.tsx";

const TONES: Record<Proposal["decision"]["action"], Tone> = {
  auto: "good",
  propose: "accent",
  clarify: "warn",
  hand_over: "warn",
};

interface Props {
  readonly desk: Desk;
  readonly ticket: Ticket;
  readonly proposal: Proposal;
}

/** How the request was labelled, how sure that is, and each reason for what happens with it; L corrects the labels. */
export function LabelsCard({ desk, ticket, proposal }: Props) {
  const { words, language } = usePreferences();
  const { can } = useSession();
  const [correcting, setCorrecting] = useState(false);
  const correct = can("ticket.label") ? () => setCorrecting(true) : undefined;
  useShortcuts({ l: correct });
  const { labels } = words;
  const { decision, understanding } = proposal;
  const rows = [
    {
      name: words.queue.type,
      value: `${labels.type[decision.serviceType]} · ${labels.item[decision.serviceItem]}`,
      confidence: understanding.serviceType.confidence,
    },
    {
      name: words.queue.urgency,
      value: labels.urgency[understanding.urgency.label],
      confidence: understanding.urgency.confidence,
    },
    {
      name: words.proposal.sentiment,
      value: labels.sentiment[understanding.sentiment.label],
      confidence: understanding.sentiment.confidence,
    },
  ];
  return (
    <section className="card" aria-label={words.proposal.understanding}>
      <header className="card-head">
        <h3>{words.proposal.understanding}</h3>
        <Chip tone={TONES[decision.action]}>{words.proposal.action[decision.action]}</Chip>
        {correct !== undefined && (
          <Button type="text" size="small" onClick={correct}>
            {labelCorrectionWords[language].open} <kbd>L</kbd>
          </Button>
        )}
      </header>
      <dl className="labels">
        {rows.map(({ name, value, confidence }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span>{value}</span>
              <Confidence value={confidence} />
            </dd>
          </div>
        ))}
      </dl>
      {understanding.voc.length > 0 && (
        <p className="row-chips">
          {understanding.voc.map(({ tag, evidence }) => (
            <span key={tag} title={proposal.request.text.slice(evidence.start, evidence.end)}>
              <Chip>{labels.voc[tag]}</Chip>
            </span>
          ))}
        </p>
      )}
      <h4>{words.proposal.why}</h4>
      <ul className="why">
        {decision.reasons.map((reason) => (
          <li key={reason.code}>{reason[language]}</li>
        ))}
      </ul>
      {correcting && (
        <LabelsDialog desk={desk} ticket={ticket} proposal={proposal} onClose={() => setCorrecting(false)} />
      )}
      {proposal.draft.missing.length > 0 && (
        <>
          <h4>{words.proposal.missing}</h4>
          <ul className="why">
            {proposal.draft.missing.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
