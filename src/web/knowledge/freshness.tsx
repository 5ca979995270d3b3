import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { useAsked } from "../app/use-asked.ts";
import { Chip } from "../ui/chips.tsx";
import { Field } from "../ui/field.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { relativeTime } from "../ui/time.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import type { Conflict, Freshness } from "./wire.ts";
import { useKnowledgeWords } from "./words.ts";

const COUNTS = ["stale", "conflicts", "expiring", "expired", "fileChanges", "drafts", "published"] as const;
const DAYS = [30, 90, 180, 365] as const;
const EVERYBODY = "";

/** What needs somebody's eyes: long unconfirmed, ending soon, or contradicting each other. */
export function FreshnessPage() {
  const { client } = useSession();
  const { freshness: words, article } = useKnowledgeWords();
  const [asked, ask] = useAsked("/knowledge/freshness", { days: "180", owner: EVERYBODY });
  const staleDays = DAYS.find((days) => String(days) === asked.days) ?? 180;
  const { owner } = asked;
  const query = new URLSearchParams({ staleDays: String(staleDays), ...(owner !== EVERYBODY && { owner }) });
  const address = `/v1/knowledge/freshness?${query}`;
  const report = useResource<Freshness>(address, () => client.json(address));
  const all = useResource<Freshness>("owners", () => client.json("/v1/knowledge/freshness"));
  const { value, error, reload } = report;
  const owners = all.value?.owners.flatMap((row) => (row.owner === null ? [] : [row.owner])) ?? [];
  return (
    <>
      <div className="toolbar">
        <Select
          className="filter"
          aria-label={words.owner}
          value={owner}
          onChange={(next) => ask({ owner: next })}
          options={[{ value: EVERYBODY, label: article.all }, ...owners.map((each) => ({ value: each, label: each }))]}
        />
        <Select
          className="filter"
          aria-label={words.staleDays}
          value={staleDays}
          onChange={(next: number) => ask({ days: String(next) })}
          options={DAYS.map((days) => ({ value: days, label: `${words.stale} > ${words.days(days)}` }))}
        />
      </div>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && (
        <>
          <dl className="counts">
            {COUNTS.map((name) => (
              <div key={name} className={value.counts[name] > 0 ? name : undefined}>
                <dt>{words[name]}</dt>
                <dd>{value.counts[name]}</dd>
              </div>
            ))}
          </dl>
          <Lists report={value} reload={reload} />
        </>
      )}
    </>
  );
}

function Lists({ report, reload }: { readonly report: Freshness; readonly reload: () => Promise<void> }) {
  const { language } = usePreferences();
  const { freshness: words } = useKnowledgeWords();
  const { stale, expiring, conflicts, owners } = report;
  return (
    <>
      {conflicts.length + stale.length + expiring.length === 0 && <Nothing title={words.fine} text={words.fineText} />}
      {conflicts.length > 0 && <h2 className="part-title">{words.conflicts}</h2>}
      {conflicts.map((conflict) => (
        <ConflictCard key={conflict.id} conflict={conflict} onDone={reload} />
      ))}
      {(["stale", "expiring"] as const).map((list) => {
        const rows = list === "stale" ? stale : expiring;
        if (rows.length === 0) return null;
        return (
          <section key={list} aria-label={words[list]}>
            <h2 className="part-title">{list === "expiring" ? `${words.expiring} · ${words.expired}` : words[list]}</h2>
            <ul className="article-rows">
              {rows.map((row) => (
                <li key={row.id}>
                  <Link to={`/knowledge/articles/${row.id}`} className="article-row">
                    <span className="article-name">
                      <b dir="auto">{row.title}</b>
                      <span className="soft path">{row.path}</span>
                    </span>
                    <span className="row-chips">
                      {row.corrections > 0 && <Chip tone="bad">{words.corrections(row.corrections)}</Chip>}
                      <Chip>{row.owner ?? words.nobody}</Chip>
                    </span>
                    <span className="soft">
                      {list === "expiring" && row.validTo !== null
                        ? words.until(row.validTo.slice(0, 10))
                        : words.confirmedAt(relativeTime(row.confirmedAt, language))}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {owners.length > 1 && <Owners owners={owners} />}
    </>
  );
}

function Owners({ owners }: Pick<Freshness, "owners">) {
  const { freshness: words } = useKnowledgeWords();
  const columns = ["published", "stale", "expiring", "expired", "conflicts"] as const;
  return (
    <section aria-label={words.byOwner}>
      <h2 className="part-title">{words.byOwner}</h2>
      <PlainTable
        label={words.byOwner}
        head={[words.owner, ...columns.map((name) => words[name])]}
        rows={owners.map((row) => [row.owner ?? words.nobody, ...columns.map((name) => row[name])])}
      />
    </section>
  );
}

/** Both sentences side by side, with what differs marked. */
function ConflictCard({ conflict, onDone }: { readonly conflict: Conflict; readonly onDone: () => Promise<void> }) {
  const { client, can } = useSession();
  const words = useKnowledgeWords();
  const { busy, run } = useAct();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const dismiss = () =>
    run(async () => {
      await client.json(`/v1/knowledge/conflicts/${conflict.id}/dismiss`, { method: "POST", body: { reason } });
      setAsking(false);
      await onDone();
    });
  return (
    <article className="card conflict">
      <Chip tone="bad">{words.freshness.kind[conflict.kind]}</Chip>
      <div className="sides">
        {(["a", "b"] as const).map((side) => (
          <section key={side}>
            <Link to={`/knowledge/articles/${conflict[side].articleId}`}>{conflict[side].title}</Link>
            <p dir="auto">
              <Marked text={conflict[side].text} parts={conflict.differing.map((pair) => pair[side])} />
            </p>
          </section>
        ))}
      </div>
      {can("knowledge.write") && (
        <Button size="small" onClick={() => setAsking(true)}>
          {words.freshness.both}
        </Button>
      )}
      <Modal
        open={asking}
        title={words.freshness.both}
        okText={words.ok}
        cancelText={words.cancel}
        okButtonProps={{ disabled: reason.trim() === "", loading: busy }}
        onOk={() => void dismiss()}
        onCancel={() => setAsking(false)}
      >
        <Field label={words.freshness.why}>
          {(id) => <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </Modal>
    </article>
  );
}

/** A text with some of its parts marked, each where it stands next. */
function Marked({ text, parts }: { readonly text: string; readonly parts: readonly string[] }) {
  const pieces: { text: string; mark: boolean; at: number }[] = [];
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (part === "" || found < 0) continue;
    pieces.push({ text: text.slice(at, found), mark: false, at }, { text: part, mark: true, at: found });
    at = found + part.length;
  }
  pieces.push({ text: text.slice(at), mark: false, at });
  return pieces.map((piece) =>
    piece.mark ? <mark key={`m${piece.at}`}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
  );
}
