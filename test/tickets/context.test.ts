import { expect, test } from "vitest";
import type { CopilotRequest } from "../../src/copilot/request.ts";
import { propose } from "../../src/jobs/propose.ts";
import { addNote, resolveTicket } from "../../src/tickets/work.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

/** A desk whose copilot only writes down what it was asked, and answers with `action`. */
async function listeningDesk() {
  const desk = await ticketDesk();
  const asked: CopilotRequest[] = [];
  const ask = async (ticketId: string, action: "auto" | "clarify" = "auto") => {
    const copilot = async (_: string, request: CopilotRequest) => {
      asked.push(request);
      return sampleProposal({ action });
    };
    await propose({ tickets: desk.deps, copilot }, desk.ctx, ticketId, new AbortController().signal);
    return asked.at(-1)!;
  };
  return { ...desk, ask };
}

test("facts that a later message leaves out are kept", async () => {
  const desk = await ticketDesk();
  await desk.say("怎么反结账？", { facts: { product: "panheng-erp", version: "8.0" } });
  const { ticket } = await desk.say("找不到", { facts: { product: undefined, version: "8.2" } });
  expect(ticket.facts).toEqual({ product: "panheng-erp", version: "8.2" });
});

test("the copilot reads the conversation since the last resolution only", async () => {
  const { deps, as, staff, say, ask } = await listeningDesk();
  const { ticket } = await say("怎么反结账？");
  await ask(ticket.id);
  await resolveTicket(deps, as(staff.agent), ticket.id);
  const later = await say("打印机怎么设置？");
  expect(later.ticket.id).toBe(ticket.id);
  const { turns } = await ask(ticket.id);
  expect(turns.map(({ text }) => text)).toEqual(["打印机怎么设置？"]);
});

test("questions asked back are counted since the last answer, however long the history is", async () => {
  const { deps, as, staff, say, ask } = await listeningDesk();
  const { ticket } = await say("第一个问题");
  await ask(ticket.id);
  for (let note = 0; note < 3; note += 1)
    await addNote(deps, as(staff.agent), ticket.id, { text: `备注 ${note}`, mentions: [] });
  await say("不清楚");
  expect((await ask(ticket.id, "clarify")).conversation.clarifications).toBe(0);
  await say("还是不清楚");
  expect((await ask(ticket.id, "clarify")).conversation.clarifications).toBe(1);
  await say("仍然不清楚");
  expect((await ask(ticket.id)).conversation.clarifications).toBe(2);
  await say("谢谢，还有");
  expect((await ask(ticket.id)).conversation.clarifications).toBe(0);
});
