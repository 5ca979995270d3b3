import type { Server } from "node:http";
import { createServer } from "node:net";
import { serve } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Connected } from "./environment.ts";
import { type Pouring, pourAway, pourIntoConnection } from "./stream/outlet.ts";
import { EVENTS } from "./stream/sse.ts";

export interface Listener {
  /** Address that answers, e.g. http://127.0.0.1:8080. */
  readonly url: string;
  /** Takes no new connection, lets open requests finish for up to `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/** For how long a connection on which nobody asks stays open. */
const KEPT_OPEN_MS = 75_000;

type Fetch = (request: Request, connected: Connected) => Response | Promise<Response>;

/** Answers one request. Events go straight into its connection, behind the head that all of the app has made. */
const answerWith =
  (fetch: Fetch) =>
  async (request: Request, { incoming, outgoing }: Required<Pick<Connected, "incoming" | "outgoing">>) => {
    let pouring: Pouring | undefined;
    const takeEvents = (taken: Pouring) => {
      pouring = taken;
    };
    const response = await fetch(request, { incoming, outgoing, takeEvents });
    if (pouring === undefined) return response;
    // What was to be sent has come to a problem on its way out.
    if (response.headers.get("content-type") !== EVENTS) {
      pourAway(pouring);
      return response;
    }
    outgoing.setHeaders(response.headers);
    outgoing.writeHead(response.status);
    pourIntoConnection(outgoing, pouring);
    return RESPONSE_ALREADY_SENT;
  };

/** Rejects with the system's error when somebody else listens there: better said before minutes of work than after. */
export function requireFree(hostname: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const trial = createServer();
    trial.once("error", reject);
    trial.listen(port, hostname, () => trial.close(() => resolve()));
  });
}

/** Listens on host and port. Rejects with the system's error when the port is taken. */
export function listen(fetch: Fetch, hostname: string, port: number): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: answerWith(fetch) as never, hostname, port }, (address) => {
      const host = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
      resolve({ url: `http://${host}:${address.port}`, close: (graceMs) => close(server, graceMs) });
    }) as Server;
    // A proxy that keeps its connections for a minute would else send a question down one that has just been closed.
    server.keepAliveTimeout = KEPT_OPEN_MS;
    server.once("error", reject);
  });
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
