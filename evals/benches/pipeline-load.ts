import { resolve } from "node:path";
import { z } from "zod";
import { type Listener, listen } from "../../src/api/listen.ts";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database } from "../../src/db/pool.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import type { ChatModel } from "../../src/models/ports.ts";
import { readJsonl } from "../jsonl.ts";

/** Requests a second, by all processes together. */
export const PER_SECOND = 100;
export const WARM_UP = 300;

/** A question as a system of the tenant's puts it. */
const Question = z.object({
  text: z.string(),
  facts: z.record(z.string(), z.string()).optional(),
  article: z.string().optional(),
});

/** Questions over the sample content that one of its articles answers. */
export const questions = (): z.infer<typeof Question>[] =>
  readJsonl(resolve(import.meta.dirname, "../cases/howto.jsonl"), Question).filter(({ article }) => article);

/** The product over this database and model, listening as `npm start` lets it; its background work is still to start. */
export async function openService(db: Database, model: ChatModel): Promise<{ app: App; listener: Listener }> {
  const config = readConfig({ RATE_LIMIT_PER_MINUTE: "10000000" });
  const app = await createApp(config, db, { clock: systemClock, log: silentLogger, model });
  return { app, listener: await listen(app.fetch, config.HOST, 0) };
}
