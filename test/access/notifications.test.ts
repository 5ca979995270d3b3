import { expect, test } from "vitest";
import { changeMember, disableMember, setAbsence } from "../../src/access/members.ts";
import { listNotifications, markRead, notify, notifyAll } from "../../src/access/notifications.ts";
import { memberPeople } from "../../src/access/people.ts";
import { inTenant } from "../../src/db/tenant.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember } from "../support/members.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const clock = testClock();
const deps = { db, clock };
const tell = (ctx: Ctx, memberId: string, text: string) =>
  inTenant(db, ctx.tenantId, (tx) => notify(tx, clock, { memberId, kind: "mention", ticketId: newId(), text }));
const read = (ctx: Ctx, unreadOnly = false) => listNotifications(deps, ctx, { unreadOnly, limit: 10 });

test("a member sees their own notifications, newest first, and marks them as read", async () => {
  const { ctx } = await freshTenant();
  const [one, two] = [await freshMember(ctx, "agent"), await freshMember(ctx, "agent")];
  for (const text of ["first", "second\n line"]) {
    await tell(ctx, one.id, text);
    clock.advance(1000);
  }
  await tell(ctx, two.id, "for another");
  const { notifications, unread } = await read(one.ctx);
  expect(notifications.map(({ text }) => text)).toEqual(["second line", "first"]);
  expect(unread).toBe(2);
  expect(await markRead(deps, two.ctx, [notifications[0]!.id])).toBe(0);
  expect(await markRead(deps, one.ctx, [notifications[0]!.id])).toBe(1);
  expect((await read(one.ctx, true)).notifications.map(({ text }) => text)).toEqual(["first"]);
  expect(await markRead(deps, one.ctx, "all")).toBe(1);
  expect(await read(two.ctx)).toMatchObject({ unread: 1 });
});

test("a notification is there exactly when the change is", async () => {
  const { ctx } = await freshTenant();
  const { id, ctx: own } = await freshMember(ctx, "agent");
  const failing = inTenant(db, ctx.tenantId, async (tx) => {
    await notify(tx, clock, { memberId: id, kind: "reply", ticketId: null, text: "never" });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await read(own)).toEqual({ notifications: [], unread: 0 });
});

test("whoever stands in is told as well; a disabled and an unknown member are passed over", async () => {
  const { ctx } = await freshTenant();
  const [away, deputy, gone] = [
    await freshMember(ctx, "agent"),
    await freshMember(ctx, "agent"),
    await freshMember(ctx, "agent"),
  ];
  await setAbsence(deps, away.ctx, away.id, { until: null, delegateId: deputy.id });
  await disableMember(deps, ctx, gone.id);
  const people = memberPeople(clock);
  await inTenant(db, ctx.tenantId, (tx) =>
    people.notify(tx, [away.id, gone.id, newId(), away.id], { kind: "approval", ticketId: null, text: "please" }),
  );
  expect(await read(away.ctx)).toMatchObject({ unread: 1 });
  expect(await read(deputy.ctx)).toMatchObject({ unread: 1 });
  expect(await read(gone.ctx)).toMatchObject({ unread: 0 });
});

test("whoever may not see what a notice is about is told nothing: mentioned, standing in, or after a change of role", async () => {
  const { ctx } = await freshTenant();
  const [away, editor, auditor, analyst] = [
    await freshMember(ctx, "manager"),
    await freshMember(ctx, "editor"),
    await freshMember(ctx, "auditor"),
    await freshMember(ctx, "analyst"),
  ];
  await setAbsence(deps, away.ctx, away.id, { until: null, delegateId: editor.id });
  const everyone = [away.id, editor.id, auditor.id, analyst.id];
  const about = (kind: "mention" | "insight" | "budget", needs?: "report.read") =>
    inTenant(db, ctx.tenantId, (tx) =>
      notifyAll(tx, clock, everyone, { kind, ticketId: null, text: kind, ...(needs && { needs }) }),
    );
  await about("mention");
  await about("insight");
  await about("insight", "report.read");
  await about("budget");
  const heard = async (member: { ctx: Ctx }) => (await read(member.ctx)).notifications.map(({ kind }) => kind).sort();
  expect(await heard(away)).toEqual(["budget", "insight", "insight", "mention"]);
  expect(await heard(editor)).toEqual(["insight"]);
  expect(await heard(auditor)).toEqual(["mention"]);
  expect(await heard(analyst)).toEqual(["budget", "insight", "insight", "mention"]);
  await changeMember(deps, ctx, analyst.id, { role: "auditor" });
  await about("insight");
  expect(await heard(analyst)).toEqual(["budget", "insight", "insight", "mention"]);
});

test("a key has no notifications", async () => {
  const { ctx } = await freshTenant();
  await expect(read({ ...ctx, actor: { type: "api_key", id: newId(), scopes: ["*"] } })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a whole department is told in a few statements, not in some for each member", async () => {
  const { ctx } = await freshTenant();
  const members: Awaited<ReturnType<typeof freshMember>>[] = [];
  for (let i = 0; i < 4; i++) members.push(await freshMember(ctx, "agent"));
  let statements = 0;
  await inTenant(db, ctx.tenantId, (tx) => {
    const counting: typeof tx = {
      ...tx,
      query: (text, values) => {
        statements += 1;
        return tx.query(text, values);
      },
    };
    const ids = members.map(({ id }) => id);
    return memberPeople(clock).notify(counting, ids, { kind: "approval", ticketId: null, text: "please" });
  });
  expect(statements).toBe(2);
  for (const member of members) expect(await read(member.ctx)).toMatchObject({ unread: 1 });
});
