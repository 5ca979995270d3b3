import type { Server } from "node:http";
import { serve } from "@hono/node-server";

export interface Listener {
  /** Address that answers, e.g. http://127.0.0.1:8080. */
  readonly url: string;
  /** Takes no new connection, lets open requests finish for up to `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/** Listens on host and port. Rejects with the system's error when the port is taken. */
export function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  hostname: string,
  port: number,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port }, (address) => {
      const host = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
      resolve({ url: `http://${host}:${address.port}`, close: (graceMs) => close(server, graceMs) });
    }) as Server;
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
