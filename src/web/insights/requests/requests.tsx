import { Button } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { shortDay, shown } from "../format.ts";
import { useNames } from "../names.tsx";
import { useInsightsWords } from "../use-insights.ts";
import type { CustomerRequest, CustomerRequests, Votes } from "../wire.ts";
import { NewRequest, ShipForm } from "./request-forms.tsx";
import { useRequestWords } from "./requests-words.ts";
import "../watch.css";

const PATH = "/v1/voc/requests";

/** What customers ask for, by what those who do are worth; the words behind each vote; and telling them when it is there. */
export function Requests() {
  const { client, can } = useSession();
  const own = useRequestWords();
  const act = useAct();
  const [open, setOpen] = useState<{ readonly id: string; readonly as: "votes" | "ship" } | null>(null);
  const { value, error, reload } = useResource(PATH, () => client.json<CustomerRequests>(PATH));
  const chosen = value?.requests.find(({ id }) => id === open?.id);
  const send = async (at: string, method: "POST" | "PATCH", body: object): Promise<boolean> =>
    act.run(async () => {
      await client.json(at, { method, body });
      await reload();
    });
  const ship = (id: string, body: object) =>
    act.run(async () => {
      const { told, nobody } = await client.json<{ told: number; nobody: string[] }>(`${PATH}/${id}/ship`, {
        method: "POST",
        body,
      });
      setOpen(null);
      setSaid(own.told(told, nobody.length));
      await reload();
    });
  const [said, setSaid] = useState("");
  return (
    <Card title={own.title} hint={own.hint}>
      <p role="status" className={said === "" ? "spoken" : "soft"}>
        {said}
      </p>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.requests.length === 0 && <Nothing title={own.none} text={own.noneText} />}
      {value !== undefined && value.requests.length > 0 && (
        <RequestTable
          rows={value.requests}
          busy={act.busy}
          onVotes={(id) => setOpen({ id, as: "votes" })}
          onShip={(id) => setOpen({ id, as: "ship" })}
          onMove={(id, state) => void send(`${PATH}/${id}`, "PATCH", { state })}
        />
      )}
      {chosen !== undefined && open?.as === "ship" && (
        <ShipForm
          request={chosen}
          busy={act.busy}
          onShip={(body) => void ship(chosen.id, body)}
          onCancel={() => setOpen(null)}
        />
      )}
      {chosen !== undefined && open?.as === "votes" && <VoteList request={chosen} onClose={() => setOpen(null)} />}
      {can("voc.write") && <NewRequest busy={act.busy} onAdd={(body) => send(PATH, "POST", body)} />}
    </Card>
  );
}

function RequestTable({
  rows,
  busy,
  onVotes,
  onShip,
  onMove,
}: {
  readonly rows: readonly CustomerRequest[];
  readonly busy: boolean;
  readonly onVotes: (id: string) => void;
  readonly onShip: (id: string) => void;
  readonly onMove: (id: string, state: "open" | "planned" | "declined") => void;
}) {
  const { can } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const own = useRequestWords();
  const names = useNames();
  const small = (label: string, title: string, onClick: () => void) => (
    <Button key={label} size="small" disabled={busy} onClick={onClick} aria-label={`${label} ${title}`}>
      {label}
    </Button>
  );
  const steps = ({ id, title, state }: CustomerRequest) =>
    state === "shipped" ? null : (
      <span className="row-steps">
        {state === "open" && small(own.plan, title, () => onMove(id, "planned"))}
        {state === "declined"
          ? small(own.reopen, title, () => onMove(id, "open"))
          : small(own.decline, title, () => onMove(id, "declined"))}
        {small(own.ship, title, () => onShip(id))}
      </span>
    );
  const head = [own.request, words.tag, own.votes, own.customers, own.value, own.state];
  return (
    <PlainTable
      label={own.title}
      head={can("voc.write") ? [...head, own.next] : head}
      rows={rows.map((row) => [
        row.title,
        names.tag(row.tag),
        <Button key="votes" type="link" size="small" onClick={() => onVotes(row.id)}>
          {row.tickets}
          <span className="spoken"> {own.votesOf(row.title)}</span>
        </Button>,
        row.customers,
        shown(row.value, "fen", language, words),
        [own.states[row.state], row.version].filter(Boolean).join(" · "),
        ...(can("voc.write") ? [steps(row)] : []),
      ])}
    />
  );
}

function VoteList({ request, onClose }: { readonly request: CustomerRequest; readonly onClose: () => void }) {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const own = useRequestWords();
  const path = `${PATH}/${request.id}/votes`;
  const { value, error, reload } = useResource(path, () => client.json<Votes>(path));
  return (
    <section aria-label={own.votesOf(request.title)}>
      <header className="votes-head">
        <h3>{own.votesOf(request.title)}</h3>
        <Button size="small" onClick={onClose}>
          {own.close}
        </Button>
      </header>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.votes.length === 0 && <p className="soft quiet">{words.noData}</p>}
      <ul className="quotes">
        {value?.votes.map(({ ticketId, quote, at, customer }) => (
          <li key={ticketId} className="quote">
            <blockquote>{quote}</blockquote>
            <div className="quote-foot">
              <span>{shortDay(at.slice(0, 10), language)}</span>
              {customer !== null && <span>{customer}</span>}
              {can("ticket.read") && <Link to={`/tickets/${ticketId}`}>{words.openTicket}</Link>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
