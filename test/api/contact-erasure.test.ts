import { expect, test } from "vitest";
import { ensureContact } from "../../src/customers/contacts.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { runErasure } from "../../src/jobs/contact/erase-contact.ts";
import { allEvents, open, send, testTenant } from "../support/app.ts";
import { placesOf } from "../support/places.ts";

const EXTERNAL = "u-erased";

test("an administrator exports a person and erases them by their typed name; nothing of it is given again after", async () => {
  const tenant = await testTenant();
  const { app, ctx } = tenant;
  const [admin, agent] = [await tenant.member("admin"), await tenant.member("agent")];
  const visitor = await tenant.endUser(EXTERNAL);
  const chat = { message: "我要投诉，退钱，青鸾密语" };
  const keyed = { "idempotency-key": "once" };
  const [first] = await allEvents(await open(app.fetch, "POST /v1/chat", visitor, chat, keyed));
  const ticketId = String(first!.data["ticketId"]);
  const note = { text: "青鸾密语，请看", mentions: [agent.id] };
  expect((await send(app.fetch, `POST /v1/tickets/${ticketId}/notes`, admin.as, note, keyed)).status).toBeLessThan(300);
  const told = async () =>
    JSON.stringify((await send(app.fetch, "GET /v1/notifications", agent.as)).body).includes("青鸾密语");
  expect(await told()).toBe(true);
  const { id } = await inTenant(app.db, ctx.tenantId, (tx) =>
    ensureContact(tx, app.clock, ctx, { externalId: EXTERNAL }),
  );
  const at = `/v1/contacts/${id}`;

  const file = await send(app.fetch, `GET ${at}/export`, admin.as);
  expect(file.headers.get("content-disposition")).toContain(`contact-${id}.json`);
  expect(file.body).toMatchObject({
    contacts: [{ externalId: EXTERNAL }],
    tickets: [
      { id: ticketId, messages: [{ text: chat.message }, {}, { direction: "note" }], events: [{}, {}, {}, {}] },
    ],
  });
  const asked = { reason: "by letter", confirmation: EXTERNAL };
  expect((await send(app.fetch, `GET ${at}/erasure`, admin.as)).status).toBe(404);
  const wrong = await send(app.fetch, `POST ${at}/erasure`, admin.as, { ...asked, confirmation: "somebody" });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: "confirmation" }] } });
  expect((await send(app.fetch, `GET /v1/tickets/${ticketId}`, admin.as)).status).toBe(200);
  const begun = await send(app.fetch, `POST ${at}/erasure`, admin.as, asked);
  expect(begun).toMatchObject({ status: 202, body: { status: "queued", contacts: 1 } });
  await runErasure(app.tickets, ctx, (begun.body as { id: string }).id, new AbortController().signal);
  expect((await send(app.fetch, `GET ${at}/erasure`, admin.as)).body).toMatchObject({
    ...{ status: "done", counts: { ticket: 1, message: 3 } },
  });
  expect((await send(app.fetch, `GET /v1/tickets/${ticketId}`, admin.as)).status).toBe(404);
  expect(await told()).toBe(false);
  // Sealed rows cannot change: those of what the visitor did name the id that the vendor's own system gave them.
  expect(await placesOf(app.db, ctx.tenantId, [EXTERNAL, "青鸾密语"])).toEqual([`audit.actor: ${EXTERNAL}`]);
  const repeated = await allEvents(await open(app.fetch, "POST /v1/chat", visitor, { message: "又来了" }, keyed));
  expect(repeated[0]!.data["ticketId"]).not.toBe(ticketId);
});
