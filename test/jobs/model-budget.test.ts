import { expect, test } from "vitest";
import { healthy } from "../../evals/faults/providers/behaviours.ts";
import { providerServer } from "../../evals/faults/providers/server.ts";
import { createApiKey } from "../../src/access/api-keys.ts";
import { readUsage, setBudget } from "../../src/access/model-usage.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { send } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const ARTICLE =
  "---\ntitle: 反结账\naudience: public\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，点反结账，输入结账密码，期间就退回到未结账状态。\n";

test("a chat's tokens and cost are counted with its proposal; at the limit the embedded engine answers and says why", async () => {
  const provider = await providerServer(healthy);
  const db = await testDatabase();
  const app = await createApp(
    readConfig({
      OPENAI_API_KEY: "k",
      OPENAI_BASE_URL: provider.baseUrl,
      MODEL_INPUT_PRICE_MICROS: "1000000",
      MODEL_OUTPUT_PRICE_MICROS: "2000000",
    }),
    db,
    { clock: systemClock, log: silentLogger },
  );
  try {
    const { ctx } = await freshTenant();
    const { jobId } = await startImport(app.imports, ctx, {
      source: "test",
      files: [{ path: "a.md", content: Buffer.from(ARTICLE) }],
    });
    await runImport(app.imports, ctx, jobId, new AbortController().signal);
    const { key } = await createApiKey(app, ctx, { name: "k", scopes: ["*"] });
    const as = { authorization: `Bearer ${key}` };
    const ask = async (contactId: string) => {
      const { body } = await send(app.fetch, "POST /v1/chat", as, {
        message: "怎么反结账？",
        contactId,
        channel: "web",
      });
      const ticketId = /"ticketId":"([^"]+)"/.exec(String(body))?.[1];
      const { body: view } = await send(app.fetch, `GET /v1/tickets/${ticketId}`, as);
      const { proposal } = view as { proposal: { draft: { engine: string }; model: { problem: string | null } } };
      return { engine: proposal.draft.engine, problem: proposal.model.problem };
    };
    expect(await ask("c-1")).toEqual({ engine: "model", problem: null });
    const used = await readUsage(app, ctx, systemClock.now());
    expect(used).toMatchObject({ calls: 1, tokens: 1_020, costMicros: 900 + 2 * 120, state: "open" });
    await setBudget(app, ctx, { monthlyTokens: null, monthlyMicros: 1_000 });
    expect(await ask("c-2")).toEqual({ engine: "embedded", problem: "budget" });
    expect(provider.asked()).toBe(1);
    expect((await send(app.fetch, "GET /v1/usage", as)).body).toMatchObject({ calls: 1, state: "spent" });
  } finally {
    await app.stop(0);
    await provider.close();
  }
});
