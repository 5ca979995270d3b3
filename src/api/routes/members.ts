import { createRoute, z } from "@hono/zod-openapi";
import * as invitations from "../../access/invitations.ts";
import * as members from "../../access/members.ts";
import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import { MEMBER_ROLES } from "../../kernel/labels.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { ctxOf, requireAction } from "../auth.ts";
import { addressOf } from "../limits/address.ts";
import type { FailureLimit } from "../limits/sign-in-limit.ts";
import type { Routes } from "../server.ts";

export const MemberView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(MEMBER_ROLES),
    team: z.string().nullable(),
    maySend: z.boolean(),
    status: z.enum(["active", "absent", "disabled"]),
    absentFrom: z.iso.datetime().nullable().openapi({ description: "When an absence told ahead begins." }),
    absentUntil: z.iso.datetime().nullable(),
    delegateId: z.uuid().nullable(),
    mentorId: z.uuid().nullable().openapi({ description: "Who reads the drafts of a member who may not send." }),
    createdAt: z.iso.datetime(),
  })
  .openapi("Member");

export const InvitationView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(MEMBER_ROLES),
    team: z.string().nullable(),
    maySend: z.boolean(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .openapi("Invitation");

const tags = ["members"];
const params = z.object({ id: z.uuid() });
const one = (description: string) => ({ 200: json(MemberView, description), ...PROBLEMS, ...NOT_FOUND });

const list = createRoute({
  method: "get",
  path: "/v1/members",
  tags,
  summary: "List the members of the tenant",
  responses: { 200: json(z.object({ members: z.array(MemberView) }), "All members."), ...PROBLEMS },
});
const change = createRoute({
  method: "patch",
  path: "/v1/members/{id}",
  tags,
  summary: "Change a member's role, team, right to send or mentor",
  request: { params, body: jsonBody(members.MemberChanges) },
  responses: one("The member as it is now."),
});
const disable = createRoute({
  method: "post",
  path: "/v1/members/{id}/disable",
  tags,
  summary: "Take away all access of a member at once",
  request: { params },
  responses: one("The member as it is now."),
});
const leave = createRoute({
  method: "put",
  path: "/v1/members/{id}/absence",
  tags,
  summary: "Say that a member is away, from when and until when, and who stands in; members may do so for themselves",
  request: { params, body: jsonBody(members.Absence) },
  responses: one("The member as it is now."),
});
const comeBack = createRoute({
  method: "delete",
  path: "/v1/members/{id}/absence",
  tags,
  summary: "Say that a member is back",
  request: { params },
  responses: one("The member as it is now."),
});
const invite = createRoute({
  method: "post",
  path: "/v1/invitations",
  tags,
  summary: "Invite a person; the answer shows the token once",
  request: { body: jsonBody(invitations.InvitationInput) },
  responses: {
    201: json(
      z.object({ id: z.uuid(), token: z.string(), expiresAt: z.iso.datetime() }),
      "Hand the token to the person.",
    ),
    ...PROBLEMS,
  },
});
const open = createRoute({
  method: "get",
  path: "/v1/invitations",
  tags,
  summary: "List invitations that can still be accepted",
  responses: { 200: json(z.object({ invitations: z.array(InvitationView) }), "Open invitations."), ...PROBLEMS },
});
const revoke = createRoute({
  method: "delete",
  path: "/v1/invitations/{id}",
  tags,
  summary: "Revoke an invitation",
  request: { params },
  responses: { 204: { description: "It can no longer be accepted." }, ...PROBLEMS, ...NOT_FOUND },
});
const accept = createRoute({
  method: "post",
  path: "/v1/invitations/accept",
  tags,
  summary: "Become a member with the token of an invitation",
  security: [],
  request: { body: jsonBody(invitations.Acceptance) },
  responses: {
    201: json(z.object({ tenantId: z.uuid(), memberId: z.uuid(), email: z.string() }), "Now sign in."),
    ...PROBLEMS,
  },
});

interface Deps {
  /** Proxies of one's own before this server, whose word on the client's address holds. */
  readonly trustedProxies: number;
  readonly db: Database;
  readonly clock: Clock;
  /** One for sign-in and invitations: either is a way to guess at a password. */
  readonly limited: FailureLimit;
}

export const memberRoutes =
  (deps: Deps): Routes =>
  (app) => {
    const { limited } = deps;
    app.openapi(list, async (c) => {
      const found = await members.listMembers(deps, requireAction(c, "member.read"));
      return c.json({ members: found.map(memberView) }, 200);
    });
    app.openapi(change, async (c) => {
      const { id } = c.req.valid("param");
      return c.json(memberView(await members.changeMember(deps, ctxOf(c), id, c.req.valid("json"))), 200);
    });
    app.openapi(disable, async (c) => {
      const ctx = requireAction(c, "member.write");
      return c.json(memberView(await members.disableMember(deps, ctx, c.req.valid("param").id)), 200);
    });
    app.openapi(leave, async (c) => {
      const { id } = c.req.valid("param");
      return c.json(memberView(await members.setAbsence(deps, ctxOf(c), id, c.req.valid("json"))), 200);
    });
    app.openapi(comeBack, async (c) =>
      c.json(memberView(await members.setAbsence(deps, ctxOf(c), c.req.valid("param").id, null)), 200),
    );
    app.openapi(invite, async (c) => {
      const made = await invitations.inviteMember(deps, requireAction(c, "member.write"), c.req.valid("json"));
      return c.json({ ...made, expiresAt: made.expiresAt.toISOString() }, 201);
    });
    app.openapi(open, async (c) => {
      const found = await invitations.listInvitations(deps, requireAction(c, "member.write"));
      return c.json({ invitations: found.map(invitationView) }, 200);
    });
    app.openapi(revoke, async (c) => {
      await invitations.revokeInvitation(deps, requireAction(c, "member.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
    app.openapi(accept, async (c) => {
      const input = c.req.valid("json");
      const address = addressOf(c, deps.trustedProxies);
      const guard: invitations.Guard = (email, attempt) => limited({ email, address }, attempt);
      const accepted = await limited({ email: input.token.slice(0, 77), address }, () =>
        invitations.acceptInvitation(deps, input, guard),
      );
      return c.json(accepted, 201);
    });
  };

export const memberView = (member: members.Member) => ({
  ...member,
  absentFrom: member.absentFrom?.toISOString() ?? null,
  absentUntil: member.absentUntil?.toISOString() ?? null,
  createdAt: member.createdAt.toISOString(),
});

const invitationView = ({ id, email, role, team, maySend, createdAt, expiresAt }: invitations.Invitation) => ({
  id,
  email,
  role,
  team,
  maySend,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
