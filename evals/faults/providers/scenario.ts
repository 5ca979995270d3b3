import { createApiKey } from "../../../src/access/api-keys.ts";
import { createTenant } from "../../../src/access/tenants.ts";
import { createApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config.ts";
import { actOf } from "../../../src/copilot/decide/acts.ts";
import type { Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { propose } from "../../../src/jobs/propose.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { systemCtx } from "../../../src/kernel/ctx.ts";
import { newId } from "../../../src/kernel/ids.ts";
import { silentLogger } from "../../../src/kernel/log.ts";
import { runImport } from "../../../src/knowledge/import/run.ts";
import { startImport } from "../../../src/knowledge/import/start.ts";
import { BEHAVIOURS, CANARY, healthy } from "./behaviours.ts";
import { closedAddress, providerServer } from "./server.ts";

/** Names of all faults; `refused` means that nobody listens at the provider's address. */
export const FAULTS: readonly string[] = ["refused", ...Object.keys(BEHAVIOURS)];

/** What came of one question while the provider failed. Counts, but for the times in milliseconds. */
export interface Outcome {
  readonly fault: string;
  readonly chained: boolean;
  /** Neither an answer nor a person within the request. */
  readonly lost: number;
  readonly duplicated: number;
  readonly doubleSent: number;
  readonly overBudget: number;
  /** Words of the provider that no passage bears out, in what the customer read. */
  readonly unchecked: number;
  readonly answeredBy: "model" | "embedded" | "person" | "nobody";
  readonly tookMs: number;
  /** Requests that the failing provider got. */
  readonly asked: number;
  /** The last of these questions, when a provider that is down has been put to rest. */
  readonly restingMs: number;
}

/** Short where nothing but the embedded engine can answer, so that waiting in vain is over soon. */
const SHORT_BUDGET_MS = 300;
/** Faults behind which the model's words come through, in part at least. */
const GET_THROUGH = ["busy_retry_after_fits", "cut_in_answer"];
/** Long enough for a healthy provider on a machine that is busy with other things. */
const BUDGET_MS = 5_000;
/** For all steps beside the model, as the product has it: after that the conversation's job steps in. */
const GRACE_MS = 5_000;
const QUESTION = "总账怎么反结账？";
const ARTICLE =
  "---\ntitle: 反结账\naudience: public\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，点反结账，输入结账密码，期间就退回到未结账状态。\n";

/**
 * One customer asks over HTTP, and repeats the message, while the first provider fails; with `chained` a healthy second
 * one is configured. The conversation's job runs afterwards, as it does after a crash, and more customers ask until there were `questions`.
 */
export async function underFault(db: Database, fault: string, chained: boolean, questions = 6): Promise<Outcome> {
  const behave = BEHAVIOURS[fault]?.();
  const first = behave === undefined ? null : await providerServer(behave);
  const second = await providerServer(healthy);
  const budgetMs = chained || GET_THROUGH.includes(fault) ? BUDGET_MS : SHORT_BUDGET_MS;
  const app = await createApp(
    readConfig({
      OPENAI_API_KEY: "k",
      OPENAI_BASE_URL: first?.baseUrl ?? (await closedAddress()),
      MODEL_FALLBACKS: chained ? JSON.stringify([{ baseUrl: second.baseUrl, apiKey: "k", model: "second" }]) : "[]",
      MODEL_TIMEOUT_MS: String(budgetMs),
    }),
    db,
    { clock: systemClock, log: silentLogger },
  );
  try {
    const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: `p-${newId()}`, name: "Faults" });
    const ctx = systemCtx(tenantId, "faults");
    const files = [{ path: "reopen.md", content: Buffer.from(ARTICLE) }];
    const { jobId } = await startImport(app.imports, ctx, { source: "faults", files });
    await runImport(app.imports, ctx, jobId, new AbortController().signal);
    const { key } = await createApiKey({ db, clock: systemClock }, ctx, { name: "faults", scopes: ["chat"] });
    const ask = async (contactId: string, clientMessageId: string) => {
      const start = performance.now();
      const response = await app.fetch(chatRequest(key, contactId, clientMessageId));
      const events = await response.text();
      return { events, tookMs: performance.now() - start };
    };
    // A process reads its dictionaries once; the server does so before it listens.
    actOf(QUESTION, "customer");
    await app.search(tenantId)({ text: QUESTION, filter: { audiences: ["public"], at: new Date() }, limit: 1 });
    const { events, tookMs } = await ask("c-1", "m-1");
    await ask("c-1", "m-1");
    const tickets = await rowsOf(db, tenantId);
    for (const { id } of tickets.tickets)
      await propose({ tickets: app.tickets, copilot: app.copilot }, ctx, id, new AbortController().signal);
    const after = await rowsOf(db, tenantId);
    let restingMs = tookMs;
    for (let i = 2; i < questions; i += 1) restingMs = (await ask(`c-${i}`, `m-${i}`)).tookMs;
    return {
      fault,
      chained,
      ...judge(events, after),
      overBudget: Number(tookMs > budgetMs + GRACE_MS),
      tookMs,
      asked: first?.asked() ?? 0,
      restingMs,
    };
  } finally {
    await app.stop(0);
    await first?.close();
    await second.close();
  }
}

const chatRequest = (key: string, contactId: string, clientMessageId: string) =>
  new Request("http://threeline.test/v1/chat", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ message: QUESTION, contactId, clientMessageId, channel: "web" }),
  });

interface Held {
  readonly tickets: readonly { readonly id: string; readonly handoffReason: string | null }[];
  readonly messages: readonly { readonly direction: string; readonly author: string; readonly text: string }[];
  readonly engines: readonly string[];
}

const rowsOf = (db: Database, tenantId: string): Promise<Held> =>
  inTenant(db, tenantId, async (tx) => {
    const rows = async <Row>(text: string) => (await tx.query<Row>(text, [tenantId])).rows;
    return {
      tickets: await rows(`select id, handoff_reason as "handoffReason" from ticket where tenant_id = $1`),
      messages: await rows("select direction, author->>'id' as author, text from message where tenant_id = $1"),
      engines: (
        await rows<{ engine: string }>(
          "select content->'draft'->>'engine' as engine from proposal where tenant_id = $1",
        )
      ).map(({ engine }) => engine),
    };
  });

function judge(events: string, { tickets, messages, engines }: Held) {
  const sent = messages.filter(({ direction }) => direction === "out");
  const handovers = sent.filter(({ author }) => author === "handover").length;
  const incoming = messages.length - sent.length;
  const shown = /^event: (?:message|handoff)$/m.test(events);
  const toPerson = tickets.some(({ handoffReason }) => handoffReason !== null);
  const by = engines[0] === "model" ? ("model" as const) : ("embedded" as const);
  return {
    lost: Number(!shown || sent.length === 0),
    duplicated: Math.max(0, tickets.length - 1) + Math.max(0, incoming - 1),
    // A reply that ended early stands beside the word that a person takes over.
    doubleSent: Math.max(0, sent.length - handovers - 1) + Math.max(0, handovers - 1) + Math.max(0, engines.length - 1),
    unchecked: Number(events.includes(CANARY) || sent.some(({ text }) => text.includes(CANARY))),
    answeredBy: sent.length === 0 ? ("nobody" as const) : toPerson ? ("person" as const) : by,
  };
}
