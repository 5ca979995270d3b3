import { App, Button, Input, type InputRef, Segmented } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useShortcuts } from "../../app/shortcuts.ts";
import { useKeptText } from "../../ui/kept/use-kept-text.ts";
import type { DraftOutcome, Message, TicketView } from "../../wire.ts";
import { useApproverNames } from "../approvals/use-approver-names.ts";
import { ComposerTools } from "../tools/composer-tools.tsx";
import { mentionsIn, NoteField } from "./note-field.tsx";
import type { Desk } from "./use-ticket.tsx";

interface Props {
  readonly desk: Desk;
  readonly view: TicketView;
  readonly onWriting: (writing: boolean) => void;
  /** A text to write on with, behind what is there; null once it was taken. */
  readonly offered: string | null;
  readonly onTaken: () => void;
}
type Kind = "reply" | "note";

/** Where one writes to the customer, or to colleagues. What is typed survives reloads, and goes once. */
export function Composer({ desk, view, onWriting, offered, onTaken }: Props) {
  const words = useWords();
  const approvers = useApproverNames();
  const { can, me } = useSession();
  const { message: toast } = App.useApp();
  const [kind, setKind] = useState<Kind>("reply");
  const [reply, setReply] = useKeptText(`${desk.id}.reply`);
  const [note, setNote] = useKeptText(`${desk.id}.note`);
  // The turn that the person saw when they began to write.
  const [seenTurn, setSeenTurn] = useState<number | null>(reply === "" ? null : view.ticket.turn);
  const field = useRef<InputRef | null>(null);
  const sending = useRef(false);
  const { members } = useSession();
  const text = kind === "reply" ? reply : note;
  const moved = kind === "reply" && seenTurn !== null && seenTurn !== view.ticket.turn;
  const closed = view.ticket.status === "closed" || view.ticket.status === "resolved";

  useEffect(() => onWriting(reply !== ""), [reply, onWriting]);
  const begin = (chosen: Kind) => {
    setKind(chosen);
    setTimeout(() => field.current?.focus(), 0);
  };
  useShortcuts({ i: () => begin("reply"), n: () => begin("note") });

  const write = (next: string) => {
    if (kind === "note") return setNote(next);
    if (reply === "" || next === "") setSeenTurn(next === "" ? null : view.ticket.turn);
    setReply(next);
  };
  useEffect(() => {
    if (offered === null) return;
    onTaken();
    setKind("reply");
    if (reply === "") setSeenTurn(view.ticket.turn);
    setReply(reply === "" ? offered : `${reply}\n\n${offered}`);
    setTimeout(() => field.current?.focus(), 0);
  }, [offered, onTaken, reply, setReply, view.ticket.turn]);
  const sendReply = async () => {
    const body = { text: reply, turn: seenTurn ?? view.ticket.turn };
    const pending = pendingMessage(reply, me.id);
    const outcome = await desk.run<DraftOutcome>(`/v1/tickets/${desk.id}/replies`, {
      body,
      once: true,
      shown: (before) => ({ ...before, messages: [...before.messages, pending] }),
    });
    if (outcome === undefined) return;
    setReply("");
    setSeenTurn(null);
    const { needed } = outcome.draft;
    void toast.success(outcome.message === null ? words.ticket.waits(approvers(needed)) : words.ticket.sent);
  };
  const addNote = async () => {
    const body = { text: note, mentions: mentionsIn(note, members.values()) };
    if ((await desk.run<Message>(`/v1/tickets/${desk.id}/notes`, { body, once: true })) !== undefined) setNote("");
  };
  const submit = async () => {
    if (sending.current || text.trim() === "" || moved) return;
    sending.current = true;
    await (kind === "reply" ? sendReply() : addNote());
    sending.current = false;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
    if (event.key === "Escape") (event.target as HTMLElement).blur();
  };
  if (!can("ticket.reply")) return null;
  return (
    <div className={`composer ${kind}`}>
      <div className="composer-head">
        <Segmented
          size="small"
          value={kind}
          onChange={(chosen) => begin(chosen as Kind)}
          options={[
            { value: "reply", label: words.ticket.reply, disabled: closed },
            { value: "note", label: words.ticket.note },
          ]}
        />
        {kind === "note" && <span className="soft">{words.ticket.noteHint}</span>}
      </div>
      {kind === "reply" ? (
        <Input.TextArea
          ref={field as never}
          value={reply}
          onChange={(event) => write(event.target.value)}
          onKeyDown={press}
          autoSize={{ minRows: 2, maxRows: 10 }}
          maxLength={20_000}
          disabled={closed}
          dir="auto"
          aria-label={words.ticket.reply}
          placeholder={words.ticket.replyPlaceholder}
        />
      ) : (
        <NoteField value={note} onChange={write} onKeyDown={press} />
      )}
      <ComposerTools ticketId={desk.id} kind={kind} text={text} onText={write} />
      <div className="composer-foot">
        <span className="moved" role="status">
          {moved && words.state.stale}
        </span>
        {moved && <Button onClick={() => setSeenTurn(view.ticket.turn)}>OK</Button>}
        <Button type="primary" loading={desk.busy} disabled={text.trim() === "" || moved} onClick={() => void submit()}>
          {kind === "reply" ? words.ticket.send : words.ticket.addNote}
        </Button>
      </div>
    </div>
  );
}

/** Shown until the server has answered; then the real one takes its place. */
const pendingMessage = (text: string, memberId: string): Message => ({
  id: "pending",
  seq: 0,
  direction: "out",
  author: { type: "member", id: memberId },
  text,
  citations: [],
  files: [],
  draftId: null,
  writing: false,
  createdAt: new Date().toISOString(),
});
