import type { ServerResponse } from "node:http";
import type { ModelRequest } from "../../../src/models/ports.ts";
import { obligingAnswer } from "../../obliging-model.ts";
import type { Asked, Behaviour } from "./server.ts";

/** Words that no article holds: a reply with them was not checked. */
export const CANARY = "火星分部七七三一";

const LABELS = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" };
const json = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body);
};

/** The envelope around what a model says. */
const completion = (content: string): string =>
  JSON.stringify({
    id: "c1",
    object: "chat.completion",
    created: 1,
    model: "fake-1",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }],
    usage: { prompt_tokens: 900, completion_tokens: 120, total_tokens: 1_020 },
  });

/** Signs of one piece, and the wait between two of them in milliseconds. */
const PIECE = 12;
const PAUSE_MS = 2;

/** What it says in pieces, as servers stream it; with `cutAfter` the connection drops after so many signs. */
function stream(response: ServerResponse, content: string, cutAfter = Number.POSITIVE_INFINITY): void {
  const part = (choice: object | null, more: object = {}) => {
    const choices = choice === null ? [] : [{ index: 0, finish_reason: null, ...choice }];
    const chunk = { id: "c1", object: "chat.completion.chunk", created: 1, model: "fake-1", choices, ...more };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  response.writeHead(200, { "content-type": "text/event-stream" });
  let at = 0;
  const timer = setInterval(() => {
    if (at >= cutAfter) response.destroy();
    if (response.destroyed) return clearInterval(timer);
    if (at < content.length) {
      part({ delta: { role: "assistant", content: content.slice(at, at + PIECE) } });
      at += PIECE;
      return;
    }
    clearInterval(timer);
    part({ delta: {}, finish_reason: "stop" });
    part(null, { usage: { prompt_tokens: 900, completion_tokens: 120, total_tokens: 1_020 } });
    response.end("data: [DONE]\n\n");
  }, PAUSE_MS);
}

const say = (asked: Asked, response: ServerResponse, content: string): void =>
  asked.stream ? stream(response, content) : json(response, 200, completion(content));

const says =
  (content: string): Behaviour =>
  (asked, response) =>
    say(asked, response, content);

const answer = (text: string, cites: readonly number[], more: Record<string, unknown> = {}): string =>
  JSON.stringify({ labels: LABELS, sentences: [{ text, cites }], clarifying_question: null, missing: [], ...more });

/** A provider in good health: sentences of the first passage, word for word. */
export const healthy: Behaviour = (asked, response) =>
  say(asked, response, obligingAnswer(asked as Asked & ModelRequest));

/** Drops the connection in the middle of the second sentence: the first may have been shown. */
const cutInAnswer: Behaviour = (asked, response) => {
  const content = obligingAnswer(asked as Asked & ModelRequest);
  stream(response, content, content.indexOf('"text"', content.indexOf('"text"') + 1) + 12);
};

const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  (_, response) =>
    json(response, code, JSON.stringify({ error: { message: "no" } }), headers);

/** One byte every 20 ms, for as long as anybody listens. */
const drips: Behaviour = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
};

const cutOff: Behaviour = (asked, response) => {
  if (asked.stream) return stream(response, answer(`打开${CANARY}。`, [1]), 150);
  const text = completion(answer(`打开${CANARY}。`, [1]));
  response.writeHead(200, { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) });
  response.write(text.slice(0, text.length / 2));
  setTimeout(() => response.destroy(), 5);
};

/** Writes without end: nobody may read it all into memory. */
const floods: Behaviour = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const block = "x".repeat(64_000);
  const pour = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on("drain", pour);
  pour();
};

const busyOnce = (): Behaviour => {
  let calls = 0;
  return (prompt, response) => {
    calls += 1;
    (calls === 1 ? status(429, { "retry-after-ms": "50" }) : healthy)(prompt, response);
  };
};

/** Every way in which a provider lets its caller down; each makes a fresh behaviour, since some remember. */
export const BEHAVIOURS: Readonly<Record<string, () => Behaviour>> = {
  hang: () => () => {},
  slow_drip: () => drips,
  busy_retry_after_fits: busyOnce,
  busy_retry_after_too_long: () => status(429, { "retry-after": "3600" }),
  server_error: () => status(500),
  bad_gateway: () => (_, response) => {
    response.writeHead(502, { "content-type": "text/html" });
    response.end("<html>bad gateway</html>");
  },
  refused_key: () => status(401),
  refused_request: () => status(400),
  cut_stream: () => cutOff,
  cut_in_answer: () => cutInAnswer,
  flood: () => floods,
  not_json: () => says(`当然可以！${CANARY}`),
  envelope_not_json: () => (_, response) => json(response, 200, `<html>${CANARY}</html>`),
  oversized_json: () => says(answer(CANARY.repeat(20_000), [1])),
  duplicate_key: () => says(answer(`打开${CANARY}。`, [1]).replace("{", '{"missing":[],')),
  deeply_nested: () => says(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`),
  wrong_schema: () => says(JSON.stringify({ reply: CANARY })),
  empty_choices: () => (_, response) => json(response, 200, JSON.stringify({ id: "c", choices: [], usage: {} })),
  wrong_language: () => says(answer(`Open the ${CANARY} module and click it twice to finish everything.`, [1])),
  invented_citation: () => says(answer(`打开${CANARY}，点确认即可。`, [99, -4])),
  unsupported_claim: () => says(answer(`请在${CANARY}里输入 7731 并重启服务器。`, [1])),
};
