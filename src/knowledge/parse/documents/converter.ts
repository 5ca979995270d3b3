import { Worker } from "node:worker_threads";
import { ParseError } from "../parse-error.ts";
import type { DocumentFormat } from "./formats.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "./limits.ts";

export interface ConvertRequest {
  readonly id: number;
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
  readonly limits: DocumentLimits;
}

/** The text, or why there is none: `reason` for the person who imports, else what the reader failed with. */
export type ConvertReply =
  | { readonly id: number; readonly text: string }
  | { readonly id: number; readonly reason: string | null; readonly detail: string };

/** Turns documents into Markdown, one at a time, in a thread of its own. */
export interface DocumentConverter {
  /** Throws `ParseError` with a reason whatever the bytes are, and the signal's reason when it aborts. */
  convert(format: DocumentFormat, bytes: Uint8Array, signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

const WATCH_MS = 100;
const MEGABYTE = 1_000_000;

/**
 * The thread has a bounded heap, is watched for what it holds outside of it, and is ended when the time is up: neither
 * a bomb nor an endless loop reaches the process. It starts with the first document and serves until `close`.
 */
export function createDocumentConverter(limits: DocumentLimits = DOCUMENT_LIMITS): DocumentConverter {
  let thread: Worker | null = null;
  let next = 0;
  let last: Promise<unknown> = Promise.resolve();

  const end = async () => {
    const ending = thread;
    thread = null;
    await ending?.terminate();
  };

  const convert = async (format: DocumentFormat, bytes: Uint8Array, signal?: AbortSignal): Promise<string> => {
    signal?.throwIfAborted();
    thread ??= startThread(limits);
    const id = ++next;
    const outcome = await ask(thread, { id, format, bytes, limits }, signal);
    if (outcome instanceof Error) {
      await end();
      signal?.throwIfAborted();
      throw outcome;
    }
    if ("text" in outcome) return outcome.text;
    const reason =
      outcome.reason ??
      `The file cannot be read as ${format}: ${outcome.detail}. Save it again in its program and import it again.`;
    throw new ParseError(reason);
  };

  return {
    convert(format, bytes, signal) {
      const mine = last.then(() => convert(format, bytes, signal));
      last = mine.catch(() => {});
      return mine;
    },
    async close() {
      await last;
      await end();
    },
  };
}

function startThread(limits: DocumentLimits): Worker {
  const thread = new Worker(new URL("./worker.ts", import.meta.url), {
    // Nothing of the process's settings is any of a document's business; what the readers print is dropped.
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.maxHeapMegabytes, stackSizeMb: 4 },
  });
  thread.stdout.resume();
  thread.stderr.resume();
  thread.on("error", () => {});
  thread.unref();
  return thread;
}

/** The thread's answer, or the reason for which it must be ended. */
function ask(thread: Worker, request: ConvertRequest, signal?: AbortSignal): Promise<ConvertReply | ParseError> {
  return new Promise((resolve) => {
    const done = (outcome: ConvertReply | ParseError) => {
      clearTimeout(timer);
      clearInterval(watch);
      thread.off("message", answered).off("error", failed).off("exit", exited);
      signal?.removeEventListener("abort", aborted);
      thread.unref();
      resolve(outcome);
    };
    const { maxMilliseconds, maxOutsideMegabytes } = request.limits;
    const answered = (reply: ConvertReply) => {
      if (reply.id === request.id) done(reply);
    };
    const failed = (error: Error & { code?: string }) => done(endedBy(error));
    const exited = () => done(new ParseError("The file made its reader stop. Save it again in its program."));
    const aborted = () => done(new ParseError("Reading was stopped."));
    const timer = setTimeout(() => done(tooSlow(maxMilliseconds)), maxMilliseconds);
    const watch = setInterval(() => {
      thread.getHeapStatistics().then(
        ({ external_memory: outside }) => {
          if (outside > maxOutsideMegabytes * MEGABYTE) done(tooBig());
        },
        () => {},
      );
    }, WATCH_MS);
    thread.on("message", answered).on("error", failed).on("exit", exited);
    signal?.addEventListener("abort", aborted, { once: true });
    thread.ref();
    thread.postMessage(request);
  });
}

const tooBig = (): ParseError =>
  new ParseError("The file unpacks to more memory than an honest document needs; it is not read.");

const tooSlow = (milliseconds: number): ParseError =>
  new ParseError(
    `The file was not read within ${Math.round(milliseconds / 1000)} s. Split it, or save it as another format.`,
  );

const endedBy = (error: Error & { code?: string }): ParseError =>
  error.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? tooBig()
    : new ParseError(`The file made its reader fail: ${error.message.slice(0, 200)}`, null, { cause: error });
