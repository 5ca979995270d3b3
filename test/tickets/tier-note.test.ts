import { expect, test } from "vitest";
import { viewOwnTicket, viewTicket } from "../../src/tickets/browse.ts";
import { escalateTicket, returnTicket } from "../../src/tickets/work.ts";
import { ticketDesk } from "../support/tickets.ts";

test("the next tier reads what was handed up, and the one before the solution; the customer reads neither", async () => {
  const desk = await ticketDesk();
  const { deps, ctx, as, staff } = desk;
  const { ticket } = await desk.say("怎么反结账？");
  const form = { symptom: "点了没有反应", version: "", evidence: "FIN-2107", triedSteps: "重启", summary: "不能结账" };
  await escalateTicket(deps, as(staff.agent), ticket.id, { ...form, toTier: 3, taskKind: "product_task" });
  await returnTicket(deps, as(staff.engineer), ticket.id, { toTier: 1, solution: "升级到 8.2.3" });
  const { messages } = await viewTicket(deps, ctx, ticket.id);
  const notes = messages.filter(({ direction }) => direction === "note");
  expect(notes.map(({ author, text }) => ({ author: author.id, text }))).toEqual([
    {
      author: staff.agent.id,
      text: "升级到三线 · 产品型任务（进排期）\n摘要：不能结账\n现象：点了没有反应\n证据：FIN-2107\n已尝试的步骤：重启",
    },
    { author: staff.engineer.id, text: "退回一线，解决方案：\n升级到 8.2.3" },
  ]);
  const own = await viewOwnTicket(deps, ctx, ticket.id, ticket.contactId);
  expect(JSON.stringify(own)).not.toContain("8.2.3");
});
