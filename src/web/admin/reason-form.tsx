import { Input, Modal, Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { useAct } from "../ui/use-act.ts";
import type { DraftReason } from "./reasons.tsx";
import type { Reason } from "./wire.ts";
import { useAdminWords } from "./words.ts";

interface Props {
  readonly draft: DraftReason;
  readonly all: readonly Reason[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Writes a contact reason: name, what it means, where it stands, and examples, one a line. */
export function ReasonForm({ draft, all, onClose, onSaved }: Props) {
  const { client } = useSession();
  const { words } = usePreferences();
  const { reasons: own } = useAdminWords();
  const { busy, run } = useAct();
  const [name, setName] = useState(draft.name);
  const [description, setDescription] = useState(draft.description);
  const [parentId, setParentId] = useState(draft.parentId);
  const [examples, setExamples] = useState(draft.examples.join("\n"));
  const save = async () => {
    const lines = examples.split("\n").map((line) => line.trim());
    const body = { name, description, parentId, examples: lines.filter((line) => line !== "") };
    const path = draft.id === undefined ? "/v1/reasons" : `/v1/reasons/${draft.id}`;
    const method = draft.id === undefined ? "POST" : "PUT";
    if (await run(() => client.json(path, { method, body }), own.saved)) onSaved();
  };
  return (
    <Modal
      open
      title={draft.id === undefined ? own.add : own.edit}
      okText={words.state.save}
      cancelText={words.state.cancel}
      okButtonProps={{ disabled: name.trim() === "" }}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={save}
    >
      <div className="labelled">
        <span>{own.name}</span>
        <Input aria-label={own.name} value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
      </div>
      <div className="labelled">
        <span>{own.description}</span>
        <Input
          aria-label={own.description}
          value={description}
          maxLength={500}
          onChange={({ target }) => setDescription(target.value)}
        />
      </div>
      <div className="labelled">
        <span>{own.parent}</span>
        <Select
          virtual={false}
          aria-label={own.parent}
          value={parentId ?? ""}
          onChange={(id: string) => setParentId(id === "" ? null : id)}
          options={[
            { value: "", label: own.top },
            ...all.filter(({ id }) => id !== draft.id).map((reason) => ({ value: reason.id, label: reason.name })),
          ]}
        />
      </div>
      <div className="labelled">
        <span>{own.exampleLines}</span>
        <Input.TextArea
          aria-label={own.exampleLines}
          autoSize={{ minRows: 4, maxRows: 12 }}
          value={examples}
          onChange={({ target }) => setExamples(target.value)}
        />
      </div>
    </Modal>
  );
}
