import { type Listener, listen } from "../../src/api/listen.ts";

let port = 0;

/**
 * Listens where this process listened before, or on a free port: a browser keeps by address what it has loaded and
 * compiled, so the next file's pages start quicker.
 */
export async function listenAgain(fetch: Parameters<typeof listen>[0]): Promise<Listener> {
  const listener = await listen(fetch, "127.0.0.1", port).catch(() => listen(fetch, "127.0.0.1", 0));
  port ||= Number(new URL(listener.url).port);
  return listener;
}
