import { Button } from "antd";
import { useState } from "react";
import { Link } from "../../app/router.tsx";
import { DiffView } from "../../ui/diff/diff-view.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { useValues } from "../values.ts";
import type { Policies } from "../wire.ts";
import { changedValue } from "./changed-value.ts";
import type { Difference, Outcome } from "./outcome.ts";
import { useTrialWords } from "./words.ts";

/** Rows shown at first. */
const SHOWN = 10;

/** Totals first, then each request that would be decided otherwise, with what would differ and why. */
export function OutcomeTables({
  outcome,
  sla,
}: {
  readonly outcome: Outcome;
  readonly sla: Policies["sla"] | undefined;
}) {
  const words = useTrialWords();
  const values = useValues(sla);
  const [shown, setShown] = useState(SHOWN);
  const { asked, changed, tickets, skipped, totals, rows } = outcome;
  const field = (name: string) => words.fields[name] ?? name;
  const value = (name: string, said: string) => changedValue(name, said, values, words);
  if (asked + skipped === 0) return <p role="status">{words.nothingPast}</p>;
  return (
    <div role="status">
      <p>
        <b>{words.outcome(changed, asked)}</b>{" "}
        {tickets !== null && tickets < changed && <span className="soft">{words.tickets(tickets)} </span>}
        {skipped > 0 && <span className="soft">{words.skipped(skipped)}</span>}
      </p>
      {totals.length > 0 && (
        <>
          <h4>{words.totals}</h4>
          <PlainTable
            text
            label={words.totals}
            head={[words.what, words.from, words.to, words.count]}
            rows={totals.map(({ field: name, from, to, count }) => [
              field(name),
              from === null ? "" : value(name, from),
              to === null ? "" : value(name, to),
              count,
            ])}
          />
        </>
      )}
      {rows.length > 0 && (
        <>
          <h4>{words.requests}</h4>
          <PlainTable
            text
            label={words.requests}
            head={[words.request, words.differences, words.why]}
            rows={rows.slice(0, shown).map(({ ticketId, question, turns, differences, reasons }) => [
              <span key="ticket">
                <Link to={`/tickets/${ticketId}`}>{question === "" ? ticketId.slice(-8) : question}</Link>
                {turns > 1 && <span className="soft"> {words.turns(turns - 1)}</span>}
              </span>,
              <ul key="differences" className="differences">
                {differences.map((difference) => (
                  <li key={difference.field}>
                    <Differing
                      difference={difference}
                      name={field(difference.field)}
                      value={(said) => value(difference.field, said)}
                    />
                  </li>
                ))}
              </ul>,
              reasons.map(values.said).join(values.words.between),
            ])}
          />
        </>
      )}
      {rows.length > shown && (
        <p className="more">
          <Button size="small" onClick={() => setShown(shown + SHOWN * 5)}>
            {words.more(rows.length - shown)}
          </Button>
        </p>
      )}
    </div>
  );
}

interface DifferingProps {
  readonly difference: Difference;
  readonly name: string;
  readonly value: (said: string) => string;
}

/** From what to what; long texts as a comparison that opens. */
function Differing({ difference: { field, from, to }, name, value }: DifferingProps) {
  if (field === "text" || field === "cited")
    return (
      <details>
        <summary>{name}</summary>
        <DiffView before={from} after={to} label={name} />
      </details>
    );
  return (
    <>
      <span className="soft">{name}</span> <del>{value(from)}</del> → <ins>{value(to)}</ins>
    </>
  );
}
