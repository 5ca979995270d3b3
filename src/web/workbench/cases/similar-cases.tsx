import { Button } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure } from "../../ui/states.tsx";
import { relativeTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { MessageCitation, SolvedCase } from "../../wire.ts";
import { PassageDialog } from "../passage-dialog.tsx";
import { useCaseWords } from "./words.ts";
import "./cases.css";

/** Solved tickets most like this one. Asked for when it is opened, and anew when the customer has written. */
export function SimilarCases({ ticketId, turn }: { readonly ticketId: string; readonly turn: number }) {
  const { client } = useSession();
  const words = useCaseWords();
  const path = `/v1/tickets/${ticketId}/similar`;
  const { value, error, reload } = useResource(`${path}#${turn}`, () =>
    client.json<{ cases: readonly SolvedCase[] }>(path),
  );
  return (
    <section className="card" aria-label={words.title}>
      <h3>
        {words.title} {value !== undefined && value.cases.length > 0 && <Chip>{value.cases.length}</Chip>}
      </h3>
      {value === undefined &&
        (error === undefined ? <p className="soft">…</p> : <Failure error={error} onRetry={reload} />)}
      {value?.cases.length === 0 && (
        <p className="soft">
          {words.none}
          <br />
          <small>{words.noneText}</small>
        </p>
      )}
      {value !== undefined && value.cases.length > 0 && (
        <>
          <ul className="cases">
            {value.cases.map((found) => (
              <CaseItem key={found.ticketId} found={found} />
            ))}
          </ul>
          <p className="soft small">{words.internal}</p>
        </>
      )}
    </section>
  );
}

function CaseItem({ found }: { readonly found: SolvedCase }) {
  const { words, language } = usePreferences();
  const own = useCaseWords();
  const { client, members, can } = useSession();
  const { busy, run } = useAct();
  const [told, setTold] = useState("");
  const [passage, setPassage] = useState<MessageCitation | null>(null);
  const { answeredBy } = found;
  const name = answeredBy.type === "copilot" ? own.copilot : (members.get(answeredBy.id)?.name ?? words.ticket.member);
  const suggest = () =>
    run(async () => {
      const path = `/v1/tickets/${found.ticketId}/article-suggestion`;
      const { repeated } = await client.json<{ repeated: boolean }>(path, { method: "POST" });
      setTold(repeated ? own.repeated : own.suggested);
    });
  const item = found.serviceItem as keyof typeof words.labels.item | null;
  return (
    <li>
      <details>
        <summary>
          <strong dir="auto">{found.subject}</strong>
          <span className="row-chips">
            <Chip tone="accent">{own.like(Math.round(found.likeness * 100))}</Chip>
            {item !== null && <Chip>{words.labels.item[item] ?? item}</Chip>}
            {found.version !== null && <Chip>{found.version}</Chip>}
          </span>
          <small className="soft">{own.by(name, relativeTime(found.solvedAt, language))}</small>
        </summary>
        <Part title={own.asked} text={found.question} />
        <Part title={own.solved} text={found.answer} />
        <Part title={own.tier} text={found.solution} />
        <Part title={own.remedy} text={found.remedy} />
        {found.citations.length > 0 && (
          <ul className="source-list" aria-label={words.ticket.sources}>
            {found.citations.map((citation, index) => (
              <li key={citation.chunkId}>
                <button type="button" onClick={() => setPassage(citation)}>
                  <span className="number">{index + 1}</span>
                  {citation.title}
                </button>
              </li>
            ))}
          </ul>
        )}
        <footer className="card-foot">
          <Link to={`/tickets/${found.ticketId}`}>{own.open}</Link>
          {can("knowledge.suggest") && (
            <Button size="small" loading={busy} disabled={told !== ""} onClick={() => void suggest()}>
              {own.suggest}
            </Button>
          )}
          <span className="soft small" role="status">
            {told}
          </span>
        </footer>
      </details>
      {passage !== null && <PassageDialog place={passage} onClose={() => setPassage(null)} />}
    </li>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string | null }) {
  if (text === null || text.trim() === "") return null;
  return (
    <>
      <h4>{title}</h4>
      <p className="case-text" dir="auto">
        {text}
      </p>
    </>
  );
}

/** A short list of solved tickets, for beside an answer. */
export function CaseLinks({ cases }: { readonly cases: readonly SolvedCase[] }) {
  const words = useCaseWords();
  if (cases.length === 0) return null;
  return (
    <section aria-label={words.title}>
      <h4>{words.title}</h4>
      <ul className="case-links">
        {cases.map(({ ticketId, subject, likeness }) => (
          <li key={ticketId}>
            <Link to={`/tickets/${ticketId}`}>
              <span dir="auto">{subject}</span>
            </Link>{" "}
            <Chip>{words.like(Math.round(likeness * 100))}</Chip>
          </li>
        ))}
      </ul>
      <p className="soft small">{words.internal}</p>
    </section>
  );
}
