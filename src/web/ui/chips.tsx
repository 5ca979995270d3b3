import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../app/preferences.tsx";
import type { Ticket } from "../wire.ts";

export type Tone = "plain" | "accent" | "good" | "warn" | "bad";

/** A small label. Colour only repeats what the word says. */
export function Chip({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}

/** The customer's class as one letter. */
export function ClassMark({ value }: { readonly value: Ticket["customerClass"] }) {
  const { labels, ticket } = useWords();
  if (value === "unknown") return null;
  const key = value === "A" || value === "C";
  return (
    <Tooltip title={`${ticket.customerClass} ${labels.class[value]}`}>
      <span className={key ? "class-mark key" : "class-mark"}>{value}</span>
    </Tooltip>
  );
}

/** A calibrated probability, as a bar and a number. */
export function Confidence({ value }: { readonly value: number }) {
  const { proposal } = useWords();
  const percent = Math.round(value * 100);
  const tone = value >= 0.8 ? "good" : value >= 0.6 ? "warn" : "bad";
  return (
    <span className={`confidence ${tone}`} title={proposal.confidence(percent)}>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
      <span>
        <span className="spoken">{proposal.confidence(percent)}</span>
        <span aria-hidden="true">{percent}%</span>
      </span>
    </span>
  );
}
