import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { dateTime } from "../ui/time.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import type { AuditRow } from "./wire.ts";
import { useAdminWords } from "./words.ts";

interface Page {
  readonly rows: readonly AuditRow[];
  readonly next: string | null;
}
interface Verdict {
  readonly intact: boolean;
  readonly sealed: number;
  readonly pending: number;
  readonly fault: { readonly reason: string; readonly position: number | null } | null;
}

/** Who changed what, newest first; and whether anybody has tampered with it. */
export function Audit() {
  const { client, members } = useSession();
  const { language } = usePreferences();
  const { audit: own } = useAdminWords();
  const { busy, run } = useAct();
  const [wanted, setWanted] = useState({ action: "", object: "", objectId: "" });
  const [asked, setAsked] = useState(wanted);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const query = (cursor?: string) =>
    new URLSearchParams([
      ...Object.entries(asked).filter(([, value]) => value !== ""),
      ...(cursor === undefined ? [] : [["cursor", cursor]]),
    ] as [string, string][]).toString();
  const page = useResource<Page>(`audit?${query()}`, () => client.json<Page>(`/v1/audit?${query()}`));
  const more = (cursor: string) =>
    run(async () => {
      const { rows, next } = await client.json<Page>(`/v1/audit?${query(cursor)}`);
      page.set((before) => ({ rows: [...before.rows, ...rows], next }));
    });
  const verify = () => run(async () => setVerdict(await client.json<Verdict>("/v1/audit/verify", { method: "POST" })));
  const who = (actor: unknown) => {
    const { type, id } = actor as { type: string; id: string };
    return members.get(id)?.name ?? `${own.actors[type] ?? type} ${id}`;
  };
  return (
    <>
      <form
        className="toolbar"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(wanted);
        }}
      >
        {(["action", "object", "objectId"] as const).map((field) => (
          <Input
            key={field}
            className="audit-filter"
            allowClear
            aria-label={own.fields[field]}
            placeholder={own.fields[field]}
            value={wanted[field]}
            onChange={({ target }) => setWanted({ ...wanted, [field]: target.value.trim() })}
          />
        ))}
        <Button htmlType="submit">{own.filter}</Button>
        <span className="grow" />
        <Button loading={busy} onClick={() => void verify()}>
          {own.verify}
        </Button>
      </form>
      {verdict !== null && (
        <Alert
          type={verdict.intact ? "success" : "error"}
          showIcon
          title={verdict.intact ? own.intact(verdict.sealed, verdict.pending) : own.broken(verdict.fault?.reason ?? "")}
        />
      )}
      <Listed resource={page} isEmpty={({ rows }) => rows.length === 0} empty={own.none}>
        {({ rows, next }) => (
          <div className="audit-rows">
            <PlainTable
              label={own.title}
              head={[own.at, own.who, own.fields.action, own.fields.object, own.change]}
              rows={rows.map((row) => [
                <time key="at" className="audit-at" dateTime={row.at}>
                  {dateTime(row.at, language)}
                </time>,
                who(row.actor),
                row.action,
                <span key="object">
                  {row.object} <small className="soft">{row.objectId}</small>
                </span>,
                <Change key="change" before={row.before} after={row.after} />,
              ])}
            />
            {next !== null && (
              <Button className="more-rows" loading={busy} onClick={() => void more(next)}>
                {own.more}
              </Button>
            )}
          </div>
        )}
      </Listed>
    </>
  );
}

function Change({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const { audit: own } = useAdminWords();
  if (before == null && after == null) return null;
  return (
    <details className="change">
      <summary>{own.show}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{JSON.stringify({ before: before ?? undefined, after: after ?? undefined }, null, 1)}</pre>
    </details>
  );
}
