import { Button, Input } from "antd";
import type { KeyboardEvent } from "react";
import { useWords } from "../../app/preferences.tsx";
import { DiffView } from "../../ui/diff/diff-view.tsx";
import { useKeptText } from "../../ui/kept/use-kept-text.ts";
import type { Draft } from "../../wire.ts";
import { RewordMenu } from "../tools/reword-menu.tsx";

interface Props {
  readonly draft: Draft;
  readonly busy: boolean;
  readonly onCancel: () => void;
  /** What the button says: where the text goes. */
  readonly send: string;
  /** True when the text is kept by the server; otherwise it stays here for another try. */
  readonly onSend: (text: string) => Promise<boolean>;
}

/** Edits the draft; below, what differs from the copilot's text. */
export function DraftEditor({ draft, busy, send: sendLabel, onCancel, onSend }: Props) {
  const words = useWords();
  const [text, setText] = useKeptText(draft.id, draft.text);
  const leave = () => {
    setText("");
    onCancel();
  };
  const send = async () => {
    if (busy || text.trim() === "") return;
    if (await onSend(text)) setText("");
  };
  const press = (event: KeyboardEvent) => {
    // Escape and Enter also end the choice of a Chinese word.
    if (event.nativeEvent.isComposing) return;
    // The text stays as it is for the next time: a key pressed by mistake loses nothing.
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
  };
  return (
    <>
      <Input.TextArea
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        autoSize={{ minRows: 5, maxRows: 18 }}
        maxLength={20_000}
        dir="auto"
        aria-label={words.proposal.edit}
      />
      <RewordMenu ticketId={draft.ticketId} text={text} onText={setText} />
      {text !== draft.originalText && (
        <>
          <h4>{words.proposal.diff}</h4>
          <DiffView before={draft.originalText} after={text} label={words.proposal.diff} />
        </>
      )}
      <footer className="card-foot">
        <Button type="primary" loading={busy} disabled={text.trim() === ""} onClick={() => void send()}>
          {sendLabel}
        </Button>
        <Button onClick={leave}>{words.state.cancel}</Button>
      </footer>
    </>
  );
}
