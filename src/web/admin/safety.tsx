import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useSession } from "../app/session.tsx";
import { newClientId } from "../new-id.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import { SafetyTrial } from "./safety-trial.tsx";
import type { WordList } from "./wire.ts";
import { useAdminWords } from "./words.ts";

const PATH = "/v1/policies/safety";

/** Lists of words and patterns that are looked for in what customers write and in what is written to them. */
export function Safety() {
  const { client } = useSession();
  const policy = useResource("safety", () => client.json<{ version: number; content: { lists: WordList[] } }>(PATH));
  return (
    <Listed resource={policy}>
      {({ version, content }) => (
        <Lists key={version} version={version} given={content.lists} onSaved={policy.reload} />
      )}
    </Listed>
  );
}

interface Props {
  readonly version: number;
  readonly given: readonly WordList[];
  readonly onSaved: () => void;
}

function Lists({ version, given, onSaved }: Props) {
  const { client } = useSession();
  const { safety: own } = useAdminWords();
  const { busy, run } = useAct();
  const [rows, setRows] = useState(() => given.map((list) => ({ key: newClientId(), list })));
  const lists = rows.map(({ list }) => list);
  const content = { lists };
  const changed = JSON.stringify(lists) !== JSON.stringify(given);
  const set = (key: string, change: Partial<WordList>) =>
    setRows(rows.map((row) => (row.key === key ? { key, list: { ...row.list, ...change } } : row)));
  const add = () => {
    const list: WordList = {
      ...{ id: `list_${lists.length + 1}`, direction: ["in"], action: "hold", words: [], patterns: [], except: [] },
      reason: { zh: own.newReason, en: own.newReason },
    };
    setRows([...rows, { key: newClientId(), list }]);
  };
  const save = () =>
    run(() => client.json(PATH, { method: "PUT", version, body: { content, note: own.note } }), own.saved).then(
      (done) => done && onSaved(),
    );
  return (
    <>
      <p className="soft">{own.lead}</p>
      {rows.map(({ key, list }) => (
        <ListForm
          key={key}
          list={list}
          onChange={(change) => set(key, change)}
          onRemove={() => setRows(rows.filter((row) => row.key !== key))}
        />
      ))}
      <div className="toolbar">
        <Button onClick={add}>{own.add}</Button>
        <Button type="primary" loading={busy} disabled={!changed} onClick={() => void save()}>
          {own.publish}
        </Button>
        {changed && <span role="status">{own.unsaved}</span>}
      </div>
      <SafetyTrial content={content} />
    </>
  );
}

interface FormProps {
  readonly list: WordList;
  readonly onChange: (change: Partial<WordList>) => void;
  readonly onRemove: () => void;
}

function ListForm({ list, onChange, onRemove }: FormProps) {
  const { safety: own } = useAdminWords();
  const area = (field: "words" | "patterns" | "except") => (
    <div className="labelled">
      <span>{own.fields[field]}</span>
      <Input.TextArea
        aria-label={own.fields[field]}
        autoSize={{ minRows: 2, maxRows: 8 }}
        defaultValue={list[field].join("\n")}
        onChange={({ target }) => onChange({ [field]: linesOf(target.value) })}
      />
    </div>
  );
  return (
    <section className="card word-list" aria-label={`${own.list} ${list.id}`}>
      <div className="toolbar">
        <Input
          className="short"
          aria-label={own.id}
          value={list.id}
          onChange={({ target }) => onChange({ id: target.value })}
        />
        <Checkbox.Group
          value={list.direction}
          onChange={(direction) => onChange({ direction: direction as WordList["direction"] })}
          options={(["in", "out"] as const).map((value) => ({ value, label: own.directions[value] }))}
        />
        <Select
          className="role"
          aria-label={own.action}
          value={list.action}
          onChange={(action) => onChange({ action })}
          options={(["hold", "mask", "refuse"] as const).map((value) => ({ value, label: own.actions[value] }))}
        />
        <span className="grow" />
        <Button size="small" danger onClick={onRemove}>
          {own.remove}
        </Button>
      </div>
      <div className="columns">
        {area("words")}
        {area("patterns")}
        {area("except")}
      </div>
      <div className="columns">
        {(["zh", "en"] as const).map((language) => (
          <div key={language} className="labelled">
            <span>{own.reason[language]}</span>
            <Input
              aria-label={own.reason[language]}
              value={list.reason[language]}
              onChange={({ target }) => onChange({ reason: { ...list.reason, [language]: target.value } })}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
