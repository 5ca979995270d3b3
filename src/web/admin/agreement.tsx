import { Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { Chip } from "../ui/chips.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { dateTime } from "../ui/time.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import type { LabelReport, LabelReviews } from "./wire.ts";
import { useAdminWords } from "./words.ts";

const DAY_MS = 86_400_000;
const STABLE = 0.1;
const SHIFT = 0.25;

type Asked = { readonly label: string; readonly said?: string; readonly holds?: string };

/** How often people agreed with each label and how far labels have drifted; from each number to its tickets. */
export function Agreement() {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const { agreement: own } = useAdminWords();
  const [days, setDays] = useState(30);
  // To the hour, so that the address stays the same while the page is looked at.
  const now = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  const time = { from: new Date(now - days * DAY_MS).toISOString(), to: new Date(now).toISOString() };
  const [asked, setAsked] = useState<Asked | null>(null);
  const path = `/v1/labels/report?${new URLSearchParams(time)}`;
  const report = useResource(path, () => client.json<LabelReport>(path));
  const percent = (share: number | null) =>
    share === null
      ? own.noData
      : new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(share);
  const named = (label: string, value: string) => {
    const sets: Record<string, Record<string, string>> = {
      ...{ service_item: words.labels.item, sentiment: words.labels.sentiment, urgency: words.labels.urgency },
      voc: words.labels.voc,
    };
    const parts = value.split(",").map((one) => sets[label]?.[one] ?? one);
    return parts.join("、") || own.nothing;
  };
  return (
    <>
      <div className="toolbar">
        <p className="soft grow">{own.lead}</p>
        <Select
          aria-label={own.period}
          value={days}
          onChange={setDays}
          options={[7, 30, 90, 180].map((value) => ({ value, label: own.days(value) }))}
        />
      </div>
      <Listed resource={report}>
        {({ agreement, drift }) => (
          <>
            <h3 className="part-title">{own.title}</h3>
            <PlainTable
              label={own.title}
              head={[own.label, own.reviewed, own.agreed, own.rate, own.corrections]}
              rows={agreement.map(({ label, reviewed, agreed, rate, corrections }) => [
                own.labels[label],
                reviewed === 0 ? (
                  0
                ) : (
                  <button key="all" type="button" className="as-link" onClick={() => setAsked({ label })}>
                    {own.tickets(reviewed)}
                  </button>
                ),
                agreed,
                percent(rate),
                <ul key="corrections" className="corrections">
                  {corrections.slice(0, 5).map(({ said, holds, count }) => (
                    <li key={`${said}/${holds}`}>
                      <button type="button" className="as-link" onClick={() => setAsked({ label, said, holds })}>
                        {named(label, said)} → {named(label, holds)} × {count}
                      </button>
                    </li>
                  ))}
                </ul>,
              ])}
            />
            {asked !== null && <Reviews asked={asked} time={time} named={named} />}
            <h3 className="part-title">{own.drift}</h3>
            <p className="soft">{own.driftText}</p>
            <PlainTable
              label={own.drift}
              head={[own.label, own.now, own.before, own.index, own.moved]}
              rows={drift.map(({ label, now: count, before, index, shares }) => [
                own.labels[label],
                count,
                before,
                index === null ? (
                  own.tooFew
                ) : (
                  <span key="index">
                    {new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(index)}{" "}
                    <Chip tone={index < STABLE ? "good" : index > SHIFT ? "bad" : "warn"}>
                      {index < STABLE ? own.stable : index > SHIFT ? own.shift : own.moving}
                    </Chip>
                  </span>
                ),
                [...shares]
                  .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
                  .slice(0, 3)
                  .map((share) => `${named(label, share.value)} ${percent(share.before)} → ${percent(share.now)}`)
                  .join(" · "),
              ])}
            />
          </>
        )}
      </Listed>
    </>
  );
}

function Reviews({
  asked,
  time,
  named,
}: {
  readonly asked: Asked;
  readonly time: { readonly from: string; readonly to: string };
  readonly named: (label: string, value: string) => string;
}) {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const { agreement: own } = useAdminWords();
  const path = `/v1/labels/reviews?${new URLSearchParams({ ...asked, ...time })}`;
  const found = useResource(path, () => client.json<LabelReviews>(path));
  return (
    <section className="card" aria-label={own.behind}>
      <h3>{own.behind}</h3>
      <Listed resource={found} isEmpty={({ reviews }) => reviews.length === 0} empty={own.noData}>
        {({ reviews }) => (
          <PlainTable
            label={own.behind}
            head={[own.ticket, own.said, own.holds, own.at]}
            rows={reviews.map(({ ticketId, subject, said, holds, at }) => [
              can("ticket.read") ? (
                <Link key="ticket" to={`/tickets/${ticketId}`}>
                  {subject}
                </Link>
              ) : (
                subject
              ),
              named(asked.label, said),
              named(asked.label, holds),
              dateTime(at, language),
            ])}
          />
        )}
      </Listed>
    </section>
  );
}
