import type { ReactNode } from "react";
import "./plain-table.css";

export interface TableView {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/** A plain table that scrolls in its own box; the first column names the row. With `text` its cells are words, not numbers. */
export function PlainTable({
  label,
  head,
  rows,
  text = false,
}: TableView & { readonly label: string; readonly text?: boolean }) {
  const cell = text ? undefined : "number";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="table-box" tabIndex={0} aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            {head.map((name, i) => (
              <th key={name} scope="col" className={i === 0 ? undefined : cell}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest], i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
            <tr key={i}>
              <th scope="row">{first}</th>
              {rest.map((content, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells neither
                <td key={k} className={cell}>
                  {content}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
