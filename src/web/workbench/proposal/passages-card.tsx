import { useState } from "react";
import { useWords } from "../../app/preferences.tsx";
import { Chip } from "../../ui/chips.tsx";
import type { Proposal, ProposalPassage } from "../../wire.ts";
import { PassageDialog } from "../passage-dialog.tsx";

/** Every passage that was found, used or not, for whoever wants to look further. */
export function PassagesCard({ proposal }: { readonly proposal: Proposal }) {
  const { proposal: words } = useWords();
  const [open, setOpen] = useState<ProposalPassage | null>(null);
  const { passages } = proposal.retrieved;
  if (passages.length === 0) return null;
  return (
    <details className="card">
      <summary>
        <h3>{words.passages}</h3> <Chip>{passages.length}</Chip>
      </summary>
      <ol className="passages">
        {passages.map((passage) => (
          <li key={passage.chunkId}>
            <button type="button" onClick={() => setOpen(passage)}>
              <strong>{passage.title}</strong>
              {passage.audience === "internal" && <Chip tone="warn">{words.internalPassage}</Chip>}
              <span dir="auto">{passage.text}</span>
            </button>
          </li>
        ))}
      </ol>
      {open !== null && <PassageDialog place={open} onClose={() => setOpen(null)} />}
    </details>
  );
}
