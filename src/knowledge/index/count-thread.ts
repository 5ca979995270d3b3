import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { createTermTexts, type TermTexts } from "../../models/segment/term-texts.ts";
import type { SegmenterDictionary } from "../../models/segmenter.ts";
import { type CountReply, type CountRequest, fromWire, MOST_SESSIONS, type WireArticle } from "./counted-wire.ts";
import type { ChunkTexts, CountedChunks } from "./prepare.ts";

/** Counts an article of a session in the thread; null when there is none, or when it ended before it was done. */
export type CountBeside = (parts: readonly ChunkTexts[]) => Promise<CountedChunks | null>;

/** A thread that counts words, for as long as there is something to do. */
export interface CountThread {
  open(dictionary: SegmenterDictionary): CountBeside;
}

/** The thread takes some 90 MB with its dictionaries, and half a second to start. */
const IDLE_MS = 30_000;

/** What the thread has told of a session's latest list of names. */
interface Told {
  vocabulary: number;
  names: TermTexts;
}

interface Waiting {
  readonly told: Told;
  readonly resolve: (counted: CountedChunks | null) => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly worker: Worker;
  /** What is asked for at one moment goes in one message. */
  readonly gathered: CountRequest[];
  readonly waiting: Map<number, Waiting>;
  /** The sessions that the thread keeps. */
  readonly sessions: Map<number, Told>;
}

/** Where there is one processor only, a thread would take from the others what it does for them. */
export function createCountThread({
  processors = availableParallelism(),
  program = new URL("./count-worker.ts", import.meta.url),
}: {
  readonly processors?: number;
  readonly program?: URL;
} = {}): CountThread {
  let running: Running | null = null;
  let idle: NodeJS.Timeout | undefined;
  let requests = 0;
  let sessions = 0;

  const ended = (from: Running): void => {
    if (running === from) running = null;
    for (const { resolve } of from.waiting.values()) resolve(null);
    from.waiting.clear();
  };
  const rest = (from: Running): void => {
    from.worker.unref();
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (from.waiting.size > 0) return;
      ended(from);
      void from.worker.terminate();
    }, IDLE_MS);
    idle.unref();
  };
  const start = (): Running => {
    const worker = new Worker(program, { env: {} });
    const started: Running = { worker, gathered: [], waiting: new Map(), sessions: new Map() };
    worker.on("message", (replies: readonly CountReply[]) => {
      for (const reply of replies) {
        const waiting = started.waiting.get(reply.id);
        started.waiting.delete(reply.id);
        if (waiting === undefined) continue;
        if ("error" in reply) waiting.reject(reply.error);
        else waiting.resolve(fromWire(reply.article, namesOf(waiting.told, reply.article)));
      }
      if (started.waiting.size === 0) rest(started);
    });
    worker.on("error", () => ended(started));
    worker.on("exit", () => ended(started));
    return started;
  };
  const send = (session: number, dictionary: SegmenterDictionary, parts: readonly ChunkTexts[]) =>
    new Promise<CountedChunks | null>((resolve, reject) => {
      running ??= start();
      const { worker, gathered, waiting, sessions: kept } = running;
      const known = kept.get(session);
      const told = known ?? { vocabulary: 0, names: createTermTexts() };
      if (known === undefined) {
        if (kept.size === MOST_SESSIONS) kept.delete(kept.keys().next().value!);
        kept.set(session, told);
      }
      const id = ++requests;
      waiting.set(id, { told, resolve, reject });
      worker.ref();
      if (gathered.length === 0) queueMicrotask(() => worker.postMessage(gathered.splice(0)));
      gathered.push({ id, session, parts, ...(known ? {} : { dictionary }) });
    });

  return {
    open(dictionary) {
      const session = ++sessions;
      return (parts) => (processors < 2 ? Promise.resolve(null) : send(session, dictionary, parts));
    },
  };
}

/** The list that an article's numbers belong to. */
function namesOf(told: Told, { vocabulary }: WireArticle): TermTexts {
  if (vocabulary !== told.vocabulary) Object.assign(told, { vocabulary, names: createTermTexts() });
  return told.names;
}
