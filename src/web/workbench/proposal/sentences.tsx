import { useState } from "react";
import { useWords } from "../../app/preferences.tsx";
import type { Proposal, ProposalPassage, ProposalSentence } from "../../wire.ts";
import { PassageDialog } from "../passage-dialog.tsx";
import { Citations } from "./citations.tsx";

/** The draft's sentences, each with the passages it rests on; one that failed a check is struck, with the rule. */
export function Sentences({ proposal }: { readonly proposal: Proposal }) {
  const [open, setOpen] = useState<{ passage: ProposalPassage; sentence: string } | null>(null);
  return (
    <>
      <ol className="sentences">
        {proposal.draft.sentences.map((sentence, index) => (
          <SentenceRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a stored proposal never change
            key={index}
            sentence={sentence}
            passages={proposal.retrieved.passages}
            onOpen={(passage) => setOpen({ passage, sentence: sentence.text })}
          />
        ))}
      </ol>
      {open !== null && <PassageDialog place={open.passage} sentence={open.sentence} onClose={() => setOpen(null)} />}
    </>
  );
}

interface RowProps {
  readonly sentence: ProposalSentence;
  readonly passages: readonly ProposalPassage[];
  readonly onOpen: (passage: ProposalPassage) => void;
}

function SentenceRow({ sentence, passages, onOpen }: RowProps) {
  const { proposal } = useWords();
  const { text, kind, cites, check } = sentence;
  if (!check.supported) {
    const why = check.reasons.map(({ rule, found }) => (found === "" ? rule : `${rule}: ${found}`)).join("; ");
    return (
      <li className="sentence failed">
        <del dir="auto">{text}</del>
        <span className="failed-why" title={why}>
          {proposal.failed}
        </span>
      </li>
    );
  }
  return (
    <li className={`sentence ${kind}`}>
      <span dir="auto">{text}</span>
      <Citations
        cites={cites}
        passages={passages}
        onOpen={onOpen}
        none={kind === "fact" ? proposal.noEvidence : undefined}
      />
    </li>
  );
}
