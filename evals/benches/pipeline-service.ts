import { openNative } from "../../src/db/native/native.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { obligingAnswer } from "../obliging-model.ts";
import { openService } from "./pipeline-load.ts";
import type { ServiceUse } from "./pipeline-shares.ts";

/** One process of several over one database: says where it listens; at each message what it has used since the last. */
const db = openNative(process.argv[2]!, () => {});
const { app, listener } = await openService(db, scriptedModel([{ text: obligingAnswer }], "scripted", 0));
await app.start();
let before = process.cpuUsage();
process.on("message", () => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  process.send!({ cpuMs: (user + system) / 1000, megabytes: process.memoryUsage.rss() / 1e6 } satisfies ServiceUse);
});
process.send!(listener.url);
