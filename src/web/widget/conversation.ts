import type { StreamEvent } from "../event-stream.ts";

/** A passage that an answer rests on. `text` comes with the live event; history only names the place. */
export interface Citation {
  readonly number: number;
  readonly chunkId: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly text: string | null;
}

/** A file as the server keeps it. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

export interface Sentence {
  /** White space before it. */
  readonly gap: string;
  readonly text: string;
  /** Numbers of the citations that it rests on. */
  readonly citations: readonly number[];
}

export interface Line {
  /** Never changes, so that the view keeps its node; for own lines the id under which they were sent. */
  readonly key: string;
  /** The server's id of the message. */
  readonly id: string | null;
  readonly from: "me" | "ai" | "person";
  readonly sentences: readonly Sentence[];
  readonly citations: readonly Citation[];
  readonly files: readonly SentFile[];
  readonly state: "sending" | "failed" | "streaming" | "done" | "stopped";
  readonly at: number;
}

export interface Conversation {
  readonly ticketId: string | null;
  readonly lines: readonly Line[];
  /** The last message of the ticket that was seen; a broken stream resumes after it. */
  readonly lastSeq: number;
  /** The server works on an answer. */
  readonly busy: boolean;
  readonly withPerson: boolean;
  readonly connected: boolean;
  /** A person was asked for who had taken over already: that is said until the customer writes. */
  readonly askedAgain: boolean;
  readonly problem: "expired" | "problem" | null;
  /** Why the conversation rests, in the words of whoever runs the service. */
  readonly waiting: Bilingual | null;
}
type Bilingual = Readonly<Record<"zh" | "en", string>>;

export const EMPTY: Conversation = {
  ticketId: null,
  lines: [],
  lastSeq: 0,
  busy: false,
  withPerson: false,
  connected: true,
  askedAgain: false,
  problem: null,
  waiting: null,
};

/** A message as the server keeps it. */
export interface StoredMessage {
  readonly id: string;
  readonly seq: number;
  readonly from: "customer" | "ai" | "person";
  readonly text: string;
  readonly citations: readonly { readonly chunkId: string; readonly title: string }[];
  readonly files?: readonly SentFile[];
  readonly createdAt: string;
  /** More of it may come. */
  readonly writing?: boolean;
}

export const lineText = (line: Pick<Line, "sentences">): string =>
  line.sentences.map(({ gap, text }) => gap + text).join("");

export const ownLine = (key: string, text: string, at: number, files: readonly SentFile[] = []): Line => ({
  key,
  id: null,
  from: "me",
  sentences: [{ gap: "", text, citations: [] }],
  citations: [],
  files,
  state: "sending",
  at,
});

export const withLine = (state: Conversation, key: string, change: (line: Line) => Line): Conversation => ({
  ...state,
  lines: state.lines.map((line) => (line.key === key ? change(line) : line)),
});

interface EventData {
  readonly ticketId?: string;
  readonly messageId?: string;
  readonly kind?: string;
  readonly gap?: string;
  readonly text?: string;
  readonly citations?: readonly number[];
  readonly waiting?: Bilingual | null;
}

/** Takes one event in. `ownKey` is the line whose answer this stream is. */
export function applyEvent(state: Conversation, event: StreamEvent, now: number, ownKey?: string): Conversation {
  const data = event.data as EventData;
  const seen = { ...state, lastSeq: Math.max(state.lastSeq, Number(event.id) || 0) };
  switch (event.event) {
    case "received":
      return ownKey === undefined
        ? seen
        : withLine({ ...seen, ticketId: data.ticketId ?? null, waiting: null }, ownKey, (line) => ({
            ...line,
            id: data.messageId ?? null,
          }));
    case "waiting":
      return { ...seen, waiting: data.waiting ?? null };
    case "understanding":
      return { ...seen, busy: true };
    case "citation":
      return withAnswer(seen, now, data, (line) => ({
        ...line,
        citations: [...line.citations, event.data as Citation],
      }));
    case "delta":
      return withAnswer(seen, now, data, (line) => ({
        ...line,
        sentences: [...line.sentences, sentenceOf(data, line)],
      }));
    case "message":
      return withStored(seen, event.data as StoredMessage);
    case "handoff":
      return { ...seen, withPerson: true };
    case "done":
      return { ...seen, busy: false };
    case "error":
      return { ...seen, busy: false, problem: "problem" };
    default:
      return seen;
  }
}

const sentenceOf = ({ gap = "\n", text = "", citations = [] }: EventData, line: Line): Sentence => ({
  gap: line.sentences.length === 0 ? "" : gap,
  text,
  citations,
});

/** Changes the answer that is being written, beginning it where there is none yet. */
function withAnswer(
  state: Conversation,
  now: number,
  { messageId = null }: { readonly messageId?: string | null },
  change: (line: Line) => Line,
): Conversation {
  const { lines } = state;
  const open =
    lines.find(({ id }) => id !== null && id === messageId) ?? lines.find((line) => line.state === "streaming");
  if (open !== undefined) return withLine(state, open.key, (line) => change({ ...line, id: line.id ?? messageId }));
  const line: Line = {
    key: messageId ?? `answer-${state.lastSeq}`,
    id: messageId,
    from: "ai",
    sentences: [],
    citations: [],
    files: [],
    state: "streaming",
    at: now,
  };
  return { ...state, busy: true, lines: [...lines, change(line)] };
}

/** Brings the view in line with what the server keeps: nothing twice, nothing missing, own unsent lines last. */
export function reconcile(state: Conversation, stored: readonly StoredMessage[]): Conversation {
  const spare = [...state.lines];
  const take = (message: StoredMessage): Line | undefined => {
    const at = spare.findIndex((line) => isSame(line, message));
    return at < 0 ? undefined : spare.splice(at, 1)[0];
  };
  const kept = stored.map((message) => merge(take(message), message));
  const unsent = spare.filter(({ state: own, id }) => id === null && (own === "sending" || own === "failed"));
  return {
    ...state,
    lines: [...kept, ...unsent],
    lastSeq: Math.max(state.lastSeq, ...stored.map(({ seq }) => seq)),
    withPerson: state.withPerson || kept.some(({ from }) => from === "person"),
  };
}

function withStored(state: Conversation, message: StoredMessage): Conversation {
  const known = state.lines.find((line) => isSame(line, message));
  if (known !== undefined) return withLine(state, known.key, (line) => merge(line, message));
  const line = merge(undefined, message);
  return { ...state, lines: [...state.lines, line], withPerson: state.withPerson || line.from === "person" };
}

const squeeze = (text: string): string => text.replace(/\s+/g, "");

function isSame(line: Line, message: StoredMessage): boolean {
  if (line.id !== null) return line.id === message.id;
  if ((line.from === "me") !== (message.from === "customer")) return false;
  if (line.state === "streaming") return true;
  const files = message.files ?? [];
  const sameFiles = line.files.length === files.length && line.files.every(({ id }, index) => id === files[index]!.id);
  return sameFiles && squeeze(lineText(line)) === squeeze(message.text);
}

function merge(line: Line | undefined, message: StoredMessage): Line {
  const { key = message.id, citations = [], sentences: seen = [] } = line ?? {};
  const at = Date.parse(message.createdAt);
  // Its sentences come one by one to whoever follows.
  if (message.writing === true)
    return { key, id: message.id, from: "ai", sentences: seen, citations, files: [], state: "streaming", at };
  const sentences = line === undefined ? null : spaced(line.sentences, message.text);
  const known = (chunkId: string) => citations.find((citation) => citation.chunkId === chunkId);
  return {
    key,
    id: message.id,
    from: message.from === "customer" ? "me" : message.from,
    sentences: sentences ?? [{ gap: "", text: message.text, citations: [] }],
    citations: message.citations.map(
      ({ chunkId, title }, index) =>
        known(chunkId) ?? { number: index + 1, chunkId, title, headingPath: [], text: null },
    ),
    files: message.files ?? [],
    state: "done",
    at,
  };
}

/** The streamed sentences with the white space of the stored text; null when the texts differ otherwise. */
function spaced(sentences: readonly Sentence[], text: string): Sentence[] | null {
  let at = 0;
  const found: Sentence[] = [];
  for (const sentence of sentences) {
    const start = text.indexOf(sentence.text, at);
    if (start < 0 || text.slice(at, start).trim() !== "") return null;
    found.push({ ...sentence, gap: text.slice(at, start) });
    at = start + sentence.text.length;
  }
  return text.slice(at).trim() === "" ? found : null;
}
