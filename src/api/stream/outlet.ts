import type { ServerResponse } from "node:http";

/** Where the words of a stream go. Nothing is said when its client has left. */
export interface Outlet {
  /** Resolves once there is room for more, or nobody who would read it. Never rejects. */
  write(text: string): Promise<void>;
  /** Says the last words, "" for none. */
  end(text: string): void;
  /** Ends it before its time, for a client that does not read. */
  cut(): void;
}

/** A stream of words that is still to begin. */
export interface Pouring {
  into(outlet: Outlet): void;
  /** Called when the client has left, or there was none. */
  left(): void;
}

/** For how long the head of an answer waits for its first words, to travel with them. */
const HEAD_WAITS_MS = 5;

/**
 * Pours straight into the answer of a connection, whose head has been given. What lies between in a `Response` (streams
 * that are piped into each other) is slow, and outlives the minor collections of garbage.
 */
export function pourIntoConnection(outgoing: ServerResponse, { into, left }: Pouring): void {
  const unsent = new Set<() => void>();
  const head = setTimeout(() => outgoing.flushHeaders(), HEAD_WAITS_MS);
  const gone = () => {
    clearTimeout(head);
    for (const resolve of unsent) resolve();
    unsent.clear();
    left();
  };
  if (outgoing.destroyed) gone();
  else outgoing.once("close", gone);
  // What breaks a connection closes it as well.
  outgoing.on("error", () => {});
  into({
    write: (text) =>
      new Promise((resolve) => {
        if (outgoing.destroyed) return resolve();
        clearTimeout(head);
        unsent.add(resolve);
        outgoing.write(text, () => {
          unsent.delete(resolve);
          resolve();
        });
      }),
    end: (text) => {
      clearTimeout(head);
      if (!outgoing.destroyed) outgoing.end(text);
    },
    cut: () => void outgoing.destroy(),
  });
}

/** Lets what was to be said come to its end with nobody to hear it. */
export function pourAway({ into, left }: Pouring): void {
  left();
  into({ write: () => Promise.resolve(), end() {}, cut() {} });
}

const UTF8 = new TextEncoder();

/** The same as the body of a `Response`, for a reader that is no connection. */
export function streamOf({ into, left }: Pouring): ReadableStream<Uint8Array> {
  let over = false;
  let unread: (() => void)[] = [];
  const letGo = () => {
    const resolved = unread;
    unread = [];
    for (const resolve of resolved) resolve();
  };
  return new ReadableStream({
    start(controller) {
      const close = () => {
        if (over) return;
        over = true;
        controller.close();
        letGo();
      };
      into({
        write: (text) =>
          new Promise((resolve) => {
            if (over) return resolve();
            unread.push(resolve);
            controller.enqueue(UTF8.encode(text));
          }),
        end: (text) => {
          if (!over && text !== "") controller.enqueue(UTF8.encode(text));
          close();
        },
        cut: close,
      });
    },
    pull: letGo,
    cancel() {
      over = true;
      letGo();
      left();
    },
  });
}
