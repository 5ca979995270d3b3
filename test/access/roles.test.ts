import fc from "fast-check";
import { expect, test } from "vitest";
import { createApiKey } from "../../src/access/api-keys.ts";
import { ACTIONS, actionsOf, can, ROLE_ACTIONS, requireAction, SCOPES } from "../../src/access/roles.ts";
import type { Actor } from "../../src/kernel/ctx.ts";
import { MEMBER_ROLES, type MemberRole } from "../../src/kernel/labels.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const member = (role: MemberRole, maySend = true): Actor => ({ type: "member", id: "m", role, maySend });
const key = (...scopes: string[]): Actor => ({ type: "api_key", id: "k", scopes });
const consent = ["ticket.send", "draft.decide", "approval.give"] as const;

test("a member may do exactly what the table says of their role", () => {
  for (const role of MEMBER_ROLES)
    for (const action of ACTIONS)
      expect([role, action, can(member(role), action)]).toEqual([
        role,
        action,
        (ROLE_ACTIONS[action] as readonly string[]).includes(role),
      ]);
});

test("a member who may only draft neither sends nor approves, whatever their role", () => {
  for (const role of MEMBER_ROLES) {
    expect(can(member(role, false), "ticket.send")).toBe(false);
    expect(can(member(role, false), "approval.give")).toBe(false);
  }
  expect(can(member("agent", false), "ticket.reply")).toBe(true);
});

test("no key, no job and no end user ever consents or sends", () => {
  fc.assert(
    fc.property(
      fc.subarray([...SCOPES, "no such scope", "constructor"]),
      fc.constantFrom(...consent),
      (scopes, action) => {
        expect(can(key(...scopes), action)).toBe(false);
      },
    ),
  );
  for (const action of consent) {
    expect(can({ type: "system", id: "job" }, action)).toBe(false);
    expect(can({ type: "end_user", id: "u" }, action)).toBe(false);
  }
});

test("each scope allows something, and `*` all that any other one does", () => {
  for (const scope of SCOPES) {
    const actions = actionsOf(key(scope));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !can(key("*"), action))).toEqual([]);
  }
  expect(actionsOf({ type: "end_user", id: "u" })).toEqual(["chat", "search"]);
});

test("a refusal says what lacks", () => {
  expect(() => requireAction({ actor: member("analyst") }, "ticket.send")).toThrow(/role \(analyst\)/);
  expect(() => requireAction({ actor: member("agent", false) }, "ticket.send")).toThrow(/drafts only/);
  expect(() => requireAction({ actor: key("chat") }, "audit.read")).toThrow(/scopes/);
});

test("a key creates no key that may do more than itself", async () => {
  const { ctx } = await freshTenant();
  const deps = { db: await testDatabase(), clock: testClock() };
  const { id } = await createApiKey(deps, ctx, { name: "holder", scopes: ["keys:write", "chat"] });
  const holder = { ...ctx, actor: { ...key("keys:write", "chat"), id } };
  await createApiKey(deps, holder, { name: "as much", scopes: ["chat"] });
  for (const scopes of [["*" as const], ["chat" as const, "audit:read" as const]]) {
    await expect(createApiKey(deps, holder, { name: "more", scopes })).rejects.toMatchObject({ code: "forbidden" });
  }
});
