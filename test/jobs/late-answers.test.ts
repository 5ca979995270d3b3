import { expect, test } from "vitest";
import type { JobOptions } from "../../src/db/queue.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { lateAnswersJob } from "../../src/jobs/late-answers.ts";
import { applyPatch, ticketForChange } from "../../src/tickets/change.ts";
import type { TicketDeps } from "../../src/tickets/deps.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { LATE_ANSWERS_JOB, windowOf } from "../../src/tickets/receiving/late-answers.ts";
import { InboundMessage, PROPOSE_JOB, receiveMessage } from "../../src/tickets/receiving/receive.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

/** A desk whose customers write over the chat, and a queue that shows what is in it. */
async function chatDesk() {
  const desk = await ticketDesk();
  const jobs: { readonly kind: string; readonly id: string; readonly options: JobOptions | undefined }[] = [];
  const deps: TicketDeps = {
    ...desk.deps,
    queue: { send: async (_, kind, id, options) => void jobs.push({ kind, id, options }) },
  };
  const write = async (externalId: string) => {
    const message = { contact: { externalId }, channel: "web", text: "怎么反结账？", language: "zh" };
    return (await receiveMessage(deps, desk.ctx, InboundMessage.parse(message), true)).ticket;
  };
  /** Runs the jobs of windows and says for which tickets they let the copilot propose. */
  const proposed = async () => {
    const windows = new Set(jobs.splice(0).map(({ id }) => id));
    for (const id of windows)
      await lateAnswersJob(deps)({ tenantId: desk.ctx.tenantId, id }, new AbortController().signal);
    expect(jobs.every(({ kind }) => kind === PROPOSE_JOB)).toBe(true);
    return jobs.splice(0).map(({ id }) => id);
  };
  return { ...desk, deps, jobs, write, proposed };
}

test("messages of one window share one job, which starts when each of them must have been answered", async () => {
  const { clock, jobs, write } = await chatDesk();
  const times: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    await write(`u-${i}`);
    times.push(clock.now().getTime());
    clock.advance(1_700);
  }
  expect(jobs).toHaveLength(12);
  for (const [i, { kind, id, options }] of jobs.entries()) {
    expect([kind, options?.once]).toEqual([LATE_ANSWERS_JOB, true]);
    const { from, to } = windowOf(id);
    expect(times[i]).toBeGreaterThanOrEqual(from.getTime());
    expect(times[i]).toBeLessThan(to.getTime());
    expect(options?.startAfter?.getTime()).toBe(to.getTime() + 15_000);
  }
  expect(new Set(jobs.map(({ id }) => id)).size).toBeLessThanOrEqual(6);
});

test("a chat whose process died is proposed for, whoever has the ticket; one that was answered is not", async () => {
  const { deps, ctx, write, proposed } = await chatDesk();
  const lost = await write("lost");
  const answered = await write("answered");
  const withPeople = await write("with-people");
  await applyProposal(deps, ctx, answered.id, answered.turn, sampleProposal());
  await inTenant(deps.db, ctx.tenantId, async (tx) =>
    applyPatch(deps, tx, ctx, await ticketForChange(tx, withPeople.id), {
      kind: "silenced",
      patch: { botSilent: true },
    }),
  );
  expect((await proposed()).sort()).toEqual([lost.id, withPeople.id].sort());
});

test("a customer who goes on writing is looked after by the window of the last message", async () => {
  const { clock, jobs, write, proposed } = await chatDesk();
  const { id } = await write("u-1");
  clock.advance(60_000);
  await write("u-1");
  const last = jobs.splice(1);
  expect(await proposed()).toEqual([]);
  jobs.push(...last);
  expect(await proposed()).toEqual([id]);
});
