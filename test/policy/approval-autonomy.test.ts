import fc from "fast-check";
import { expect, test } from "vitest";
import { ALL_SERVICE_ITEMS, CHANNELS, CUSTOMER_CLASSES, typeOfItem } from "../../src/kernel/labels.ts";
import { approvalsNeeded, RISKS } from "../../src/policy/approval.ts";
import { AUTONOMY_MODES, autonomyFor } from "../../src/policy/autonomy.ts";
import { shippedPolicies } from "./sample.ts";

const { approval, autonomy } = shippedPolicies();
const item = fc.constantFrom(...ALL_SERVICE_ITEMS);
const customerClass = fc.constantFrom(...CUSTOMER_CLASSES);
const risks = fc.uniqueArray(fc.constantFrom(...RISKS));

test("a harmless answer needs nobody, money needs two, a refund needs manager and director", () => {
  const roles = (given: Parameters<typeof approvalsNeeded>[1]) =>
    approvalsNeeded(approval, given).approvals.map(({ role }) => role);
  expect(roles({ customerClass: "B", item: "howto", risks: [] })).toEqual([]);
  expect(roles({ customerClass: "B", item: "presales", risks: ["money"] })).toEqual(["agent", "sales_manager"]);
  expect(roles({ customerClass: "B", item: "billing", risks: ["money"] })).toEqual([
    "service_manager",
    "service_director",
  ]);
});

test("another risk never asks for fewer approvals", () => {
  fc.assert(
    fc.property(customerClass, item, risks, fc.constantFrom(...RISKS), (customer, service, some, more) => {
      const count = (given: typeof some) =>
        approvalsNeeded(approval, { customerClass: customer, item: service, risks: given }).approvals.length;
      expect(count([...new Set([...some, more])])).toBeGreaterThanOrEqual(count(some));
    }),
  );
});

test("complaint and professional need a person under any table", () => {
  const nobody = { ...approval, rules: approval.rules.map((rule) => ({ ...rule, approvers: [] })) };
  fc.assert(
    fc.property(customerClass, item, risks, (customer, service, some) => {
      const { approvals } = approvalsNeeded(nobody, { customerClass: customer, item: service, risks: some });
      const human = ["complaint", "professional"].includes(typeOfItem(service));
      expect(approvals.length).toBe(human ? 1 : 0);
    }),
  );
});

test("under any table, complaint, professional and a silenced machine are never automatic", () => {
  const mode = fc.constantFrom(...AUTONOMY_MODES);
  const modes = fc.array(mode, { minLength: autonomy.rules.length, maxLength: autonomy.rules.length });
  fc.assert(
    fc.property(
      modes,
      fc.boolean(),
      fc.constantFrom(...CHANNELS),
      item,
      customerClass,
      (given, silence, channel, service, customer) => {
        const rules = autonomy.rules.map((rule, index) => ({ ...rule, mode: given[index]! }));
        const found = autonomyFor({ ...autonomy, silence, rules }, { channel, item: service, customerClass: customer });
        if (silence || ["complaint", "professional"].includes(typeOfItem(service))) expect(found.mode).not.toBe("auto");
      },
    ),
  );
});

test("the shipped table answers chats, drafts e-mails and leaves the phone to people", () => {
  const mode = (channel: (typeof CHANNELS)[number]) =>
    autonomyFor(autonomy, { channel, item: "howto", customerClass: "B" }).mode;
  expect([mode("web"), mode("email"), mode("phone")]).toEqual(["auto", "draft_only", "off"]);
});
