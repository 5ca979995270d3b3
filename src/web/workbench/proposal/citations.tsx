import { useWords } from "../../app/preferences.tsx";
import type { ProposalPassage } from "../../wire.ts";

interface Props {
  /** Indexes into the passages, from 0. */
  readonly cites: readonly number[];
  readonly passages: readonly ProposalPassage[];
  readonly onOpen: (passage: ProposalPassage) => void;
  /** What stands in place of numbers where there are none. */
  readonly none?: string | undefined;
}

/** The numbers of the passages that a sentence rests on; each opens its passage. */
export function Citations({ cites, passages, onOpen, none }: Props) {
  const { proposal } = useWords();
  const cited = cites.flatMap((at) => {
    const passage = passages[at];
    return passage === undefined ? [] : [{ at, passage }];
  });
  return (
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
      {cited.length === 0 && none !== undefined && <span className="soft">{none}</span>}
    </span>
  );
}
