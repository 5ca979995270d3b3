import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Behaviour = (
  request: { readonly path: string; readonly body: Record<string, unknown> },
  response: ServerResponse,
) => void;

export interface FakeProvider {
  readonly baseUrl: string;
  readonly bodies: Record<string, unknown>[];
  close(): Promise<void>;
}

/** An OpenAI-like server on loopback that behaves as scripted, one behaviour a request; the last one repeats. */
export async function fakeProvider(behaviours: readonly Behaviour[]): Promise<FakeProvider> {
  const bodies: Record<string, unknown>[] = [];
  const server: Server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const body = JSON.parse(text) as Record<string, unknown>;
      bodies.push(body);
      behaviours[Math.min(bodies.length, behaviours.length) - 1]!({ path: request.url ?? "", body }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};

const completion = (content: string) => ({
  id: "c1",
  object: "chat.completion",
  created: 1,
  model: "fake-1",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
  usage: { prompt_tokens: 11, completion_tokens: 5, total_tokens: 16 },
});

export const says =
  (content: string): Behaviour =>
  ({ body }, response) =>
    body["stream"] === true
      ? void streams(content)({ path: "", body }, response)
      : json(response, 200, completion(content));

/** Says it in pieces of `signs`; ends without a word after `cutAfter` signs, or with another reason to finish. */
export const streams =
  (content: string, how: { signs?: number; cutAfter?: number; finish?: string; usage?: boolean } = {}): Behaviour =>
  (_, response) => {
    const { signs = 7, cutAfter = content.length, finish = "stop", usage = true } = how;
    const chunk = (choices: unknown[], more: object = {}) =>
      response.write(
        `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", created: 1, model: "fake-1", choices, ...more })}\n\n`,
      );
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let at = 0; at < Math.min(content.length, cutAfter); at += signs)
      chunk([
        {
          index: 0,
          delta: { role: "assistant", content: content.slice(at, Math.min(at + signs, cutAfter)) },
          finish_reason: null,
        },
      ]);
    if (cutAfter < content.length) return void response.end();
    chunk([{ index: 0, delta: {}, finish_reason: finish }]);
    if (usage) chunk([], { usage: { prompt_tokens: 11, completion_tokens: 5, total_tokens: 16 } });
    response.end("data: [DONE]\n\n");
  };

export const status =
  (code: number, message = "no", headers: Record<string, string> = {}): Behaviour =>
  (_, response) =>
    json(response, code, { error: { message } }, headers);

export const hangs: Behaviour = () => {};

/** Sends half of a correct answer, then drops the connection. */
export const breaksOff: Behaviour = (_, response) => {
  const text = JSON.stringify(completion("half"));
  response.writeHead(200, { "content-type": "application/json", "content-length": String(text.length) });
  response.write(text.slice(0, text.length / 2));
  setTimeout(() => response.destroy(), 5);
};

export const sendsRaw =
  (text: string): Behaviour =>
  (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(text);
  };

/** Vectors whose first number is the length of the text. */
export const embeds =
  (dimensions: number): Behaviour =>
  ({ body }, response) => {
    const texts = body["input"] as string[];
    const data = texts.map((text, index) => ({
      object: "embedding",
      index,
      embedding: Array.from({ length: dimensions }, (_, i) => (i === 0 ? text.length : i === 1 ? 1 : 0)),
    }));
    json(response, 200, { object: "list", model: "fake-embed", data, usage: { prompt_tokens: 1, total_tokens: 1 } });
  };
