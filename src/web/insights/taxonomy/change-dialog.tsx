import { App, Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useAct } from "../../ui/use-act.ts";
import { ChangePreview } from "./change-preview.tsx";
import { ASKS, codeOf, type Fields, firstFields, requestOf, type Task, takesBack } from "./changes.ts";
import { GROUPS, type Kind } from "./wire.ts";
import { useTaxonomyWords } from "./words.ts";

const UNDO_SECONDS = 10;

interface Props {
  readonly task: Task;
  readonly kinds: readonly Kind[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for what a change needs, says what it would do to the past, and publishes it; where it can be, with a way back. */
export function ChangeDialog({ task, kinds, onClose, onDone }: Props) {
  const { words, language } = usePreferences();
  const own = useTaxonomyWords();
  const { client } = useSession();
  const { busy, run } = useAct();
  const { message } = App.useApp();
  const [fields, setFields] = useState(() => firstFields(task));
  const request = requestOf(task, fields);
  const name = "tag" in task ? task.tag.name[language] : "proposed" in task ? task.proposed.name[language] : "";
  const post = (path: string, body: object) => client.json(path, { method: "POST", body });
  const undo = async () => {
    const back = takesBack(task);
    message.destroy("taxonomy");
    if (back !== null && (await run(() => post("/v1/voc/taxonomy/changes", back), own.back))) onDone();
  };
  const submit = async () => {
    if (request === null || !(await run(() => post(request.path, request.body)))) return;
    const done = task.kind === "propose" ? own.proposed : own.published;
    const content =
      takesBack(task) === null ? (
        done
      ) : (
        <>
          {done}
          <Button type="link" size="small" onClick={() => void undo()}>
            {words.state.undo}
          </Button>
        </>
      );
    void message.success({ key: "taxonomy", duration: UNDO_SECONDS, content });
    onDone();
    onClose();
  };
  const note = own.notes[task.kind];
  return (
    <Modal
      open
      title={own.titles[task.kind](name)}
      okText={task.kind === "propose" ? own.send : own.submit}
      cancelText={words.state.cancel}
      okButtonProps={{ disabled: request === null }}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      {note !== undefined && <p className="soft">{note}</p>}
      <FieldList task={task} kinds={kinds} fields={fields} onChange={setFields} />
      {task.kind !== "propose" && <ChangePreview task={task} fields={fields} />}
    </Modal>
  );
}

function FieldList({
  task,
  kinds,
  fields,
  onChange,
}: {
  readonly task: Task;
  readonly kinds: readonly Kind[];
  readonly fields: Fields;
  readonly onChange: (fields: Fields) => void;
}) {
  const { language } = usePreferences();
  const own = useTaxonomyWords();
  const set = (change: Partial<Fields>) => onChange({ ...fields, ...change });
  const self = "tag" in task ? task.tag.code : null;
  // A code that nobody has typed follows the English name.
  const setEnglish = (en: string) => set(fields.code === codeOf(fields.en) ? { en, code: codeOf(en) } : { en });
  const inputs: Readonly<Record<keyof Fields, readonly [string, React.ReactNode]>> = {
    zh: [own.nameZh, <TextField key="zh" label={own.nameZh} value={fields.zh} onChange={(zh) => set({ zh })} />],
    en: [own.nameEn, <TextField key="en" label={own.nameEn} value={fields.en} onChange={setEnglish} />],
    code: [own.code, <TextField key="code" label={own.code} value={fields.code} onChange={(code) => set({ code })} />],
    reason: [
      own.why,
      <TextField key="why" label={own.why} value={fields.reason} onChange={(reason) => set({ reason })} />,
    ],
    group: [
      own.group,
      <Select
        key="group"
        virtual={false}
        aria-label={own.group}
        value={fields.group}
        onChange={(group) => set({ group })}
        options={GROUPS.map((group) => ({ value: group, label: own.groups[group] }))}
      />,
    ],
    into: [
      own.into,
      <Select
        key="into"
        autoFocus
        virtual={false}
        aria-label={own.into}
        showSearch={{ optionFilterProp: "label" }}
        value={fields.into ?? null}
        onChange={(into) => set({ into: into ?? undefined })}
        options={kinds
          .filter(({ code, deprecated }) => code !== self && !deprecated)
          .map(({ code, name }) => ({ value: code, label: name[language] }))}
      />,
    ],
    words: [
      task.kind === "add" ? own.wordsOptional : own.words,
      <Input.TextArea
        key="words"
        aria-label={task.kind === "add" ? own.wordsOptional : own.words}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={fields.words}
        onChange={({ target }) => set({ words: target.value })}
      />,
    ],
  };
  return ASKS[task.kind].map((name) => (
    <div className="change-field" key={name}>
      <span aria-hidden="true">{inputs[name][0]}</span>
      {inputs[name][1]}
    </div>
  ));
}

function TextField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return <Input aria-label={label} value={value} maxLength={120} onChange={({ target }) => onChange(target.value)} />;
}
