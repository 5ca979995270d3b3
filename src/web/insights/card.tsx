import { BarChartOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { PlainTable, type TableView } from "../ui/plain-table.tsx";
import { useInsightsWords } from "./use-insights.ts";

interface CardProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
  /** The same as numbers; with it the card can be switched. */
  readonly table?: TableView | undefined;
}

/** A card with a heading; a chart in it can always be read as a table. */
export function Card({ title, hint, extra, children, table }: CardProps) {
  const words = useInsightsWords();
  const [asTable, setAsTable] = useState(false);
  return (
    <article className="insight-card">
      <header>
        <div>
          <h2>{title}</h2>
          {hint !== undefined && <p className="soft">{hint}</p>}
        </div>
        <div className="card-tools">
          {extra}
          {table !== undefined && (
            <Segmented
              size="small"
              value={asTable ? "table" : "chart"}
              onChange={(value) => setAsTable(value === "table")}
              options={[
                { value: "chart", icon: <BarChartOutlined aria-hidden />, label: words.asChart },
                { value: "table", icon: <TableOutlined aria-hidden />, label: words.asTable },
              ]}
            />
          )}
        </div>
      </header>
      {asTable && table !== undefined ? <PlainTable label={title} {...table} /> : children}
    </article>
  );
}

/** A row of bars: each a name, a length and a number, and a button on to the words behind it. */
export function Bars({
  rows,
}: {
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly share: number;
    readonly text: string;
    readonly note?: ReactNode;
    readonly onPick?: () => void;
    /** Stands behind the bar: a second way on. */
    readonly after?: ReactNode;
  }[];
}) {
  return (
    <ul className="bars">
      {rows.map(({ key, name, share, text, note, onPick, after }) => (
        <li key={key}>
          <Button type="text" className="bar-row" onClick={onPick} disabled={onPick === undefined}>
            <span className="bar-name" title={name}>
              {name}
            </span>
            <span className="bar-track" aria-hidden="true">
              <i style={{ width: `${Math.max(1, share * 100)}%` }} />
            </span>
            <span className="bar-text">{text}</span>
            <span className="bar-note">{note}</span>
          </Button>
          {after}
        </li>
      ))}
    </ul>
  );
}
