import { expect, test } from "vitest";
import { endSessions } from "../../src/access/accounts.ts";
import { createDemoMembers } from "../../src/access/demo-members.ts";
import { acceptInvitation, inviteMember, listInvitations, revokeInvitation } from "../../src/access/invitations.ts";
import {
  changeMember,
  createFirstAdmin,
  disableMember,
  listMembers,
  memberActor,
  setAbsence,
  standInsFor,
} from "../../src/access/members.ts";
import { memberPeople } from "../../src/access/people.ts";
import { openSessions } from "../../src/access/sessions.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember, PASSWORD } from "../support/members.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const clock = testClock();
const deps = { db, clock };
const person = (password = PASSWORD) => ({
  email: `P-${newId().slice(-12)}@Test.example`,
  name: "Wang Fang",
  password,
});

test("the first administrator is created once, and only while the tenant has no member", async () => {
  const { ctx } = await freshTenant();
  const results = await Promise.allSettled([
    createFirstAdmin(deps, ctx.tenantId, person()),
    createFirstAdmin(deps, ctx.tenantId, person()),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(createFirstAdmin(deps, ctx.tenantId, person())).rejects.toMatchObject({ code: "conflict" });
  expect(await listMembers(deps, ctx)).toMatchObject([{ role: "admin", maySend: true, status: "active" }]);
});

test("an invitation makes its holder a member with the invited role, once", async () => {
  const { ctx } = await freshTenant();
  const { email, name, password } = person();
  const { id, token } = await inviteMember(deps, ctx, { email, role: "agent", maySend: false, team: "first line" });
  expect(await listInvitations(deps, ctx)).toMatchObject([{ id, email: email.toLowerCase() }]);
  const accepted = await acceptInvitation(deps, { token, name, password });
  expect(await memberActor(db, ctx.tenantId, accepted.memberId)).toEqual({
    type: "member",
    id: accepted.memberId,
    role: "agent",
    maySend: false,
  });
  await expect(acceptInvitation(deps, { token, name, password })).rejects.toThrow(/not valid any more/);
  await expect(inviteMember(deps, ctx, { email, role: "admin" })).rejects.toMatchObject({ code: "conflict" });
  expect(await listInvitations(deps, ctx)).toEqual([]);
});

test("a wrong, a foreign, a replaced, a revoked and an expired invitation are refused alike", async () => {
  const [one, two] = [await freshTenant(), await freshTenant()];
  const { email, name, password } = person();
  const invite = () => inviteMember(deps, one.ctx, { email, role: "agent", days: 1 });
  const replaced = await invite();
  const revoked = await invite();
  await revokeInvitation(deps, one.ctx, revoked.id);
  const expired = await invite();
  clock.advance(86_400_000);
  const { token } = await invite();
  const bad = [
    "",
    "tli_x",
    token.slice(0, -1).concat(token.endsWith("A") ? "E" : "A"),
    token.replace(one.ctx.tenantId, two.ctx.tenantId),
    replaced.token,
    revoked.token,
    expired.token,
  ];
  for (const wrong of bad) {
    await expect(acceptInvitation(deps, { token: wrong, name, password })).rejects.toThrow(/not valid any more/);
  }
  await acceptInvitation(deps, { token, name, password });
});

test("an invitation takes over nobody's account: whoever has one gives its password", async () => {
  const [home, other] = [await freshTenant(), await freshTenant()];
  const member = await freshMember(home.ctx, "agent");
  const { token } = await inviteMember(deps, other.ctx, { email: member.email, role: "manager" });
  await expect(acceptInvitation(deps, { token, name: "Eve", password: "a password of Eve" })).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await acceptInvitation(deps, { token, name: "Same person", password: PASSWORD });
  const sessions = await openSessions({ db, clock: systemClock });
  const { cookies } = await sessions.signIn({ email: member.email, password: PASSWORD, remember: true });
  const found = await sessions.find(new Headers({ cookie: cookies[0]!.split(";")[0]! }));
  expect(found?.memberships.map(({ tenantId }) => tenantId).sort()).toEqual(
    [home.ctx.tenantId, other.ctx.tenantId].sort(),
  );
});

test("a tenant never loses its last administrator", async () => {
  const { ctx } = await freshTenant();
  const admins = [await freshMember(ctx, "admin"), await freshMember(ctx, "admin")];
  const results = await Promise.allSettled([
    disableMember(deps, ctx, admins[0]!.id),
    changeMember(deps, ctx, admins[1]!.id, { role: "agent" }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(
    (await listMembers(deps, ctx)).filter(({ role, status }) => role === "admin" && status === "active"),
  ).toHaveLength(1);
});

test("a disabled member has no session, no membership and no actor at once, and can be invited back", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const sessions = await openSessions({ db, clock: systemClock });
  const { cookies } = await sessions.signIn({ email: member.email, password: PASSWORD, remember: true });
  await disableMember(deps, ctx, member.id);
  expect(await sessions.find(new Headers({ cookie: cookies[0]!.split(";")[0]! }))).toBeUndefined();
  expect(await memberActor(db, ctx.tenantId, member.id)).toBeUndefined();
  await expect(disableMember(deps, ctx, member.id)).rejects.toMatchObject({ code: "not_found" });
  const { token } = await inviteMember(deps, ctx, { email: member.email, role: "engineer" });
  const back = await acceptInvitation(deps, { token, name: "Back", password: PASSWORD });
  expect(back.memberId).toBe(member.id);
  expect(await memberActor(db, ctx.tenantId, member.id)).toMatchObject({ role: "engineer" });
  await endSessions(db, member.userId);
});

test("only administrators change roles; managers decide who may send; members say for themselves that they are away", async () => {
  const { ctx } = await freshTenant();
  const [agent, other, manager] = [
    await freshMember(ctx, "agent"),
    await freshMember(ctx, "agent"),
    await freshMember(ctx, "manager"),
  ];
  const forbidden = { code: "forbidden" };
  await expect(changeMember(deps, manager.ctx, agent.id, { role: "admin" })).rejects.toMatchObject(forbidden);
  await expect(changeMember(deps, manager.ctx, agent.id, { role: "admin", maySend: false })).rejects.toMatchObject(
    forbidden,
  );
  await expect(changeMember(deps, agent.ctx, agent.id, { maySend: true })).rejects.toMatchObject(forbidden);
  expect(await changeMember(deps, manager.ctx, agent.id, { maySend: false })).toMatchObject({ maySend: false });
  const away = { until: null, delegateId: other.id };
  await expect(setAbsence(deps, other.ctx, agent.id, away)).rejects.toMatchObject(forbidden);
  expect(await setAbsence(deps, agent.ctx, agent.id, away)).toMatchObject({ status: "absent", delegateId: other.id });
});

test("an absence ends by itself, and delegates of delegates stand in without going round in circles", async () => {
  const { ctx } = await freshTenant();
  const [a, b, c] = [
    await freshMember(ctx, "agent"),
    await freshMember(ctx, "agent"),
    await freshMember(ctx, "agent", { maySend: false }),
  ];
  const who = (id: string) => inTenant(db, ctx.tenantId, async (tx) => (await standInsFor(tx, clock, [id])).get(id));
  const until = new Date(clock.now().getTime() + 3_600_000).toISOString();
  await setAbsence(deps, ctx, a.id, { until, delegateId: b.id });
  expect(await who(a.id)).toBe(b.id);
  await setAbsence(deps, ctx, b.id, { until: null, delegateId: c.id });
  expect(await who(a.id)).toBe(c.id);
  await setAbsence(deps, ctx, c.id, { until: null, delegateId: a.id });
  expect(await who(a.id)).toBe(c.id);
  const people = memberPeople(clock);
  const absentFor = (id: string) => inTenant(db, ctx.tenantId, (tx) => people.absentFor(tx, id));
  expect(await absentFor(b.id)).toMatchObject([{ id: a.id }]);
  expect(await absentFor(a.id)).toEqual([]);
  clock.advance(3_600_000);
  expect(await who(a.id)).toBe(a.id);
  expect(await absentFor(b.id)).toEqual([]);
  expect((await listMembers(deps, ctx)).find(({ id }) => id === a.id)).toMatchObject({ status: "active" });
  await setAbsence(deps, ctx, b.id, null);
  for (const bad of [
    { until: "2020-01-01T00:00:00Z", delegateId: null },
    { until: null, delegateId: b.id },
    { until: null, delegateId: newId() },
  ]) {
    await expect(setAbsence(deps, ctx, b.id, bad)).rejects.toMatchObject({ code: "invalid" });
  }
});

test("the demo has one member for each role and an agent who may only draft, who sign in with the printed password", async () => {
  const { ctx } = await freshTenant();
  await createDemoMembers(deps, ctx.tenantId);
  const members = await createDemoMembers(deps, ctx.tenantId);
  expect(new Set(members.map(({ role }) => role)).size).toBe(9);
  expect(members.filter(({ maySend }) => !maySend)).toMatchObject([{ role: "agent" }]);
  expect(await listMembers(deps, ctx)).toHaveLength(10);
  const sessions = await openSessions({ db, clock: systemClock });
  const { email, password } = members.at(-1)!;
  await sessions.signIn({ email, password, remember: true });
});

test("every change of a member leaves an audit row without a secret", async () => {
  const { ctx } = await freshTenant();
  const { email, name, password } = person();
  const { token } = await inviteMember(deps, ctx, { email, role: "agent" });
  const { memberId } = await acceptInvitation(deps, { token, name, password });
  await changeMember(deps, ctx, memberId, { role: "engineer", team: "technical" });
  await setAbsence(deps, ctx, memberId, { until: null, delegateId: null });
  await disableMember(deps, ctx, memberId);
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ action: string }>("select action, before, after from audit where tenant_id = $1", [ctx.tenantId]),
  );
  expect(rows.map(({ action }) => action).sort()).toEqual(
    ["tenant.create", "member.invite", "member.add", "member.change", "member.absence", "member.disable"].sort(),
  );
  expect(rows).toContainEqual({
    action: "member.change",
    before: { role: "agent", team: null },
    after: { role: "engineer", team: "technical" },
  });
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${password}|${token.slice(-43)}`));
});

test("a manager who may only draft cannot give themselves the right to send", async () => {
  const { ctx } = await freshTenant();
  const [manager, other] = [await freshMember(ctx, "manager", { maySend: false }), await freshMember(ctx, "manager")];
  await expect(changeMember(deps, manager.ctx, manager.id, { maySend: true })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await changeMember(deps, other.ctx, manager.id, { maySend: true })).toMatchObject({ maySend: true });
});
