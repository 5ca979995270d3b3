import fc from "fast-check";
import { expect, test } from "vitest";
import { mattersOf } from "../../src/copilot/decide/matter.ts";
import { opinionOf } from "../../src/copilot/decide/opinion.ts";
import { signalsOfMatters } from "../../src/copilot/decide/signals.ts";
import { sureOf } from "../../src/copilot/decide/sure.ts";
import { ALL_SERVICE_ITEMS, type ServiceItem, typeOfItem } from "../../src/kernel/labels.ts";
import { sampleDeps } from "./sample-copilot.ts";

const { understand, policies } = await sampleDeps();
const asker = { channel: "web", customerClass: "B" } as const;

/** A reading whose items have these probabilities; the rest is shared by the others. */
function readingWith(shares: Partial<Record<ServiceItem, number>>) {
  const text = "怎么备份数据库？";
  const matters = mattersOf([{ role: "customer", text }]);
  const opinion = opinionOf(matters, understand);
  const given = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const others = ALL_SERVICE_ITEMS.filter((item) => shares[item] === undefined);
  const items = Object.fromEntries(
    ALL_SERVICE_ITEMS.map((item) => [item, shares[item] ?? (1 - given) / others.length]),
  ) as typeof opinion.items;
  const signals = signalsOfMatters(matters);
  return { understanding: { ...understand(text), unsure: true }, opinion: { ...opinion, items }, signals };
}
const unsure = (shares: Partial<Record<ServiceItem, number>>, answerability = 0.8) =>
  sureOf(policies, asker, readingWith(shares), answerability).unsure;

test("two labels that may both be answered make nobody unsure", () => {
  expect(unsure({ howto: 0.45, fault: 0.45 })).toBe(false);
  expect(unsure({ howto: 0.45, operation: 0.45 })).toBe(true);
});

test("an answer beyond doubt needs less, and never little", () => {
  const shares = { howto: 0.65, quality: 0.35 };
  expect(unsure(shares, 0.65)).toBe(true);
  expect(unsure(shares, 0.95)).toBe(false);
  expect(unsure({ howto: 0.55, quality: 0.45 }, 1)).toBe(true);
});

test("whatever is read, likely complaints and professional services keep the machine unsure", () => {
  const share = fc.double({ min: 0.4, max: 1, noNaN: true });
  const people = fc.constantFrom(
    ...ALL_SERVICE_ITEMS.filter((item) => ["complaint", "professional"].includes(typeOfItem(item))),
  );
  fc.assert(
    fc.property(people, share, fc.double({ min: 0, max: 1, noNaN: true }), (item, likely, answerability) => {
      const rest = ALL_SERVICE_ITEMS.filter((other) => other !== item);
      const shares = Object.fromEntries(rest.map((other) => [other, (1 - likely) / rest.length]));
      expect(unsure({ ...shares, [item]: likely }, answerability)).toBe(true);
    }),
  );
});

test("a probability that is no number counts as unsure", () => {
  expect(unsure({ howto: Number.NaN })).toBe(true);
});
