import { LockOutlined, StarOutlined, UserOutlined } from "@ant-design/icons";
import { useEffect, useRef, useState } from "react";
import { usePreferences, useWords } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { clockTime } from "../../ui/time.ts";
import type { Message, MessageCitation, TicketView } from "../../wire.ts";
import { PassageDialog } from "../passage-dialog.tsx";
import { MessageFiles } from "./message-files.tsx";

const LONG = 1_200;
const WRITING = { zh: "正在回复…", en: "Writing…" };

/** What was said, oldest first, with notes among colleagues in between. */
export function Conversation({ view }: { readonly view: TicketView }) {
  const { ticket } = useWords();
  const [passage, setPassage] = useState<MessageCitation | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const count = view.messages.length;
  // A reply that is being written grows under the eyes of whoever reads along.
  const length = view.messages.at(-1)?.text.length ?? 0;
  useEffect(() => {
    if (count > 0 && length >= 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count, length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div ref={box} className="conversation" role="log" aria-label={ticket.conversation} tabIndex={0}>
      {view.messages.map((message) => (
        <MessageItem key={message.id} message={message} view={view} onCitation={setPassage} />
      ))}
      {passage !== null && <PassageDialog place={passage} onClose={() => setPassage(null)} />}
    </div>
  );
}

interface ItemProps {
  readonly message: Message;
  readonly view: TicketView;
  readonly onCitation: (citation: MessageCitation) => void;
}

function MessageItem({ message, view, onCitation }: ItemProps) {
  const { words, language } = usePreferences();
  const { members, me } = useSession();
  const [whole, setWhole] = useState(false);
  const { direction, author, text, citations, createdAt, writing } = message;
  const long = text.length > LONG;
  const name =
    author.type === "customer"
      ? (view.contact.name ?? words.ticket.customer)
      : author.type === "copilot"
        ? words.ticket.copilot
        : author.id === me.id
          ? words.ticket.me
          : (members.get(author.id)?.name ?? words.ticket.member);
  const Icon = direction === "note" ? LockOutlined : author.type === "copilot" ? StarOutlined : UserOutlined;
  return (
    <article className={`message ${direction} by-${author.type}`}>
      <p className="message-head">
        <Icon aria-hidden />
        <strong>{name}</strong>
        {direction === "note" && <span className="note-tag">{words.ticket.note}</span>}
        {writing && <span className="note-tag">{WRITING[language]}</span>}
        <time dateTime={createdAt}>{clockTime(createdAt, language)}</time>
      </p>
      {text !== "" && (
        <div className={long && !whole ? "message-text folded" : "message-text"} dir="auto">
          {text}
        </div>
      )}
      <MessageFiles ticketId={view.ticket.id} files={message.files} />
      {long && (
        <button type="button" className="text-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? words.ticket.showLess : words.ticket.showAll}
        </button>
      )}
      {citations.length > 0 && (
        <ul className="source-list" aria-label={words.ticket.sources}>
          {citations.map((citation, index) => (
            <li key={citation.chunkId}>
              <button type="button" onClick={() => onCitation(citation)}>
                <span className="number">{index + 1}</span>
                {citation.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
