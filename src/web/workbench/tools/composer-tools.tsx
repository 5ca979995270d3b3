import { Button } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { useShortcuts } from "../../app/shortcuts.ts";
import { AskDialog } from "./ask-dialog.tsx";
import { type CaseSummary, noticeText } from "./results.ts";
import { RewordMenu } from "./reword-menu.tsx";
import "./tools.css";
import { useToolWords } from "./words.ts";

interface Props {
  readonly ticketId: string;
  readonly kind: "reply" | "note";
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** What helps while one writes: other words for a reply, a summary for a note, and a question about the ticket. */
export function ComposerTools({ ticketId, kind, text, onText }: Props) {
  const words = useToolWords();
  const [asking, setAsking] = useState(false);
  useShortcuts({ q: () => setAsking(true) });
  return (
    <div className="composer-tools">
      {kind === "reply" ? (
        <RewordMenu ticketId={ticketId} text={text} onText={onText} />
      ) : (
        <HandoverButton ticketId={ticketId} text={text} onText={onText} />
      )}
      <Button type="link" onClick={() => setAsking(true)}>
        {words.ask}
        <kbd>Q</kbd>
      </Button>
      {asking && <AskDialog ticketId={ticketId} onClose={() => setAsking(false)} />}
    </div>
  );
}

/** Puts a summary of the ticket below what the note says already. */
function HandoverButton({ ticketId, text, onText }: Omit<Props, "kind">) {
  const words = useToolWords();
  const { client } = useSession();
  const [busy, setBusy] = useState(false);
  const [status, setStatus] = useState("");
  const insert = async () => {
    setBusy(true);
    try {
      const made = await client.json<CaseSummary>(`/v1/tickets/${ticketId}/summary`, { method: "POST", body: {} });
      onText([text.trimEnd(), made.notes.summary].filter((part) => part !== "").join("\n"));
      setStatus(noticeText(made, words) || words.inserted);
    } catch (error) {
      setStatus(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="reword">
      <Button loading={busy} onClick={() => void insert()}>
        {words.handover}
      </Button>
      <span className="reword-status" role="status">
        {busy ? words.working : status}
      </span>
    </div>
  );
}
