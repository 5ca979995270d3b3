import { type Listener, listen } from "../../src/api/listen.ts";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database } from "../../src/db/pool.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import type { ChatModel } from "../../src/models/ports.ts";

/** Requests a second, by all processes together. */
export const PER_SECOND = 100;
export const WARM_UP = 300;

/** The product over this database and model, listening as `npm start` lets it; its background work is still to start. */
export async function openService(db: Database, model: ChatModel): Promise<{ app: App; listener: Listener }> {
  const config = readConfig({ RATE_LIMIT_PER_MINUTE: "10000000" });
  const app = await createApp(config, db, { clock: systemClock, log: silentLogger, model });
  return { app, listener: await listen(app.fetch, config.HOST, 0) };
}
