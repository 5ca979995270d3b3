import { createRoute, z } from "@hono/zod-openapi";
import { countApprovals, listApprovalInbox } from "../../../tickets/approval/approval-inbox.ts";
import {
  acceptDraft,
  approveDraft,
  editDraft,
  Rejection,
  rejectDraft,
  writeReply,
} from "../../../tickets/approval/drafts.ts";
import type { TicketDeps } from "../../../tickets/deps.ts";
import type { DraftOutcome } from "../../../tickets/sending/send.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import { IF_MATCH, seenVersion } from "../../if-match.ts";
import type { Routes } from "../../server.ts";
import { DraftShape, draftView, MessageShape, messageView, TicketShape, ticketView } from "./ticket-views.ts";

const tags = ["drafts"];
const ById = z.object({ id: z.uuid() });
const OutcomeShape = z.object({ ticket: TicketShape, draft: DraftShape, message: MessageShape.nullable() });
const changed = { 412: PROBLEMS[400], 409: PROBLEMS[400] };

const reply = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/replies",
  tags,
  summary: "Write a reply; it leaves at once, or waits for the approvals that policy asks for",
  request: { params: ById, body: jsonBody(z.strictObject({ text: writtenText(20_000), turn: z.int().min(0) })) },
  responses: {
    200: json(OutcomeShape, "`message` is the sent reply, or null while it waits."),
    ...PROBLEMS,
    ...NOT_FOUND,
    ...changed,
  },
});
// Published as /v1/drafts/{id}:verb; the server splits the segment before it routes.
const verb = <Name extends string>(name: Name, summary: string) => ({
  method: "post" as const,
  path: `/v1/drafts/{id}/${name}` as const,
  tags,
  summary,
});

const accept = createRoute({
  ...verb("accept", "Accept as it stands: the first approval"),
  request: { params: ById, headers: IF_MATCH },
  responses: { 200: json(OutcomeShape, "Sent, or waiting for `draft.needed`."), ...PROBLEMS, ...NOT_FOUND, ...changed },
});
const approve = createRoute({
  ...verb("approve", "Consent to exactly this text"),
  request: { params: ById, headers: IF_MATCH, body: jsonBody(z.strictObject({ textHash: z.string().length(64) })) },
  responses: { 200: json(OutcomeShape, "Sent, or waiting for `draft.needed`."), ...PROBLEMS, ...NOT_FOUND, ...changed },
});
const edit = createRoute({
  ...verb("edit", "Replace the text; earlier consents no longer count"),
  request: { params: ById, headers: IF_MATCH, body: jsonBody(z.strictObject({ text: writtenText(20_000) })) },
  responses: { 200: json(DraftShape, "The draft as it is now."), ...PROBLEMS, ...NOT_FOUND, ...changed },
});
const reject = createRoute({
  ...verb("reject", "Put aside, with a reason to learn from"),
  request: { params: ById, headers: IF_MATCH, body: jsonBody(Rejection) },
  responses: { 200: json(DraftShape, "The draft as it is now."), ...PROBLEMS, ...NOT_FOUND, ...changed },
});
const inbox = createRoute({
  method: "get",
  path: "/v1/approvals",
  tags,
  summary: "Drafts that wait for an approval, longest first",
  request: {
    query: z.object({
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  responses: {
    200: json(
      z.object({
        waiting: z.array(
          z.object({
            draft: DraftShape,
            ticket: TicketShape,
            consents: z.array(z.object({ memberId: z.uuid(), role: z.string() })),
            mine: z.boolean().openapi({ description: "Your consent would count." }),
          }),
        ),
        next: z.string().nullable(),
      }),
      "A page of the inbox; `next` is the cursor of the next one, or null.",
    ),
    ...PROBLEMS,
  },
});

const waitingForMe = createRoute({
  method: "get",
  path: "/v1/approvals/count",
  tags,
  summary: "How many of the 100 drafts that wait longest would take your consent",
  responses: { 200: json(z.object({ mine: z.int() }), "The number beside the inbox."), ...PROBLEMS },
});

const outcomeView = ({ ticket, draft, message }: DraftOutcome) => ({
  ticket: ticketView(ticket),
  draft: draftView(draft),
  message: message && messageView(message),
});

export const draftRoutes =
  (deps: TicketDeps): Routes =>
  (app) => {
    app.openapi(reply, async (c) => {
      const { text, turn } = c.req.valid("json");
      return c.json(
        outcomeView(await writeReply(deps, requireAction(c, "ticket.reply"), c.req.valid("param").id, text, turn)),
        200,
      );
    });
    app.openapi(accept, async (c) =>
      c.json(
        outcomeView(
          await acceptDraft(deps, requireAction(c, "draft.decide"), c.req.valid("param").id, {
            version: seenVersion(c),
          }),
        ),
        200,
      ),
    );
    app.openapi(approve, async (c) => {
      const seen = { version: seenVersion(c), textHash: c.req.valid("json").textHash };
      return c.json(
        outcomeView(await approveDraft(deps, requireAction(c, "approval.give"), c.req.valid("param").id, seen)),
        200,
      );
    });
    app.openapi(edit, async (c) => {
      const { text } = c.req.valid("json");
      return c.json(
        draftView(
          await editDraft(deps, requireAction(c, "draft.decide"), c.req.valid("param").id, text, {
            version: seenVersion(c),
          }),
        ),
        200,
      );
    });
    app.openapi(reject, async (c) => {
      const draft = await rejectDraft(
        deps,
        requireAction(c, "draft.decide"),
        c.req.valid("param").id,
        c.req.valid("json"),
        {
          version: seenVersion(c),
        },
      );
      return c.json(draftView(draft), 200);
    });
    app.openapi(waitingForMe, async (c) =>
      c.json({ mine: await countApprovals(deps, requireAction(c, "approval.give")) }, 200),
    );
    app.openapi(inbox, async (c) => {
      const { rows, next } = await listApprovalInbox(deps, requireAction(c, "approval.give"), c.req.valid("query"));
      const waiting = rows.map(({ draft, ticket, consents, mine }) => ({
        draft: draftView(draft),
        ticket: ticketView(ticket),
        consents: consents.map(({ memberId, role }) => ({ memberId, role })),
        mine,
      }));
      return c.json({ waiting, next }, 200);
    });
  };
