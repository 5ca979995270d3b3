import { Button } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import type { Proposal, ProposalPassage } from "../../wire.ts";
import { PassageDialog } from "../passage-dialog.tsx";
import { Citations } from "./citations.tsx";
import { useNearestWords } from "./nearest-words.ts";

interface Props {
  readonly proposal: Proposal;
  /** Puts a text into the reply that is being written. */
  readonly onUse: (text: string) => void;
}

/** What the passages say that comes closest, where that was too unsure for a draft. Nothing of it is sent by itself. */
export function NearestCard({ proposal, onUse }: Props) {
  const words = useNearestWords();
  const { can } = useSession();
  const [open, setOpen] = useState<{ passage: ProposalPassage; sentence: string } | null>(null);
  const { nearest } = proposal.draft;
  if (nearest === undefined) return null;
  return (
    <section className="card" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="soft small">{words.text}</p>
      <ol className="sentences">
        {nearest.map(({ text, cites }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a stored proposal never change
          <li key={index} className="sentence fact">
            <span dir="auto">{text}</span>
            <Citations
              cites={cites}
              passages={proposal.retrieved.passages}
              onOpen={(passage) => setOpen({ passage, sentence: text })}
            />
          </li>
        ))}
      </ol>
      {can("ticket.reply") && (
        <footer className="card-foot">
          <Button onClick={() => onUse(nearest.map(({ text }) => text).join("\n"))}>{words.use}</Button>
        </footer>
      )}
      {open !== null && <PassageDialog place={open.passage} sentence={open.sentence} onClose={() => setOpen(null)} />}
    </section>
  );
}
