import { useEffect, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { useNames } from "../names.tsx";
import { useInsightsWords } from "../use-insights.ts";
import { changeOf, type Fields, type Task } from "./changes.ts";
import type { Preview } from "./wire.ts";
import { useTaxonomyWords } from "./words.ts";

const SETTLE_MS = 400;

/** What the change would do to past tickets, once what was typed has settled. */
export function ChangePreview({ task, fields }: { readonly task: Task; readonly fields: Fields }) {
  const own = useTaxonomyWords();
  const now = JSON.stringify(changeOf(task, fields));
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <section className="change-preview" aria-label={own.preview} aria-live="polite">
      <h4>{own.preview}</h4>
      {settled === "null" ? <p className="soft">{own.fill}</p> : <Tried change={settled} task={task} fields={fields} />}
    </section>
  );
}

function Tried({ change, task, fields }: { readonly change: string; readonly task: Task; readonly fields: Fields }) {
  const { language } = usePreferences();
  const own = useTaxonomyWords();
  const words = useInsightsWords();
  const names = useNames();
  const { client, can } = useSession();
  const { value, error, reload } = useResource(change, () =>
    client.json<Preview>("/v1/voc/taxonomy/preview", { method: "POST", body: JSON.parse(change) as object }),
  );
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  const number = (count: number) => new Intl.NumberFormat(language).format(count);
  // The new tag has no name in the taxonomy yet.
  const fresh = "proposed" in task ? task.proposed.name[language] : fields[language];
  const nameOf = (tag: string) => (tag === fields.code && fresh !== "" ? fresh : names.tag(tag));
  return (
    <>
      <p>
        {value.tickets !== null && own.carries(number(value.tickets))}{" "}
        {value.read === 0
          ? own.nothingMoves
          : value.changed === 0
            ? own.noneChanges(number(value.read))
            : own.tried(number(value.read), number(value.changed))}
      </p>
      {value.tags.length > 0 && (
        <p className="change-tags">
          {value.tags.map(({ tag, lost, gained }) => (
            <Chip key={tag} tone={gained > 0 ? "good" : "warn"}>
              {nameOf(tag)}{" "}
              {[lost > 0 ? `−${number(lost)}` : "", gained > 0 ? `+${number(gained)}` : ""].join(" ").trim()}
            </Chip>
          ))}
        </p>
      )}
      {value.examples.length > 0 && (
        <>
          <h5>{own.examples}</h5>
          <ul className="change-examples">
            {value.examples.map(({ ticketId, quote, lost, gained }) => (
              <li key={ticketId}>
                <span dir="auto">{quote}</span>
                <span className="soft">
                  {[
                    ...lost.map((tag) => `${own.lost} ${nameOf(tag)}`),
                    ...gained.map((tag) => `${own.gained} ${nameOf(tag)}`),
                  ].join(" · ")}
                </span>
                {can("ticket.read") && <Link to={`/tickets/${ticketId}`}>{words.openTicket}</Link>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
