import { useMemo } from "react";
import { diffTexts } from "./text-diff.ts";

/** Two texts in one: what went is struck, what came is underlined. */
export function DiffView({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}) {
  const parts = useMemo(() => diffTexts(before, after), [before, after]);
  let at = 0;
  return (
    <section className="diff" aria-label={label}>
      {parts.map(({ kind, text }) => {
        at += text.length;
        const key = `${kind}${at}`;
        if (kind === "same") return <span key={key}>{text}</span>;
        return kind === "added" ? <ins key={key}>{text}</ins> : <del key={key}>{text}</del>;
      })}
    </section>
  );
}
