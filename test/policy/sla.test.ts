import { expect, test } from "vitest";
import type { CustomerClass, Urgency } from "../../src/kernel/labels.ts";
import { faultsOf } from "../../src/policy/policies.ts";
import { type Plan, slaTargets } from "../../src/policy/sla.ts";
import { shippedPolicies } from "./sample.ts";

const policy = shippedPolicies().sla;
const targets = (plan: Plan | null, urgency: Urgency, customerClass: CustomerClass = "D") =>
  slaTargets(policy, { customerClass, contractPlan: plan, type: "standard", urgency, tier: 1 });

test.each([
  ["standard", "high", 60, 1080],
  ["standard", "normal", 240, 5 * 540],
  ["standard", "low", 480, 15 * 540],
  ["priority", "high", 30, 480],
  ["priority", "normal", 120, 3 * 720],
  ["priority", "low", 240, 10 * 720],
  ["premier", "high", 15, 240],
  ["premier", "normal", 60, 2 * 720],
  ["premier", "low", 120, 7 * 720],
] as const)("plan %s at %s urgency: first response %i, resolution %i minutes", (plan, urgency, first, resolution) => {
  const found = targets(plan, urgency);
  expect([found.firstResponse.minutes, found.resolution.minutes]).toEqual([first, resolution]);
});

test("a customer is queued under the higher of the plan bought and the plan of the class", () => {
  expect(targets(null, "high", "A").plan).toBe("premier");
  expect(targets("premier", "high", "D").plan).toBe("premier");
  expect(targets("standard", "high", "B").plan).toBe("priority");
});

test("a complaint is met within an hour at any time and answered within five working days, in every plan", () => {
  const found = slaTargets(policy, {
    customerClass: "D",
    contractPlan: null,
    type: "complaint",
    urgency: "low",
    tier: 1,
  });
  expect(found.firstResponse).toEqual({ minutes: 60, calendar: "around_the_clock" });
  expect(found.resolution).toEqual({ minutes: 2_700, calendar: "standard" });
});

test("tiers two and three owe an acceptance and a first finding, tier one does not", () => {
  const at = (tier: number) =>
    slaTargets(policy, { customerClass: "D", contractPlan: null, type: "standard", urgency: "high", tier }).ola;
  expect([at(1), at(2)?.accept.minutes, at(3)?.accept.minutes]).toEqual([null, 10, 20]);
});

test("a target that opening hours reach in more than a year only, or never, is refused", () => {
  const [first, ...rest] = policy.targets;
  const withMinutes = (minutes: number) => ({
    ...policy,
    targets: [{ ...first!, calendar: "standard", firstResponse: { minutes } }, ...rest],
  });
  expect(faultsOf("sla", withMinutes(100_000))).toEqual([]);
  expect(faultsOf("sla", withMinutes(Number.MAX_SAFE_INTEGER))).toEqual([
    `row ${first!.id}: firstResponse is more than a year away on standard`,
  ]);
});

test("days off that end before they begin are refused, since they would be none", () => {
  const [year, ...rest] = policy.holidayYears;
  const [from, to] = [`${year!.year}-05-03`, `${year!.year}-05-01`];
  const reversed = { ...year!, off: [{ ...year!.off[0]!, from, to }] };
  expect(faultsOf("sla", { ...policy, holidayYears: [reversed, ...rest] })).toEqual([
    `holidays ${year!.year}: ${to} lies before ${from}`,
  ]);
});
