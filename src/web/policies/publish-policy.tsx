import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { ApiError } from "../client.ts";
import { Field } from "../ui/field.tsx";
import { useAct } from "../ui/use-act.ts";
import { Changes } from "./changes.tsx";
import type { TriedOn } from "./trial/outcome.ts";
import type { CheckedText, PolicyKind, PolicyText } from "./wire.ts";
import { usePolicyWords } from "./words.ts";

interface Props {
  readonly kind: PolicyKind;
  readonly before: PolicyText;
  readonly after: CheckedText;
  /** What a trial said; it may have been of another text. */
  readonly tried: TriedOn | null;
  readonly onClose: () => void;
  /** Somebody else has published meanwhile. */
  readonly onStale: () => Promise<void>;
  readonly onPublished: () => Promise<void>;
}

/** What changes, what the trial said of it, why, and the decision. */
export function PublishPolicy({ kind, before, after, tried, onClose, onStale, onPublished }: Props) {
  const { client } = useSession();
  const { words: common } = usePreferences();
  const words = usePolicyWords();
  const { busy, run } = useAct();
  const [note, setNote] = useState("");
  const publish = () =>
    run(async () => {
      const body = { text: after.text, note };
      try {
        await client.json(`/v1/policies/${kind}`, { method: "PUT", version: before.version, body });
      } catch (error) {
        // The form says who was faster, and keeps what was typed.
        if (error instanceof ApiError && error.status === 412) return onStale();
        throw error;
      }
      await onPublished();
    });
  const isOfThis = tried?.text === after.text;
  return (
    <Modal
      open
      className="policy-dialog"
      width={760}
      title={words.publishTitle(words.kinds[kind].name)}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {common.state.cancel}
        </Button>,
        <Button key="publish" type="primary" loading={busy} onClick={() => void publish()}>
          {words.publishNow}
        </Button>,
      ]}
    >
      <p className="soft">{words.publishText}</p>
      <p className={isOfThis ? "gate passed" : "gate"}>
        {isOfThis ? words.triedSaid(tried.changed, tried.asked) : words.notTried}
      </p>
      <h3>{words.whatChanges}</h3>
      <Changes before={before.text} after={after.text} label={words.whatChanges} />
      <Field label={words.note}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            value={note}
            maxLength={500}
            onChange={({ target }) => setNote(target.value)}
            onPressEnter={() => !busy && void publish()}
          />
        )}
      </Field>
    </Modal>
  );
}
