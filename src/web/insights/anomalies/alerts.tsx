import { DeleteOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber, Popconfirm, Segmented } from "antd";
import { type FormEvent, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { Card } from "../card.tsx";
import { daysAgo } from "../days.ts";
import { shortDay } from "../format.ts";
import { useNames } from "../names.tsx";
import { TagSelect } from "../tag-select.tsx";
import { type InsightsPage, useInsightsWords } from "../use-insights.ts";
import { useKept } from "../use-kept.ts";
import { useWatchWords } from "../watch-words.ts";
import type { Alert, Alerts as Found } from "../wire.ts";
import "../watch.css";

/** What is watched, with its newest alarms, and a form that watches the present tags and slice. */
export function Alerts({ page }: { readonly page: InsightsPage }) {
  const { can } = useSession();
  const own = useWatchWords();
  const { value, error, reload, busy, add, remove } = useKept<Found>("/v1/voc/alerts");
  return (
    <Card title={own.alerts} hint={own.alertsHint}>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.alerts.length === 0 && <p className="soft quiet">{own.noAlerts}</p>}
      {value !== undefined && value.alerts.length > 0 && <AlertTable page={page} found={value} onRemove={remove} />}
      {can("voc.write") && <NewAlert page={page} busy={busy} onAdd={add} />}
    </Card>
  );
}

function AlertTable({
  page: { pathOf },
  found,
  onRemove,
}: {
  readonly page: InsightsPage;
  readonly found: Found;
  readonly onRemove: (id: string) => Promise<boolean>;
}) {
  const { can } = useSession();
  const { language } = usePreferences();
  const own = useWatchWords();
  const words = useInsightsWords();
  const names = useNames();
  const watches = ({ tags, slice, by, when, atLeast }: Alert["rule"]) =>
    [
      tags.length === 0 ? own.allTags : tags.map(names.tag).join(", "),
      ...(slice ? [words.only(names.dimension(slice.dimension), names.value(slice.value))] : []),
      own.every[by],
      when === "threshold" ? own.reaches(atLeast ?? 0) : own.when.anomaly,
    ].join(" · ");
  const newest = ({ id, rule }: Alert) => {
    const alarm = found.alarms.find(({ alertId }) => alertId === id);
    if (alarm === undefined) return own.never;
    const to = rule.by === "day" ? alarm.step : daysAgo(-6, Date.parse(alarm.step));
    const slice = { dimension: rule.slice?.dimension ?? null, value: rule.slice?.value ?? null };
    return (
      <Link key="alarm" to={pathOf({ view: "quotes", tags: [alarm.tag], from: alarm.step, to, ...slice })}>
        {`${shortDay(alarm.step, language)} · ${names.tag(alarm.tag)} ${alarm.count}`}
      </Link>
    );
  };
  const head = [own.alertName, own.watches, own.newest];
  return (
    <PlainTable
      label={own.alerts}
      head={can("voc.write") ? [...head, own.remove] : head}
      rows={found.alerts.map((alert) => [
        ...[alert.name, watches(alert.rule), newest(alert)],
        ...(can("voc.write")
          ? [
              <Popconfirm key="remove" title={own.sureAlert} okText={own.remove} onConfirm={() => onRemove(alert.id)}>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={own.removeNamed(alert.name)}
                />
              </Popconfirm>,
            ]
          : []),
      ])}
    />
  );
}

function NewAlert({
  page,
  busy,
  onAdd,
}: {
  readonly page: InsightsPage;
  readonly busy: boolean;
  readonly onAdd: (alert: { name: string; rule: Alert["rule"]; members: readonly string[] }) => Promise<boolean>;
}) {
  const { me } = useSession();
  const own = useWatchWords();
  const { dimension, value, tags, step } = page.state;
  const [name, setName] = useState("");
  const [when, setWhen] = useState<"anomaly" | "threshold">("anomaly");
  const [atLeast, setAtLeast] = useState(10);
  const threshold = when === "threshold";
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const slice = dimension !== null && value !== null ? { slice: { dimension, value } } : {};
    const rule = { when, by: step === "day" ? ("day" as const) : ("week" as const), tags, ...slice };
    const members = me.member === null ? [] : [me.member.id];
    if (await onAdd({ name, rule: threshold ? { ...rule, atLeast } : rule, members })) setName("");
  };
  return (
    <form className="new-alert" onSubmit={(event) => void add(event)}>
      <Input
        aria-label={own.alertName}
        placeholder={own.alertName}
        value={name}
        maxLength={120}
        onChange={({ target }) => setName(target.value)}
      />
      <TagSelect page={page} />
      <Segmented
        aria-label={own.condition}
        value={when}
        onChange={(value: "anomaly" | "threshold") => setWhen(value)}
        options={(["anomaly", "threshold"] as const).map((value) => ({ value, label: own.when[value] }))}
      />
      {threshold && (
        <InputNumber
          aria-label={own.atLeast}
          min={1}
          max={1_000_000}
          precision={0}
          value={atLeast}
          onChange={(count) => setAtLeast(count ?? 1)}
        />
      )}
      <Button
        type="primary"
        htmlType="submit"
        loading={busy}
        disabled={name.trim() === "" || (threshold && tags.length === 0)}
      >
        {own.add}
      </Button>
      {threshold && tags.length === 0 && <span className="soft">{own.needsTag}</span>}
    </form>
  );
}
