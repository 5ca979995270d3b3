import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useNames } from "../names.tsx";
import type { CustomerRequest } from "../wire.ts";
import { useRequestWords } from "./requests-words.ts";

/** Collects a request: what it is, and the words by which its votes are found. */
export function NewRequest({
  busy,
  onAdd,
}: {
  readonly busy: boolean;
  readonly onAdd: (body: { title: string; tag: string; words: string[] }) => Promise<boolean>;
}) {
  const own = useRequestWords();
  const names = useNames();
  const [title, setTitle] = useState("");
  const [tag, setTag] = useState("feature_gap");
  const [words, setWords] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const said = words.split(/[,，、]/).map((word) => word.trim());
    if (!(await onAdd({ title: title.trim(), tag, words: said.filter((word) => word.length > 1) }))) return;
    setTitle("");
    setWords("");
  };
  return (
    <form className="new-alert" onSubmit={(event) => void add(event)}>
      <Input
        aria-label={own.newTitle}
        placeholder={own.newTitle}
        value={title}
        maxLength={200}
        onChange={({ target }) => setTitle(target.value)}
      />
      <Select
        aria-label={own.newTag}
        value={tag}
        onChange={setTag}
        popupMatchSelectWidth={false}
        options={names.tags.map((code) => ({ value: code, label: names.tag(code) }))}
      />
      <Input
        aria-label={own.newWords}
        placeholder={own.newWords}
        value={words}
        maxLength={500}
        onChange={({ target }) => setWords(target.value)}
      />
      <Button type="primary" htmlType="submit" loading={busy} disabled={title.trim() === ""}>
        {own.add}
      </Button>
    </form>
  );
}

/** In which version it is there, and where customers read of it. */
export function ShipForm({
  request,
  busy,
  onShip,
  onCancel,
}: {
  readonly request: CustomerRequest;
  readonly busy: boolean;
  readonly onShip: (body: { version: string; releaseNotes: string }) => void;
  readonly onCancel: () => void;
}) {
  const own = useRequestWords();
  const [version, setVersion] = useState(request.version ?? "");
  const [releaseNotes, setNotes] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onShip({ version: version.trim(), releaseNotes: releaseNotes.trim() });
  };
  return (
    <form className="new-alert" aria-label={`${own.ship} ${request.title}`} onSubmit={submit}>
      <b>{request.title}</b>
      <Input
        aria-label={own.version}
        placeholder={own.version}
        value={version}
        maxLength={50}
        onChange={({ target }) => setVersion(target.value)}
      />
      <Input
        aria-label={own.notes}
        placeholder={own.notes}
        value={releaseNotes}
        maxLength={500}
        onChange={({ target }) => setNotes(target.value)}
      />
      <Button
        type="primary"
        htmlType="submit"
        loading={busy}
        disabled={version.trim() === "" || releaseNotes.trim() === ""}
      >
        {own.ship}
      </Button>
      <Button onClick={onCancel}>{own.cancel}</Button>
    </form>
  );
}
