import { expect, test } from "vitest";
import type { CustomerClass, ServiceItem } from "../../src/kernel/labels.ts";
import { dispatch, type ServiceContent, teamAtTier } from "../../src/policy/dispatch.ts";
import { shippedPolicies } from "./sample.ts";

const policy = shippedPolicies().dispatch;
const go = (
  customerClass: CustomerClass,
  item: ServiceItem,
  content: ServiceContent = "contract",
  customModule = false,
) => dispatch(policy, { customerClass, item, content, customModule });

test.each(["A", "C"] as const)("class %s: the CSM owns product issues and support works on them", (customerClass) => {
  expect(go(customerClass, "fault")).toMatchObject({ team: "first_line", ownerRole: "csm", tier: 1 });
});

test.each(["A", "C"] as const)(
  "class %s: an expert need goes to the expert team and stays with the CSM",
  (customerClass) => {
    expect(go(customerClass, "expert")).toMatchObject({ team: "experts", ownerRole: "csm", paidOnly: false });
  },
);

test.each(["A", "C"] as const)("class %s: custom work goes to delivery", (customerClass) => {
  expect(go(customerClass, "custom")).toMatchObject({ team: "delivery", ownerRole: "csm" });
});

test.each(["B", "D"] as const)(
  "class %s: support takes product issues, delivery takes custom work",
  (customerClass) => {
    expect(go(customerClass, "howto")).toMatchObject({ team: "first_line", ownerRole: "agent" });
    expect(go(customerClass, "custom")).toMatchObject({ team: "delivery", ownerRole: "delivery_contact" });
  },
);

test("class E: support takes product issues, the channel's implementer takes custom work", () => {
  expect(go("E", "fault")).toMatchObject({ team: "first_line" });
  expect(go("E", "custom")).toMatchObject({ team: "channel_partner", ownerRole: "channel_manager" });
});

test("experts are paid only for B, D and E unless they were bought", () => {
  for (const customerClass of ["B", "D", "E"] as const) {
    expect(go(customerClass, "expert").paidOnly).toBe(true);
    expect(go(customerClass, "expert", "expert").paidOnly).toBe(false);
  }
});

test("a customer without a class is served as class D and put up for review", () => {
  const strip = ({ team, ownerRole, tier }: ReturnType<typeof go>) => ({ team, ownerRole, tier });
  for (const item of ["fault", "custom", "expert", "presales"] as const) {
    expect(strip(go("unknown", item))).toEqual(strip(go("D", item)));
    expect(go("unknown", item).reviewClass).toBe(true);
  }
});

test("a fault in a part built for the customer is custom work", () => {
  expect(go("B", "fault", "contract", true)).toMatchObject({ team: "delivery", issue: "custom" });
});

test("every decision says why, in both languages", () => {
  expect(go("D", "billing").reason).toEqual({
    zh: expect.stringMatching(/服务经理/),
    en: expect.stringMatching(/manager/),
  });
});

test("the first line hands up to technical service and R&D; other teams keep their work", () => {
  expect(teamAtTier(policy, "first_line", 1)).toBe("first_line");
  expect(teamAtTier(policy, "first_line", 2)).toBe("technical");
  expect(teamAtTier(policy, "first_line", 3)).toBe("rnd");
  expect(teamAtTier(policy, "delivery", 3)).toBe("delivery");
});

test("a table without a matching row still gives an owner", () => {
  const rules = policy.rules.filter((rule) => rule.id === "complaint");
  expect(
    dispatch({ ...policy, rules }, { customerClass: "B", content: "none", item: "howto", customModule: false }),
  ).toMatchObject({
    rule: "undecided",
    ownerRole: "service_manager",
  });
});
