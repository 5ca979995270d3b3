import { Agent, type IncomingMessage, request } from "node:http";
import { resolve } from "node:path";
import { z } from "zod";
import { newId } from "../../src/kernel/ids.ts";
import { readJsonl } from "../jsonl.ts";
import type { Order, Told } from "./pipeline-asking.ts";

/**
 * Whoever asks, in a process of its own: what it computes is not the product's. It asks over connections that stay open,
 * each time as a new person, and reads each answer to its end.
 */
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
/** A question as a system of the tenant's puts it. */
const Question = z.object({
  text: z.string(),
  facts: z.record(z.string(), z.string()).optional(),
  article: z.string().optional(),
});
/** Questions over the sample content that one of its articles answers. */
const asked = readJsonl(resolve(import.meta.dirname, "../cases/howto.jsonl"), Question).filter(
  ({ article }) => article,
);

/** Milliseconds from the beginning to the first sentence that a customer can read; null where a person takes over. */
async function chat(url: string, key: string, i: number): Promise<number | null> {
  const start = performance.now();
  const { text: message, facts } = asked[i % asked.length]!;
  const body = Buffer.from(JSON.stringify({ message, facts, contactId: newId() }));
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "content-length": body.length,
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${url}/v1/chat`, { method: "POST", agent, headers }, resolve).on("error", reject).end(body);
  });
  let text = "";
  let shown: number | null = null;
  for await (const part of answer.setEncoding("utf8")) {
    text += part;
    if (shown === null && text.includes("event: delta")) shown = performance.now() - start;
  }
  if (!text.includes("event: done")) throw new Error(`A chat did not end: ${answer.statusCode} ${text.slice(-300)}`);
  return shown;
}

/**
 * Requests at a steady rate, whether earlier ones are done or not. Milliseconds from the due time of each to its end:
 * waiting in line counts.
 */
async function steadily(count: number, perSecond: number, send: (i: number) => Promise<unknown>): Promise<number[]> {
  const start = performance.now();
  const running: Promise<number>[] = [];
  for (let i = 0; i < count; i += 1) {
    const due = start + (i * 1000) / perSecond;
    while (performance.now() < due)
      await new Promise((resume) => setTimeout(resume, Math.max(0, due - performance.now())));
    running.push(send(i).then(() => performance.now() - due));
  }
  return Promise.all(running);
}

async function oneByOne(count: number, send: (i: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    await send(i);
    taken.push(performance.now() - start);
  }
  return taken;
}

process.on("message", async ({ urls, key, from, count, perSecond }: Order) => {
  const shown: Told["shown"][number][] = [];
  const send = async (i: number) => {
    const began = performance.now();
    const first = await chat(urls[i % urls.length]!, key, from + i);
    if (first !== null) shown.push({ first, whole: performance.now() - began });
  };
  const taken = await (perSecond === null ? oneByOne(count, send) : steadily(count, perSecond, send));
  process.send!({ taken, shown } satisfies Told);
});
