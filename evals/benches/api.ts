import { createApiKey } from "../../src/access/api-keys.ts";
import { createTenant } from "../../src/access/tenants.ts";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { benchDatabase, percentile } from "./database.ts";
import type { Bench } from "./table.ts";

const WARM_UP = 50;
const TEXT = "自动结账方案怎么建立？";

/**
 * From a customer's request to the event that says their message is stored, against one insert of its text on the same
 * server. Between the two lie authentication, the contact, the ticket, its event, the audit and the job.
 */
export const run: Bench = async ({ db: kind, small }) => {
  const db = await benchDatabase(kind);
  const app = await createApp(readConfig({ RATE_LIMIT_PER_MINUTE: "10000000" }), db, {
    clock: systemClock,
    log: silentLogger,
    model: null,
  });
  try {
    const { tenantId } = await createTenant(app, { slug: "bench", name: "Bench" });
    const { key } = await createApiKey(app, systemCtx(tenantId, "bench"), { name: "bench", scopes: ["*"] });
    await db.script("create table bare_message (tenant_id uuid, id uuid, text text, primary key (tenant_id, id))");
    const insert = async () => {
      const start = performance.now();
      await db.query("insert into bare_message (tenant_id, id, text) values ($1, $2, $3)", [tenantId, newId(), TEXT]);
      return performance.now() - start;
    };
    const [ours, theirs]: [number[], number[]] = [[], []];
    const rounds = small ? 200 : 2_000;
    for (let i = 0; i < WARM_UP + rounds; i += 1) {
      const [posted, inserted] = [await post(app, key), await insert()];
      if (i < WARM_UP) continue;
      ours.push(posted);
      theirs.push(inserted);
    }
    const [mine, bare] = [percentile(ours, 0.5), percentile(theirs, 0.5)];
    return [
      {
        name: "post_message_vs_bare_insert",
        ours: round(mine),
        theirs: round(bare),
        unit: "ms",
        ratio: round(bare / mine),
      },
    ];
  } finally {
    await app.stop(0);
    await db.close();
  }
};

const round = (value: number) => Math.round(value * 1000) / 1000;

/** Milliseconds until the first event; the rest of the stream is read outside of the measured time. */
async function post(app: App, key: string): Promise<number> {
  const start = performance.now();
  const response = await app.fetch(
    new Request("http://bench/v1/chat", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ message: TEXT, contactId: newId() }),
    }),
  );
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader.read();
  const took = performance.now() - start;
  if (!first.value?.includes("event: received")) throw new Error(`A message was not taken in: ${first.value}`);
  while (!(await reader.read()).done);
  return took;
}
