import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { requestErasure, runErasure } from "../../src/jobs/contact/erase-contact.ts";
import { runRound } from "../../src/jobs/repeat.ts";
import { sweep } from "../../src/jobs/sweep.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { viewTicket } from "../../src/tickets/browse.ts";
import { storeFile } from "../../src/tickets/receiving/attachments.ts";
import { recordCause, resolveTicket, verifyCause } from "../../src/tickets/work.ts";
import { testDatabase } from "../support/database.ts";
import { sampleProposal } from "../support/proposals.ts";
import { freshTenant } from "../support/tenants.ts";
import { ticketDesk } from "../support/tickets.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

async function sweptDesk() {
  const desk = await ticketDesk();
  let failing = false;
  let calls = 0;
  const copilot = async () => {
    calls += 1;
    if (failing) throw new Error("broken");
    return sampleProposal();
  };
  const run = () =>
    sweep({ tickets: desk.deps, copilot, log: silentLogger }, desk.ctx.tenantId, new AbortController().signal);
  const fail = () => {
    failing = true;
  };
  const ticketOf = async (id: string) => (await viewTicket(desk.deps, desk.ctx, id)).ticket;
  return { ...desk, run, fail, ticketOf, calls: () => calls };
}

test("a customer whose job was lost gets an answer", async () => {
  const { say, clock, run, ticketOf, calls } = await sweptDesk();
  const { ticket } = await say("怎么反结账？");
  await run();
  expect(calls()).toBe(0);
  clock.advance(6 * MINUTE_MS);
  await run();
  await run();
  expect(calls()).toBe(1);
  expect((await ticketOf(ticket.id)).status).toBe("pending_customer");
});

test("a customer for whom the copilot fails for good gets a person, and is told once", async () => {
  const { say, clock, run, fail, deps, ctx } = await sweptDesk();
  const { ticket } = await say("怎么反结账？");
  fail();
  clock.advance(6 * MINUTE_MS);
  await run();
  await run();
  const view = await viewTicket(deps, ctx, ticket.id);
  expect(view.ticket).toMatchObject({ handoffReason: "model_failure", botSilent: true, tier: 1 });
  expect(view.messages.filter(({ direction }) => direction === "out")).toHaveLength(1);
});

test("a ticket that is erased while the sweep is under way holds up no other one", async () => {
  const { say, clock, deps, ctx } = await ticketDesk();
  const [stays, goes] = [
    await say("怎么反结账？", { contact: { externalId: "stays" } }),
    await say("怎么导出？", { contact: { externalId: "goes" } }),
  ];
  const errors: unknown[] = [];
  const log = { ...silentLogger, error: (facts: unknown) => void errors.push(facts) };
  const { signal } = new AbortController();
  const copilot = async () => {
    const asked = { reason: "r", confirmation: goes.ticket.contactId };
    const { id } = await requestErasure(deps, ctx, goes.ticket.contactId, asked);
    await runErasure(deps, ctx, id, signal);
    return sampleProposal();
  };
  clock.advance(6 * MINUTE_MS);
  await sweep({ tickets: deps, copilot, log }, ctx.tenantId, signal);
  expect(errors).toEqual([]);
  expect((await viewTicket(deps, ctx, stays.ticket.id)).ticket.status).toBe("pending_customer");
});

test("a resolved ticket is closed after three silent days, and what comes later opens a new one", async () => {
  const { say, clock, run, ticketOf, deps, as, staff } = await sweptDesk();
  const { ticket } = await say("怎么反结账？");
  await resolveTicket(deps, as(staff.agent), ticket.id);
  clock.advance(2 * DAY_MS);
  await run();
  expect((await ticketOf(ticket.id)).status).toBe("resolved");
  clock.advance(2 * DAY_MS);
  await run();
  expect((await ticketOf(ticket.id)).status).toBe("closed");
  expect((await say("另一个问题")).ticket.id).not.toBe(ticket.id);
});

test("a complaint is closed by itself only with a verified cause", async () => {
  const { say, label, clock, run, ticketOf, deps, as, staff } = await sweptDesk();
  const ticket = await label((await say("退钱")).ticket, "complaint", "billing");
  await resolveTicket(deps, as(staff.agent), ticket.id);
  clock.advance(4 * DAY_MS);
  await run();
  expect((await ticketOf(ticket.id)).status).toBe("resolved");
  await recordCause(deps, as(staff.agent), ticket.id, { category: "service", text: "账单错", remedy: "更正" });
  await verifyCause(deps, as(staff.manager), ticket.id);
  await run();
  expect((await ticketOf(ticket.id)).status).toBe("closed");
  // What it was closed on is not rewritten behind it.
  const other = recordCause(deps, as(staff.agent), ticket.id, { category: "usage", text: "用户误操作", remedy: "无" });
  await expect(other).rejects.toMatchObject({ code: "conflict" });
});

test("results under idempotency keys are forgotten after two days", async () => {
  const { run, deps, ctx, clock } = await sweptDesk();
  const count = () =>
    inTenant(deps.db, ctx.tenantId, async (tx) => {
      const { rows } = await tx.query<{ n: number }>(
        "select count(*)::int as n from idempotency where tenant_id = $1",
        [ctx.tenantId],
      );
      return rows[0]!.n;
    });
  await inTenant(deps.db, ctx.tenantId, (tx) =>
    tx.query(
      "insert into idempotency (tenant_id, actor, key, request_hash, created_at) values ($1, 'a', 'k', '\\x00', $2)",
      [ctx.tenantId, clock.now()],
    ),
  );
  await run();
  expect(await count()).toBe(1);
  clock.advance(3 * DAY_MS);
  await run();
  expect(await count()).toBe(0);
});

test("a tenant whose regular job fails holds up no other tenant", async () => {
  const db = await testDatabase();
  const [first, second] = [await freshTenant(), await freshTenant()];
  const done: string[] = [];
  const run = async (tenantId: string) => {
    if (tenantId === first.ctx.tenantId) throw new Error("broken");
    done.push(tenantId);
  };
  await runRound({ db, log: silentLogger }, "test", run, new AbortController().signal);
  expect(done).toContain(second.ctx.tenantId);
});

test("a file that was never sent is removed after a day, and the audit says why; one that was sent stays", async () => {
  const { clock, run, say, deps, ctx } = await sweptDesk();
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1]);
  const store = (name: string) => storeFile(deps, ctx, { externalId: "u-1" }, { name, content: png });
  const [sent, unsent] = [await store("sent.png"), await store("unsent.png")];
  await say("看截图", { files: [sent.id] });
  const kept = async () => {
    const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
      tx.query<{ id: string }>("select id from attachment where tenant_id = $1 order by created_at, id", [tx.tenantId]),
    );
    return rows.map(({ id }) => id);
  };
  clock.advance(DAY_MS - 1);
  await run();
  expect((await kept()).sort()).toEqual([sent.id, unsent.id].sort());
  clock.advance(2);
  await run();
  expect(await kept()).toEqual([sent.id]);
  const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
    tx.query("select object_id as id, actor->>'id' as by from audit where tenant_id = $1 and action = 'file.remove'", [
      tx.tenantId,
    ]),
  );
  expect(rows).toEqual([{ id: unsent.id, by: "sweep" }]);
});
