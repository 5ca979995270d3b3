import { expect, test } from "vitest";
import { acceptInvitation, inviteMember } from "../../src/access/invitations.ts";
import { type Call, type Command, UsageError, type Values } from "../../src/cli/command.ts";
import {
  eraseContactCommand,
  exportContactCommand,
  mergeContactsCommand,
  undoMergeCommand,
} from "../../src/cli/contacts.ts";
import { HELP, helpOn } from "../../src/cli/help.ts";
import { importUrlCommand } from "../../src/cli/imports.ts";
import { absenceCommand, mentorCommand } from "../../src/cli/members.ts";
import { createAdminCommand, createTenantCommand } from "../../src/cli/tenants.ts";
import { ensureContact } from "../../src/customers/contacts.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { testApp } from "../support/app.ts";
import { PASSWORD } from "../support/members.ts";

const app = await testApp();
const withApp: Call["withApp"] = (_folder, run) => run(app);
const slug = `cli-${newId().slice(-12)}`;
const email = (name: string) => `${name}-${slug}@test.example`;

/** Runs a command as its line is typed; what it printed, with its exit code. */
async function typed(command: Command, words: readonly string[], values: Values = {}) {
  const lines: string[] = [];
  const code = await command({
    values: { tenant: slug, ...values },
    words,
    say: (line) => void lines.push(line),
    withApp,
  });
  return { code, text: lines.join("\n"), json: () => JSON.parse(lines.join("\n")) };
}

/** A tenant with an administrator and one trainee, and two contacts of one customer. */
const tenantId = (await typed(createTenantCommand, [slug])).text;
const { text: password } = await typed(createAdminCommand, [], { email: email("boss") });
const ids: string[] = [];
const ctx = systemCtx(tenantId, "test");
const { token } = await inviteMember(app, ctx, { email: email("new"), role: "agent", maySend: false });
await acceptInvitation(app, { token, name: "New", password: PASSWORD });
for (const externalId of ["phone", "web"])
  await inTenant(app.db, tenantId, async (tx) => {
    ids.push((await ensureContact(tx, app.clock, ctx, { externalId, customerId: "c-1" })).id);
  });

test("a tenant's id and its administrator's password are printed, and nothing beside them", () => {
  expect(tenantId).toMatch(/^[0-9a-f-]{36}$/);
  expect(password).toMatch(/^[\w-]{20}$/);
});

test("absence says who is away, until when and who stands in, and --back that they are here again", async () => {
  const until = "2099-01-02T08:00+08:00";
  await expect(typed(absenceCommand, [email("new")], { until })).resolves.toMatchObject({ code: 0 });
  const away = await typed(absenceCommand, [email("NEW")], { until, delegate: email("boss") });
  expect(away.json()).toMatchObject({ status: "absent", absentUntil: "2099-01-02T00:00:00.000Z" });
  expect(away.json().delegateId).not.toBeNull();
  const back = await typed(absenceCommand, [email("new")], { back: true });
  expect(back.json()).toMatchObject({ status: "active", absentUntil: null, delegateId: null });
});

test("absence refuses a day that is none, a time without a zone, --back beside a time, and whom it does not know", async () => {
  for (const values of [{ until: "2026-13-40" }, { until: "2099-01-02T08:00" }, { back: true, until: "2099-01-02" }])
    await expect(typed(absenceCommand, [email("new")], values)).rejects.toThrow(UsageError);
  await expect(typed(absenceCommand, [])).rejects.toThrow(/^Say whose/);
  await expect(typed(absenceCommand, [email("new")], { until: "2020-01-02" })).rejects.toThrow(/in the future/);
  await expect(typed(absenceCommand, ["nobody@test.example"])).rejects.toThrow(/has no member nobody@test.example/);
  await expect(typed(absenceCommand, [email("new")], { tenant: "cli-none" })).rejects.toThrow(/no tenant cli-none/);
});

test("a mentor is named and taken away; one who may not approve is refused", async () => {
  const named = await typed(mentorCommand, [email("new"), email("boss")]);
  expect(named.json().mentorId).toMatch(/^[0-9a-f-]{36}$/);
  expect((await typed(mentorCommand, [email("new"), "none"])).json()).toMatchObject({ mentorId: null });
  await expect(typed(mentorCommand, [email("boss"), email("new")])).rejects.toThrow(/may approve/);
  await expect(typed(mentorCommand, [email("new")])).rejects.toThrow(UsageError);
});

test("contact merge tells what would move, merges with a reason, and unmerge takes it back", async () => {
  const [merged, kept] = ids as [string, string];
  expect((await typed(mergeContactsCommand, [kept, merged], { estimate: true })).json()).toMatchObject({ tickets: 0 });
  await expect(typed(mergeContactsCommand, [kept, merged])).rejects.toThrow(UsageError);
  await expect(typed(mergeContactsCommand, [kept, "web"], { reason: "why" })).rejects.toThrow(UsageError);
  const merge = (await typed(mergeContactsCommand, [kept, merged], { reason: "same phone" })).json();
  expect(merge).toMatchObject({ keptId: kept, mergedId: merged, reason: "same phone", undoneAt: null });
  await expect(typed(mergeContactsCommand, [kept, merged], { reason: "again" })).rejects.toThrow(
    /merged into somebody/,
  );
  expect((await typed(undoMergeCommand, [merge.id])).json().undoneAt).not.toBeNull();
  await expect(typed(undoMergeCommand, [merge.id])).rejects.toThrow(/taken back before/);
});

test("contact export prints one JSON object, and contact erase asks who it is before anything goes", async () => {
  const [id] = ids as [string];
  const { json } = await typed(exportContactCommand, [id]);
  expect(json()).toMatchObject({ contacts: [{ id, externalId: "phone" }], tickets: [] });
  await expect(typed(exportContactCommand, ["phone"])).rejects.toThrow(UsageError);
  const reason = "asked by letter";
  await expect(typed(eraseContactCommand, [id], { reason })).rejects.toThrow(UsageError);
  await expect(typed(eraseContactCommand, [id], { reason, confirm: "web" })).rejects.toThrow(/Nothing was changed/);
  const erased = await typed(eraseContactCommand, [id], { reason, confirm: "phone" });
  expect(erased.json()).toMatchObject({ status: "done", counts: { attachment: 0 } });
  expect((await typed(exportContactCommand, [id])).text).not.toContain('"phone"');
});

test("an address of the web that is none is refused with what an address looks like", async () => {
  await expect(typed(importUrlCommand, ["docs.example.com/a"])).rejects.toThrow(/write one such as https/);
});

test("whoever types a command wrongly is shown the lines on that command, and all of them where there is none", () => {
  expect(helpOn("contact")).toMatch(/^ {2}contact merge [\s\S]+ {2}contact erase [^\n]+\n[^\n]+\n\n[^\n]+$/);
  expect(helpOn("absence")).toContain("or is back");
  for (const word of ["", "con", "nonsense"]) expect(helpOn(word)).toBe(HELP);
});
