import { createRoute, z } from "@hono/zod-openapi";
import {
  changeStanding,
  listCustomers,
  NewCustomer,
  putCustomer,
  StandingInput,
  standingBook,
} from "../../customers/standing-book.ts";
import type { Customer, StandingEntry, StandingRecord } from "../../customers/store/standing-book.ts";
import { CUSTOMER_CLASSES } from "../../kernel/labels.ts";
import type { TicketDeps } from "../../tickets/deps.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";
import { shownTo } from "../shown-to.ts";

const tags = ["customers"];
const instant = z.iso.datetime();
const ById = z.object({ id: z.uuid() });
const Asked = z.iso.datetime({ offset: true });
const record = {
  name: z.string(),
  class: z.enum(CUSTOMER_CLASSES),
  facts: z.object({ product: z.string(), edition: z.string(), version: z.string(), deployment: z.string() }).partial(),
  validTo: instant.nullable().openapi({ description: "When the facts stop counting; null for never." }),
};
const CustomerShape = z.object({ id: z.uuid(), externalId: z.string(), ...record }).openapi("Customer");
const EntryShape = z
  .object({ seq: z.int(), at: instant, ...record, reason: z.string(), madeBy: z.string() })
  .openapi("StandingEntry");
export const StandingBookShape = z
  .object({
    customer: CustomerShape,
    asOf: instant,
    record: EntryShape.nullable().openapi({
      description: "As it stood at `asOf`; null where nothing was entered yet.",
    }),
    entries: z.array(EntryShape).openapi({ description: "Until `asOf`, the newest first; at most 100." }),
  })
  .openapi("StandingBook");
const CONFLICT = { 409: PROBLEMS[400] };

const list = createRoute({
  method: "get",
  path: "/v1/customers",
  tags,
  summary: "Customers by name or id; those alone whose record expires by a moment, the first to expire first",
  request: { query: z.object({ text: z.string().max(200).default(""), expiresBefore: Asked.optional() }) },
  responses: { 200: json(z.object({ customers: z.array(CustomerShape) }), "At most 200."), ...PROBLEMS },
});
const put = createRoute({
  method: "post",
  path: "/v1/customers",
  tags,
  summary: "Enter what is known of a customer, by its id in your own systems; made where there is none",
  request: { body: jsonBody(NewCustomer) },
  responses: { 200: json(CustomerShape, "The customer."), ...PROBLEMS, ...CONFLICT },
});
const book = createRoute({
  method: "get",
  path: "/v1/customers/{id}/standing-book",
  tags,
  summary: "What was known of a customer at a moment, and every change until then",
  request: { params: ById, query: z.object({ asOf: Asked.optional() }) },
  responses: { 200: json(StandingBookShape, "The book."), ...PROBLEMS, ...NOT_FOUND },
});
const change = createRoute({
  method: "put",
  path: "/v1/customers/{id}/standing-book",
  tags,
  summary: "Enter what is known of a customer from now on",
  description:
    "Tickets opened from then on take over the class, and the facts until `validTo` where the message does not say otherwise. Nothing that was entered before is rewritten.",
  request: { params: ById, body: jsonBody(StandingInput) },
  responses: { 200: json(CustomerShape, "The customer."), ...PROBLEMS, ...NOT_FOUND, ...CONFLICT },
});

const dated = <Row extends StandingRecord>(row: Row) => ({ ...row, validTo: row.validTo?.toISOString() ?? null });
const customerView = (customer: Customer): z.infer<typeof CustomerShape> => dated(customer);
const entryView = ({ madeBy, ...entry }: StandingEntry): z.infer<typeof EntryShape> => ({
  ...dated(entry),
  at: entry.at.toISOString(),
  madeBy: madeBy.id,
});

export const customerRoutes =
  (deps: TicketDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "customer.read");
      const { text, expiresBefore } = c.req.valid("query");
      const until = expiresBefore === undefined ? null : new Date(expiresBefore);
      const found = await listCustomers(deps, ctx, { text, expiresBefore: until });
      return c.json({ customers: found.map(customerView) }, 200);
    });
    app.openapi(put, async (c) => {
      const ctx = requireAction(c, "customer.write");
      return c.json(customerView(await putCustomer(deps, ctx, c.req.valid("json"))), 200);
    });
    app.openapi(book, async (c) => {
      const ctx = requireAction(c, "customer.read");
      const { asOf } = c.req.valid("query");
      const found = await standingBook(
        deps,
        ctx,
        c.req.valid("param").id,
        asOf === undefined ? undefined : new Date(asOf),
      );
      const view = {
        customer: customerView(found.customer),
        asOf: found.asOf.toISOString(),
        record: found.record && entryView(found.record),
        entries: found.entries.map(entryView),
      };
      return c.json(shownTo(ctx.actor, view, "contact.unmasked"), 200);
    });
    app.openapi(change, async (c) => {
      const ctx = requireAction(c, "customer.write");
      return c.json(customerView(await changeStanding(deps, ctx, c.req.valid("param").id, c.req.valid("json"))), 200);
    });
  };
