import { Button, Input, Segmented, Select } from "antd";
import { type FormEvent, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSearch } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import type { InsightsPage } from "../use-insights.ts";
import type { Briefings } from "../wire.ts";
import { useBriefingWords } from "./briefings-words.ts";
import { useReportNames } from "./use-report-names.ts";

interface Props {
  readonly page: InsightsPage;
  readonly busy: boolean;
  readonly onAdd: (plan: object) => Promise<boolean>;
}

const VOICE = "";

/** Plans a briefing of the present slice, or of a report, for those who are named, in the language of the page. */
export function NewPlan({ page: { state }, busy, onAdd }: Props) {
  const { me, members } = useSession();
  const { language } = usePreferences();
  const own = useBriefingWords();
  const { reports } = useReportNames();
  const asked = new URLSearchParams(useSearch()).get("report") ?? VOICE;
  const [name, setName] = useState("");
  const [about, setAbout] = useState(asked);
  const [every, setEvery] = useState<Briefings["plans"][number]["every"]>("week");
  const [wording, setWording] = useState<"template" | "model">("template");
  const [readers, setReaders] = useState<readonly string[]>(me.member === null ? [] : [me.member.id]);
  const report = reports.some(({ key }) => key === about) ? about : null;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const { dimension, value } = state;
    const slice = report === null && dimension !== null && value !== null ? { dimension, value } : null;
    const words = report === null ? wording : "template";
    if (await onAdd({ name: name.trim(), every, language, words, slice, report, members: readers })) setName("");
  };
  const present = [...members.values()].filter(({ status }) => status !== "disabled");
  return (
    <form className="new-alert" onSubmit={(event) => void add(event)}>
      <Input
        aria-label={own.name}
        placeholder={own.name}
        value={name}
        maxLength={120}
        onChange={({ target }) => setName(target.value)}
      />
      <Select
        aria-label={own.about}
        className="report-select"
        value={report ?? VOICE}
        onChange={setAbout}
        popupMatchSelectWidth={false}
        options={[
          { value: VOICE, label: own.voice },
          ...reports.map(({ key, name: label }) => ({ value: key, label })),
        ]}
      />
      <Segmented
        aria-label={own.howOften}
        value={every}
        onChange={setEvery}
        options={(["day", "week", "month"] as const).map((value) => ({ value, label: own.every[value] }))}
      />
      {report === null && (
        <Segmented
          aria-label={own.wording}
          value={wording}
          onChange={setWording}
          options={(["template", "model"] as const).map((value) => ({ value, label: own.words[value] }))}
        />
      )}
      <Select
        mode="multiple"
        className="tag-select"
        aria-label={own.readers}
        placeholder={own.readers}
        maxTagCount="responsive"
        maxCount={50}
        optionFilterProp="label"
        value={[...readers]}
        onChange={setReaders}
        options={present.map(({ id, name: label }) => ({ value: id, label }))}
      />
      <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === "" || readers.length === 0}>
        {own.add}
      </Button>
      {report !== null && <span className="soft">{own.reportHint}</span>}
    </form>
  );
}
