import { expect, test } from "vitest";
import { createApiKey } from "../../src/access/api-keys.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { DomainError } from "../../src/kernel/errors.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import type { ContentScreen } from "../../src/models/content-screen.ts";
import { type ScriptedModel, scriptedModel } from "../../src/models/scripted.ts";
import { publishPolicy } from "../../src/policy/publish.ts";
import { send } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const ARTICLE =
  "---\ntitle: 反结账\naudience: public\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，点反结账，输入结账密码，期间就退回到未结账状态。\n";
const TITLED = ARTICLE.replace("title: 反结账", "title: 反结账与凭证断号");
const reason = { zh: "命中词表。", en: "A list has found something." };
const PASSES: ContentScreen = { screen: async () => ({ action: "pass", label: "" }) };

interface Chat {
  readonly action: string;
  readonly handoffReason: string | null;
  readonly said: string;
  readonly stored: readonly { readonly direction: string; readonly text: string }[];
}

async function site(
  list: Record<string, unknown>,
  screen = PASSES,
  article = ARTICLE,
): Promise<{ ask: (text: string) => Promise<Chat>; model: ScriptedModel }> {
  const db = await testDatabase();
  const model = scriptedModel([{ fault: "unavailable" }]);
  const app = await createApp(readConfig({}), db, {
    clock: systemClock,
    log: silentLogger,
    model,
    contentScreen: screen,
  });
  const { ctx } = await freshTenant();
  await inTenant(db, ctx.tenantId, (tx) =>
    publishPolicy(
      { tx, clock: systemClock, ctx },
      {
        kind: "safety",
        content: {
          lists: [{ id: "one", direction: ["in", "out"], action: "hold", words: ["违禁词"], reason, ...list }],
        },
        note: "",
      },
    ),
  );
  const { jobId } = await startImport(app.imports, ctx, {
    source: "t",
    files: [{ path: "a.md", content: Buffer.from(article) }],
  });
  await runImport(app.imports, ctx, jobId, new AbortController().signal);
  const { key } = await createApiKey(app, ctx, { name: "k", scopes: ["*"] });
  const as = { authorization: `Bearer ${key}` };
  let people = 0;
  const ask = async (message: string): Promise<Chat> => {
    people += 1;
    const { body } = await send(app.fetch, "POST /v1/chat", as, { message, contactId: `c-${people}`, channel: "web" });
    const ticketId = /"ticketId":"([^"]+)"/.exec(String(body))?.[1];
    const { body: view } = await send(app.fetch, `GET /v1/tickets/${ticketId}`, as);
    const { ticket, proposal, messages } = view as {
      ticket: { handoffReason: string | null };
      proposal: { decision: { action: string } };
      messages: Chat["stored"];
    };
    return {
      action: proposal.decision.action,
      handoffReason: ticket.handoffReason,
      said: String(body),
      stored: messages,
    };
  };
  return { ask, model };
}

test("a question that no list minds is answered", async () => {
  const { ask } = await site({});
  expect(await ask("总账怎么反结账？")).toMatchObject({ action: "auto", handoffReason: null });
});

test("a flagged message is kept as it was written and goes to a person; no model reads it", async () => {
  const { ask, model } = await site({ direction: ["in"] });
  const chat = await ask("违 禁\u200b词，总账怎么反结账？");
  expect(chat).toMatchObject({ action: "hand_over", handoffReason: "content_flagged" });
  expect(chat.stored.find(({ direction }) => direction === "in")?.text).toBe("违 禁\u200b词，总账怎么反结账？");
  expect(model.requests).toEqual([]);
});

test("a refused message gets the list's own reply, and a person all the same", async () => {
  const reply = { zh: "请文明用语，同事会联系您。", en: "Please be polite." };
  const { ask } = await site({ direction: ["in"], action: "refuse", reply });
  const chat = await ask("违禁词，总账怎么反结账？");
  expect(chat.handoffReason).toBe("content_flagged");
  expect(chat.stored.find(({ direction }) => direction === "out")?.text).toBe(reply.zh);
});

test("masked words of a customer reach no model, and masked words of an answer no customer", async () => {
  const { ask, model } = await site({ action: "mask", words: ["结账密码", "内网主机"] });
  const chat = await ask("内网主机上总账怎么反结账？");
  expect(model.requests.map(({ user }) => user.includes("内网主机"))).toEqual([false]);
  expect(chat.said).not.toContain("结账密码");
  expect(chat.stored.find(({ direction }) => direction === "out")?.text).not.toContain("结账密码");
});

test("words that a list minds are masked in the passage that an answer cites, where the answer does without them", async () => {
  for (const action of ["hold", "refuse"]) {
    const { ask } = await site({ direction: ["out"], action, words: ["凭证断号"] }, PASSES, TITLED);
    const chat = await ask("总账怎么反结账？");
    expect(chat).toMatchObject({ action: "auto", handoffReason: null });
    expect(/event: citation\ndata: .*/.exec(chat.said)?.[0]).toContain("反结账与＊＊＊＊");
    expect(chat.said).not.toContain("凭证断号");
  }
});

test("an answer with held or refused words does not leave by itself, not even in part", async () => {
  for (const action of ["hold", "refuse"]) {
    const { ask } = await site({ direction: ["out"], action, words: ["结账密码"] });
    const chat = await ask("总账怎么反结账？");
    expect(chat.handoffReason).toBe("content_flagged");
    expect(chat.said).not.toContain("结账密码");
  }
});

test("a provider's verdict counts beside the lists, and without one nothing is sent by itself", async () => {
  const holds: ContentScreen = {
    screen: async (_, direction) => ({ action: direction === "out" ? "hold" : "pass", label: "x" }),
  };
  const fails: ContentScreen = { screen: () => Promise.reject(new DomainError("timeout", "late")) };
  for (const screen of [holds, fails]) {
    const { ask } = await site({}, screen);
    expect(await ask("总账怎么反结账？")).toMatchObject({ handoffReason: "content_flagged" });
  }
});
