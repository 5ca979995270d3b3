import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ModelRequest } from "../../../src/models/ports.ts";

/** What a provider is asked, and whether it shall stream. */
export type Asked = Pick<ModelRequest, "system" | "user"> & { readonly stream: boolean };

/** What a provider does with one request. */
export type Behaviour = (asked: Asked, response: ServerResponse) => void;

export interface ProviderServer {
  readonly baseUrl: string;
  /** Requests that came in. */
  readonly asked: () => number;
  close(): Promise<void>;
}

/** A model provider on loopback that behaves as told, each time. */
export async function providerServer(behave: Behaviour): Promise<ProviderServer> {
  let asked = 0;
  const server = createServer((request, response) => {
    response.on("error", () => {});
    void promptOf(request).then((prompt) => {
      asked += 1;
      behave(prompt, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An address at which nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = await providerServer(() => {});
  await server.close();
  return server.baseUrl;
}

async function promptOf(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { messages = [], stream = false } = JSON.parse(Buffer.concat(parts).toString("utf8")) as {
    messages?: { role: string; content: string }[];
    stream?: boolean;
  };
  const said = (role: string) => messages.find((message) => message.role === role)?.content ?? "";
  return { system: said("system"), user: said("user"), stream };
}
