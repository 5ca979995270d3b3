import type { DiffLine } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";

const SIGNS = { same: " ", added: "+", removed: "−", changed: "~" } as const;
/** Equal lines shown around a change. */
const AROUND = 2;

/** A comparison line by line; long stretches of equal lines are left out. */
export function DiffLines({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  const { versions: words } = useKnowledgeWords();
  const near = (i: number) => lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(({ kind }) => kind !== "same");
  const rows: (DiffLine | number)[] = [];
  for (const [i, line] of lines.entries()) {
    const last = rows.at(-1);
    if (near(i)) rows.push(line);
    else if (typeof last === "number") rows[rows.length - 1] = last + 1;
    else rows.push(1);
  }
  if (lines.every(({ kind }) => kind === "same")) return <p className="soft">{words.same}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="diff-lines" aria-label={label} tabIndex={0}>
      {rows.map((row, i) =>
        typeof row === "number" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a comparison that does not change
          <p key={i} className="soft skipped">
            {words.lines(row)}
          </p>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a comparison that does not change
          <p key={i} className={`line ${row.kind}`}>
            <span className="sign" aria-hidden="true">
              {SIGNS[row.kind]}
            </span>
            {row.kind !== "same" && <span className="spoken">{words.kinds[row.kind]} </span>}
            <span dir="auto">
              {row.words.map(({ kind, text }, at) => {
                const key = `${at}${kind}`;
                if (row.kind !== "changed" || kind === "same") return <span key={key}>{text}</span>;
                return kind === "added" ? <ins key={key}>{text}</ins> : <del key={key}>{text}</del>;
              })}
            </span>
          </p>
        ),
      )}
    </section>
  );
}
