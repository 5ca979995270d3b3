import { useState } from "react";
import { useWords } from "../../app/preferences.tsx";
import type { Proposal, ProposalPassage, ProposalSentence } from "../../wire.ts";
import { PassageDialog } from "../passage-dialog.tsx";

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
  const cited = cites.flatMap((at) => {
    const passage = passages[at];
    return passage === undefined ? [] : [{ at, passage }];
  });
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
      <span className="evidence">
        {cited.map(({ at, passage }) => (
          <button
            type="button"
            key={at}
            title={passage.text.slice(0, 300)}
            aria-label={`${proposal.open} ${at + 1}：${passage.title}`}
            onClick={() => onOpen(passage)}
          >
            {at + 1}
          </button>
        ))}
        {cited.length === 0 && kind === "fact" && <span className="soft">{proposal.noEvidence}</span>}
      </span>
    </li>
  );
}
