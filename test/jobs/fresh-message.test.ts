import { expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { propose, standingOf } from "../../src/jobs/propose.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { InboundMessage, receiveToAnswer } from "../../src/tickets/receiving/receive.ts";
import { readTurn } from "../../src/tickets/store/tickets.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const ARTICLE =
  "---\ntitle: 反结账\naudience: public\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，点反结账，输入结账密码。\n";

/** Takes a question in and begins to answer it at once; `heard` is what the answer hears of its being kept. */
async function desk() {
  const db = await testDatabase();
  const model = scriptedModel([{ fault: "unavailable" }]);
  const app = await createApp(readConfig({}), db, { clock: systemClock, log: silentLogger, model });
  const { ctx } = await freshTenant();
  const { jobId } = await startImport(app.imports, ctx, {
    source: "t",
    files: [{ path: "a.md", content: Buffer.from(ARTICLE) }],
  });
  await runImport(app.imports, ctx, jobId, new AbortController().signal);
  const deps = { tickets: app.tickets, copilot: app.copilot };
  const ask = (
    heard: (kept: Promise<void>) => Promise<void>,
    { who = newId(), text = "怎么反结账？", thread = "default" } = {},
  ) =>
    receiveToAnswer(
      app.tickets,
      ctx,
      InboundMessage.parse({
        contact: { externalId: who },
        channel: "web",
        thread,
        text,
        language: "zh",
      }),
      {
        read: standingOf(deps),
        // In a box: the answer of this promise is not to be waited for before the message is kept.
        begin({ ticket }, standing, kept) {
          const fresh = { standing, kept: heard(kept) };
          // As that of the database it may fail before somebody waits for it.
          fresh.kept.catch(() => {});
          const answering = propose(deps, ctx, ticket.id, new AbortController().signal, { fresh });
          return { answer: answering.catch((error: Error) => error) };
        },
      },
    );
  const turnOf = (ticketId: string) => inTenant(db, ctx.tenantId, (tx) => readTurn(tx, ticketId));
  const call = (contactId: string, name: string) =>
    inTenant(db, ctx.tenantId, (tx) =>
      tx.query("update contact set name = $3 where tenant_id = $1 and id = $2", [ctx.tenantId, contactId, name]),
    );
  return { model, ask, turnOf, call };
}

test("a question is answered from what was read while it was taken in", async () => {
  const { model, ask, turnOf } = await desk();
  const { ticket, answer } = await ask((kept) => kept);
  expect(await answer!.answer).toMatchObject({ applied: { ticket: { id: ticket.id } } });
  expect(model.requests).toHaveLength(1);
  expect((await turnOf(ticket.id))!.ticket.version).toBeGreaterThan(ticket.version);
});

test("the name in the record of whoever asks reaches no model, in a ticket that is opened and in one that goes on", async () => {
  const { model, ask, call } = await desk();
  const asked = async (more: { who: string; thread?: string }) => {
    const { ticket, answer } = await ask((kept) => kept, { ...more, text: "文静没有权限。怎么反结账？" });
    await answer!.answer;
    return ticket;
  };
  await call((await asked({ who: "u-1" })).contactId, "文静");
  await call((await asked({ who: "u-2" })).contactId, "高明");
  for (const more of [{ who: "u-1" }, { who: "u-1", thread: "another" }, { who: "u-2" }]) await asked(more);
  const hidden = model.requests.map(({ user }) => user.includes("[name]没有权限") && !user.includes("文静"));
  expect(hidden).toEqual([false, false, true, true, false]);
});

test("of a message that is not kept no model is asked and nothing is stored", async () => {
  const { model, ask, turnOf } = await desk();
  const { ticket, answer } = await ask(async (kept) => {
    await kept;
    throw new Error("taken back");
  });
  expect(await answer!.answer).toEqual(new Error("taken back"));
  expect(model.requests).toEqual([]);
  expect(await turnOf(ticket.id)).toMatchObject({ ticket: { turn: 1, status: "open" }, proposed: false });
});
