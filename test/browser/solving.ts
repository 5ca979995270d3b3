import { inTenant } from "../../src/db/tenant.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { applyPatch, ticketForChange } from "../../src/tickets/change.ts";
import type { demoDesk } from "./demo-desk.ts";
import type { OpenedPage } from "./support.ts";

type Desk = Awaited<ReturnType<typeof demoDesk>>;

/** Calls the API as whoever is signed in on the page. */
export const call = (page: OpenedPage, method: string, path: string, body: unknown = {}): Promise<unknown> =>
  page.evaluate(
    async ([verb, address, content]) => {
      const sent = verb === "GET" ? {} : { body: content, headers: { "content-type": "application/json" } };
      const answer = await fetch(address, { method: verb, ...sent });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    [method, path, JSON.stringify(body)] as const,
  );

/** Tickets of visitors, another one each time, and their way to a solution. */
export function solving(desk: Desk, tenantId: string) {
  let visitors = 0;
  const ask = (text: string): Promise<string> => {
    visitors += 1;
    return desk.ask(text, { "x-forwarded-for": `10.1.0.${visitors}` });
  };
  /** A ticket that whoever is signed in on the page has answered and resolved. */
  const solve = async (page: OpenedPage, question: string, text: string): Promise<string> => {
    const id = await ask(question);
    const { tickets } = desk.app;
    const { turn } = await inTenant(tickets.db, tenantId, async (tx) => {
      const labels = { serviceType: "consult", serviceItem: "howto" } as const;
      const ticket = await ticketForChange(tx, id);
      return applyPatch(tickets, tx, systemCtx(tenantId, "test"), ticket, { kind: "labelled", patch: labels });
    });
    await call(page, "POST", `/v1/tickets/${id}/replies`, { text, turn });
    await call(page, "POST", `/v1/tickets/${id}/resolve`);
    return id;
  };
  return { ask, solve };
}
