import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** What the client is told to ask, of which services in turn. */
export interface Order {
  readonly urls: readonly string[];
  readonly key: string;
  /** The first of the questions; the others follow. */
  readonly from: number;
  readonly count: number;
  /** Null: each when the one before has ended. */
  readonly perSecond: number | null;
}

export interface Told {
  /** Milliseconds of each request, in the order they were made. */
  readonly taken: readonly number[];
  /** Milliseconds to the first sentence and to the end, of those that have one. */
  readonly shown: readonly { readonly first: number; readonly whole: number }[];
}

const CLIENT = new URL("./pipeline-client.ts", import.meta.url);

/** A client in a process of its own. */
export function openClient(key: string): {
  ask(urls: readonly string[], count: number, perSecond: number | null): Promise<Told>;
  close(): void;
} {
  const child = fork(CLIENT);
  let from = 0;
  return {
    async ask(urls, count, perSecond) {
      const order: Order = { urls, key, from, count, perSecond };
      from += count;
      child.send(order);
      return next<Told>(child);
    },
    close: () => void child.kill(),
  };
}

/** The next message of a process of the bench; throws where it ends instead. */
export async function next<Message>(child: ChildProcess): Promise<Message> {
  const over = new AbortController();
  const ended = once(child, "exit", over).then(([code]) => {
    throw new Error(`A process of the bench ended with ${code}.`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", over), ended]);
    return message as Message;
  } finally {
    ended.catch(() => {});
    over.abort();
  }
}
