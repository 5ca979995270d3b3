import { openNative } from "../../src/db/native.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { obligingAnswer } from "../obliging-model.ts";
import { chat, pipelineApp, steadily, WARM_UP } from "./pipeline-load.ts";
import type { Share, ShareTaken } from "./pipeline-shares.ts";

/** One process of several over one database: warms up, says so, and takes its share of the load when told to begin. */
const { url, key, perSecond, seconds } = JSON.parse(process.argv[2] ?? "{}") as Share;
const db = openNative(url, () => {});
const app = await pipelineApp(db, scriptedModel([{ text: obligingAnswer }], "scripted", 0));
for (let i = 0; i < WARM_UP; i += 1) await chat(app, key, i);
process.once("message", async () => {
  const before = process.cpuUsage();
  const taken = await steadily(seconds * perSecond, perSecond, (i) => chat(app, key, i));
  const { user, system } = process.cpuUsage(before);
  const result: ShareTaken = { taken, cpuMs: (user + system) / 1000, megabytes: process.memoryUsage.rss() / 1e6 };
  process.send!(result, undefined, {}, () => process.exit(0));
});
process.send!("ready");
