import { ApiError, type Client } from "../client.ts";
import { follow, readEvents } from "../event-stream.ts";
import { newClientId } from "../new-id.ts";
import {
  applyEvent,
  type Citation,
  type Conversation,
  EMPTY,
  type Line,
  lineText,
  ownLine,
  reconcile,
  type SentFile,
  type StoredMessage,
  withLine,
} from "./conversation.ts";
import type { SurveyOffer } from "./survey-card.ts";

export interface Passage {
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

export interface SessionDeps {
  readonly client: Client;
  /** Remembers the ticket between visits. */
  readonly memory: { read(): Promise<string | null>; write(ticketId: string): Promise<void> };
  readonly thread: string;
  readonly now: () => number;
  readonly onChange: (state: Conversation) => void;
  /** Told of the survey that the customer is to be asked, once the conversation has ended. */
  readonly onSurvey: (offer: SurveyOffer) => void;
}

/** The survey of a conversation is made within a minute of its end. */
const SURVEY_AFTER_MS = 65_000;

export interface Session {
  state(): Conversation;
  /** Loads the history and follows what happens next. */
  start(): Promise<void>;
  send(text: string, files?: readonly SentFile[]): void;
  /** Stores a file for the next message. Throws ApiError. */
  upload(file: File, signal: AbortSignal): Promise<SentFile>;
  /** Takes back a stored file that was not sent. */
  discard(file: SentFile): void;
  /** The content of a file of the conversation; null while it cannot be had. */
  content(file: SentFile): Promise<Blob | null>;
  retry(key: string): void;
  stop(): void;
  /** Asks for a person; always works. `words` are sent when nothing has been said yet. */
  askPerson(words: string): Promise<void>;
  rate(line: Line, helpful: boolean): Promise<void>;
  passage(line: Line, citation: Citation): Promise<Passage | null>;
}

/** One person's conversation: what was said is the server's, this only shows it and never loses what was typed. */
export function createSession(deps: SessionDeps): Session {
  const { client, memory, thread, now, onChange } = deps;
  let state = EMPTY;
  let reading: AbortController | undefined;
  let following: AbortController | undefined;
  let lane: Promise<void> = Promise.resolve();
  let changing: Promise<void> | undefined;

  const set = (next: Conversation) => {
    if (next === state) return;
    if (next.ticketId !== null && next.ticketId !== state.ticketId) void memory.write(next.ticketId);
    state = next;
    onChange(state);
  };

  const refresh = async () => {
    if (state.ticketId === null) return;
    const { messages } = await client.json<{ messages: StoredMessage[] }>(`/v1/chat/${state.ticketId}`);
    set(reconcile(state, messages));
  };

  const listen = () => {
    if (state.ticketId === null || following !== undefined) return;
    following = new AbortController();
    const { signal } = following;
    void follow(client, () => `/v1/chat/${state.ticketId}/events?after=${state.lastSeq}`, {
      signal,
      onEvent: (event) => {
        if (event.event === "closed") void seekSurvey(true);
        set({ ...applyEvent(state, event, now()), busy: false });
      },
      onConnected: (connected) => {
        if (connected && !state.connected) void refresh().catch(() => {});
        set({ ...state, connected });
      },
    });
  };

  const seekSurvey = async (again: boolean): Promise<void> => {
    const path = `/v1/chat/${state.ticketId}/survey`;
    const found = await client.json<{ survey: SurveyOffer | null }>(path, { method: "POST" }).catch(() => null);
    if (found?.survey) deps.onSurvey(found.survey);
    else if (again) setTimeout(() => void seekSurvey(false), SURVEY_AFTER_MS);
  };

  const silence = () => {
    following?.abort();
    following = undefined;
  };

  const deliver = async (key: string, text: string, files: readonly SentFile[]): Promise<void> => {
    const abort = new AbortController();
    try {
      const response = await client.open("/v1/chat", {
        method: "POST",
        accept: "text/event-stream",
        body: { message: text, clientMessageId: key, thread, files: files.map(({ id }) => id) },
        signal: abort.signal,
      });
      // The newer message supersedes the answer to the older one.
      reading?.abort();
      reading = abort;
      silence();
      set({
        ...withLine(state, key, (line) => ({ ...line, state: "done" })),
        busy: true,
        connected: true,
        problem: null,
      });
      changing = readAnswer(key, response, abort);
    } catch (error) {
      set({ ...withLine(state, key, (line) => ({ ...line, state: "failed" })), ...faultOf(error) });
    }
  };

  const readAnswer = async (key: string, response: Response, abort: AbortController): Promise<void> => {
    try {
      if (response.body !== null)
        for await (const event of readEvents(response.body)) set(applyEvent(state, event, now(), key));
    } catch {
      // A broken stream is taken up again below, after the last event that came.
    }
    if (reading !== abort) return;
    reading = undefined;
    listen();
    await refresh().catch(() => {});
    // No reply yet: a person will write, or the server tries again.
    set({ ...state, busy: false });
  };

  const queue = (key: string, text: string, files: readonly SentFile[]) => {
    lane = lane.then(() => deliver(key, text, files));
  };

  const retry = (key: string) => {
    const line = state.lines.find((candidate) => candidate.key === key && candidate.state === "failed");
    if (line === undefined) return;
    set(withLine(state, key, (failed) => ({ ...failed, state: "sending" })));
    queue(key, lineText(line), line.files);
  };

  addEventListener("online", () => {
    for (const line of state.lines) retry(line.key);
    void refresh().catch(() => {});
  });
  addEventListener("offline", () => set({ ...state, connected: false }));

  return {
    state: () => state,
    async start() {
      const ticketId = await memory.read().catch(() => null);
      if (ticketId === null || state.ticketId !== null) return;
      set({ ...state, ticketId });
      try {
        await refresh();
        listen();
      } catch (error) {
        // Somebody else's or a removed ticket: begin anew.
        if (error instanceof ApiError && error.status === 404) set({ ...EMPTY });
        else if (error instanceof ApiError && error.code === "offline") listen();
        else set({ ...state, ...faultOf(error) });
      }
    },
    send(text, files = []) {
      const key = newClientId();
      set({ ...state, lines: [...state.lines, ownLine(key, text, now(), files)], problem: null, askedAgain: false });
      queue(key, text, files);
    },
    upload(file, signal) {
      const form = new FormData();
      form.append("file", file);
      return client.json<SentFile>("/v1/chat/files", { method: "POST", form, signal });
    },
    discard(file) {
      // Left behind, it is removed after a day.
      void client.json(`/v1/chat/files/${file.id}`, { method: "DELETE" }).catch(() => {});
    },
    async content(file) {
      const response = await client.open(`/v1/chat/${state.ticketId}/files/${file.id}`).catch(() => null);
      return response === null ? null : response.blob();
    },
    retry,
    stop() {
      const stopped = reading;
      reading = undefined;
      stopped?.abort();
      set({
        ...state,
        busy: false,
        lines: state.lines.map((line) => (line.state === "streaming" ? { ...line, state: "stopped" } : line)),
      });
      void changing?.then(listen);
    },
    async askPerson(words) {
      if (state.ticketId === null) return this.send(words);
      try {
        const path = `/v1/chat/${state.ticketId}/person`;
        const { text } = await client.json<{ text: string | null }>(path, { method: "POST" });
        await refresh();
        set({ ...state, withPerson: true, busy: false, askedAgain: text === null });
      } catch (error) {
        set({ ...state, ...faultOf(error) });
      }
    },
    async rate(line, helpful) {
      const body = { helpful };
      await client.json(`/v1/chat/${state.ticketId}/replies/${line.id}/rating`, { method: "PUT", body });
    },
    async passage(line, citation) {
      const { title, headingPath, text, number } = citation;
      if (text !== null) return { title, headingPath, text };
      const path = `/v1/chat/${state.ticketId}/replies/${line.id}/citations/${number}`;
      return client.json<Passage>(path).catch(() => null);
    },
  };
}

function faultOf(error: unknown): Partial<Conversation> {
  if (!(error instanceof ApiError)) return { problem: "problem" };
  if (error.code === "offline") return { connected: false };
  return { problem: error.status === 401 ? "expired" : "problem" };
}
