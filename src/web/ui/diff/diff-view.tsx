import { useMemo } from "react";
import { useEditWords } from "./edit-words.ts";
import { diffTexts, foldSame } from "./text-diff.ts";

interface Props {
  readonly before: string;
  readonly after: string;
  readonly label: string;
  /** Leaves long stretches of equal lines out. */
  readonly folded?: boolean;
}

/** Two texts in one: what went is struck, what came is underlined. */
export function DiffView({ before, after, label, folded = false }: Props) {
  const words = useEditWords();
  const parts = useMemo(() => {
    const found = diffTexts(before, after);
    return folded ? foldSame(found) : found;
  }, [before, after, folded]);
  return (
    <section className="diff" aria-label={label}>
      {parts.map((part, at) => {
        const key = `${part.kind}${at}`;
        if (part.kind === "skipped")
          return (
            <p key={key} className="soft skipped">
              {words.same(part.lines)}
            </p>
          );
        if (part.kind === "same") return <span key={key}>{part.text}</span>;
        return part.kind === "added" ? <ins key={key}>{part.text}</ins> : <del key={key}>{part.text}</del>;
      })}
    </section>
  );
}
