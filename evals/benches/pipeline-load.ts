import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database } from "../../src/db/pool.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import type { ChatModel } from "../../src/models/ports.ts";

/** Requests a second, by all processes together. */
export const PER_SECOND = 100;
export const WARM_UP = 300;

const QUESTIONS = [
  "自动结账方案怎么建立？",
  "How do I restore a backup to a point in time?",
  "月末结账前要检查什么？",
  "怎么导出审计日志？",
  "How do I add a user to a project?",
  "库存盘点的步骤是什么？",
];

/** The product over this database and model, without its background work. */
export const pipelineApp = (db: Database, model: ChatModel): Promise<App> =>
  createApp(readConfig({ RATE_LIMIT_PER_MINUTE: "10000000" }), db, { clock: systemClock, log: silentLogger, model });

export const ask = async (app: App, key: string, i: number): Promise<Response> =>
  app.fetch(
    new Request("http://bench/v1/chat", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ message: QUESTIONS[i % QUESTIONS.length], contactId: newId() }),
    }),
  );

/** One chat of a new person, to the end of its stream. */
export async function chat(app: App, key: string, i: number): Promise<void> {
  const text = await (await ask(app, key, i)).text();
  if (!text.includes("event: done")) throw new Error(`A chat did not end: ${text.slice(-300)}`);
}

/**
 * Requests at a steady rate, whether earlier ones are done or not. Milliseconds from the due time of each to its end:
 * waiting in line counts.
 */
export async function steadily(
  count: number,
  perSecond: number,
  send: (i: number) => Promise<unknown>,
): Promise<number[]> {
  const start = performance.now();
  const running: Promise<number>[] = [];
  for (let i = 0; i < count; i += 1) {
    const due = start + (i * 1000) / perSecond;
    while (performance.now() < due) await new Promise((resume) => setTimeout(resume, due - performance.now()));
    running.push(send(i).then(() => performance.now() - due));
  }
  return Promise.all(running);
}
