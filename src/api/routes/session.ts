import { createRoute, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { PASSWORD_LENGTH } from "../../access/accounts.ts";
import { readMember } from "../../access/members.ts";
import { ACTIONS, actionsOf } from "../../access/roles.ts";
import { auditRefusal, auditSession } from "../../access/session-audit.ts";
import type { Sessions } from "../../access/sessions.ts";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import { isDomainError } from "../../kernel/errors.ts";
import { json, jsonBody, PROBLEMS } from "../answers.ts";
import { ctxOf } from "../auth.ts";
import type { Env } from "../environment.ts";
import { addressOf } from "../limits/address.ts";
import type { FailureLimit } from "../limits/sign-in-limit.ts";
import { requireSameOrigin, sendCookies } from "../same-origin.ts";
import type { Routes } from "../server.ts";
import { MemberView, memberView } from "./members.ts";

const tags = ["access"];
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: jsonBody(schema) });

const signIn = createRoute({
  method: "post",
  path: "/v1/auth/sign-in/email",
  tags,
  summary: "Sign in as a member; the session comes as a cookie",
  security: [],
  request: body(
    z.strictObject({
      email: z.email().max(254),
      password: z.string().min(1).max(PASSWORD_LENGTH.max),
      rememberMe: z.boolean().default(true),
    }),
  ),
  responses: { 204: { description: "Signed in." }, ...PROBLEMS },
});
const signOut = createRoute({
  method: "post",
  path: "/v1/auth/sign-out",
  tags,
  summary: "End this session",
  responses: { 204: { description: "Signed out." }, ...PROBLEMS },
});
const changePassword = createRoute({
  method: "post",
  path: "/v1/auth/change-password",
  tags,
  summary: "Change your password; all your other sessions end",
  request: body(
    z.strictObject({
      currentPassword: z.string().min(1).max(PASSWORD_LENGTH.max),
      newPassword: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
    }),
  ),
  responses: { 204: { description: "Changed." }, ...PROBLEMS },
});

const Me = z
  .object({
    type: z.enum(["member", "api_key", "end_user"]),
    id: z.string(),
    tenantId: z.uuid(),
    member: MemberView.nullable(),
    /** Tenants to choose from with the header X-Tenant. */
    tenants: z.array(z.object({ id: z.uuid(), slug: z.string() })),
    actions: z.array(z.enum(ACTIONS as [string, ...string[]])),
  })
  .openapi("Me");
const me = createRoute({
  method: "get",
  path: "/v1/me",
  tags,
  summary: "Who you are here, and what you may do",
  responses: { 200: json(Me, "The caller."), ...PROBLEMS },
});

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly sessions: Sessions;
  /** Proxies of one's own before this server, whose word on the client's address holds. */
  readonly trustedProxies: number;
  readonly limited: FailureLimit;
}

/** Signing in changes the browser's cookies, so no other site may make it do that. */
const fromHere: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.header("origin") !== undefined || c.req.header("cookie") !== undefined) requireSameOrigin(c);
  return next();
};

export const sessionRoutes =
  ({ db, clock, sessions, trustedProxies, limited }: Deps): Routes =>
  (app) => {
    const fromOf = (c: Context<Env>) => ({ address: addressOf(c, trustedProxies), requestId: c.get("requestId") });
    /** Nobody waits for it: only an e-mail that has an account is written down, and the time would tell which do. */
    const noteRefusal = (c: Context<Env>, email: string, from: ReturnType<typeof fromOf>): void => {
      const at = clock.now();
      auditRefusal({ db, clock: { now: () => at } }, email, from).catch((error: unknown) =>
        c.get("log").error({ requestId: from.requestId, error }, "A refused sign-in could not be written down."),
      );
    };
    app.use(signIn.path, fromHere);
    app.openapi(signIn, async (c) => {
      const { email, password, rememberMe } = c.req.valid("json");
      const from = fromOf(c);
      const who = { email: email.toLowerCase(), address: from.address };
      const device = sessions.devices.recognise(c.req.raw.headers, who.email);
      const { cookies, memberships } = await limited({ ...who, device }, () =>
        sessions.signIn({ email: who.email, password, remember: rememberMe }).catch((error: unknown) => {
          if (isDomainError(error)) noteRefusal(c, who.email, from);
          throw error;
        }),
      );
      await auditSession({ db, clock }, memberships, "session.start", from);
      sendCookies(c, [...cookies, sessions.devices.cookie(who.email)]);
      return c.body(null, 204);
    });
    app.openapi(signOut, async (c) => {
      const session = await sessions.find(c.req.raw.headers);
      const { cookies } = await sessions.signOut(c.req.raw.headers);
      await auditSession({ db, clock }, session?.memberships ?? [], "session.end", fromOf(c));
      sendCookies(c, cookies);
      return c.body(null, 204);
    });
    app.openapi(changePassword, async (c) => {
      const who = { email: ctxOf(c).actor.id, address: addressOf(c, trustedProxies) };
      const session = await sessions.find(c.req.raw.headers);
      const { cookies } = await limited(who, () => sessions.changePassword(c.req.raw.headers, c.req.valid("json")));
      await auditSession({ db, clock }, session?.memberships ?? [], "password.change", fromOf(c));
      sendCookies(c, cookies);
      return c.body(null, 204);
    });
    app.openapi(me, async (c) => {
      const { tenantId, actor } = ctxOf(c);
      const member =
        actor.type === "member" ? await inTenant(db, tenantId, (tx) => readMember(tx, clock, actor.id)) : undefined;
      const session = actor.type === "member" ? await sessions.find(c.req.raw.headers) : undefined;
      return c.json(
        {
          type: actor.type as "member" | "api_key" | "end_user",
          id: actor.id,
          tenantId,
          member: member ? memberView(member) : null,
          tenants: (session?.memberships ?? []).map(({ tenantId: id, slug }) => ({ id, slug })),
          actions: actionsOf(actor),
        },
        200,
      );
    });
  };
