import { DeleteOutlined } from "@ant-design/icons";
import { Button, Input, Popconfirm, Segmented } from "antd";
import { type FormEvent, useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { useBriefingWords } from "./briefings-words.ts";
import { Card } from "./card.tsx";
import { shortDay } from "./format.ts";
import { useNames } from "./names.tsx";
import { type InsightsPage, useInsightsWords } from "./use-insights.ts";
import { useKept } from "./use-kept.ts";
import type { Briefing, Briefings as Found } from "./wire.ts";
import "./watch.css";

/** Reports in words on a schedule: those that were written, how each came to its words, and what is planned. */
export function Briefings({ page }: { readonly page: InsightsPage }) {
  const { can } = useSession();
  const own = useBriefingWords();
  const { value, error, reload, busy, add, remove } = useKept<Found>("/v1/voc/briefings");
  return (
    <>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && (
        <Card title={own.written} hint={own.writtenHint}>
          {value.briefings.length === 0 && <Nothing title={own.none} text={own.noneText} />}
          {value.briefings.slice(0, 12).map((briefing) => (
            <Written key={`${briefing.planId} ${briefing.from}`} page={page} briefing={briefing} />
          ))}
        </Card>
      )}
      {value !== undefined && (
        <Card title={own.plans} hint={own.wordingHint}>
          {value.plans.length > 0 && <Plans found={value} onRemove={remove} />}
          {can("voc.write") && <NewPlan page={page} busy={busy} onAdd={add} />}
        </Card>
      )}
    </>
  );
}

function Written({ page: { pathOf }, briefing }: { readonly page: InsightsPage; readonly briefing: Briefing }) {
  const { language } = usePreferences();
  const own = useBriefingWords();
  const { name, from, to, sentences, told } = briefing;
  const how = [
    told.by === "model" ? own.byModel(told.model ?? "", told.prompt?.version ?? 0) : own.byTemplate,
    ...(told.because === undefined ? [] : [own.because[told.because] ?? told.because]),
    ...(told.replaced ? [own.replaced(told.replaced)] : []),
  ];
  return (
    <section className="briefing" aria-label={`${name} ${from}`}>
      <header className="votes-head">
        <h3>{`${name} · ${shortDay(from, language)} – ${shortDay(to, language)}`}</h3>
        <Link to={pathOf({ view: "quotes", from, to, tags: [], dimension: null, value: null })}>{own.quotes}</Link>
      </header>
      <ul className="told">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="soft">{how.join(" · ")}</p>
    </section>
  );
}

function Plans({ found, onRemove }: { readonly found: Found; readonly onRemove: (id: string) => Promise<boolean> }) {
  const { can } = useSession();
  const own = useBriefingWords();
  const words = useInsightsWords();
  const names = useNames();
  const head = [own.name, own.howOften, own.wording, words.cutBy];
  return (
    <PlainTable
      label={own.plans}
      head={can("voc.write") ? [...head, own.action] : head}
      rows={found.plans.map(({ id, name, every, words: wording, slice }) => [
        ...[name, own.every[every], own.words[wording]],
        slice === null ? words.everything : words.only(names.dimension(slice.dimension), names.value(slice.value)),
        ...(can("voc.write")
          ? [
              <Popconfirm key="remove" title={own.sure} okText={own.remove} onConfirm={() => onRemove(id)}>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={own.removeNamed(name)}
                />
              </Popconfirm>,
            ]
          : []),
      ])}
    />
  );
}

/** Plans a briefing of the present slice for whoever plans it, in the language of the page. */
function NewPlan({
  page: { state },
  busy,
  onAdd,
}: {
  readonly page: InsightsPage;
  readonly busy: boolean;
  readonly onAdd: (plan: object) => Promise<boolean>;
}) {
  const { me } = useSession();
  const { language } = usePreferences();
  const own = useBriefingWords();
  const [name, setName] = useState("");
  const [every, setEvery] = useState<Found["plans"][number]["every"]>("week");
  const [wording, setWording] = useState<"template" | "model">("template");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const { dimension, value } = state;
    const slice = dimension !== null && value !== null ? { dimension, value } : null;
    const members = me.member === null ? [] : [me.member.id];
    if (await onAdd({ name: name.trim(), every, language, words: wording, slice, members })) setName("");
  };
  return (
    <form className="new-alert" onSubmit={(event) => void add(event)}>
      <Input
        aria-label={own.name}
        placeholder={own.name}
        value={name}
        maxLength={120}
        onChange={({ target }) => setName(target.value)}
      />
      <Segmented
        aria-label={own.howOften}
        value={every}
        onChange={setEvery}
        options={(["day", "week", "month"] as const).map((value) => ({ value, label: own.every[value] }))}
      />
      <Segmented
        aria-label={own.wording}
        value={wording}
        onChange={setWording}
        options={(["template", "model"] as const).map((value) => ({ value, label: own.words[value] }))}
      />
      <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === ""}>
        {own.add}
      </Button>
    </form>
  );
}
