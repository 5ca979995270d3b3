import { expect, test } from "vitest";
import type { TaxonomyPolicy } from "../../src/policy/taxonomy.ts";
import { taxonomyFaults } from "../../src/policy/taxonomy.ts";
import { analyse } from "../../src/voc/analytics/analyse.ts";
import { AnalyticsQuery } from "../../src/voc/analytics/query.ts";
import { quotes } from "../../src/voc/quotes.ts";
import { breakdown, treeLevel } from "../../src/voc/trends/breakdown.ts";
import { vocDesk } from "./desk.ts";

const name = { zh: "名", en: "Name" };
const withTrees = (policy: TaxonomyPolicy): TaxonomyPolicy => ({
  ...policy,
  productFamilies: [
    { code: "suite", name },
    { code: "back-office", name, parent: "suite", products: ["panheng-erp"] },
    { code: "front-office", name, parent: "suite", products: ["tingke-crm"] },
  ],
  organisations: [
    { code: "service", name, teams: ["hotline"] },
    { code: "desk", name, parent: "service", teams: ["first_line"] },
    { code: "night-desk", name, parent: "desk", teams: ["night"] },
    { code: "works", name, teams: ["technical"] },
  ],
});

const desk = await vocDesk("2026-03-10T05:00:00Z");
desk.setTaxonomy(withTrees);
const range = { from: "2026-03-02", to: "2026-03-08" };
for (const [count, product, module, team] of [
  [4, "panheng-erp", "finance", "first_line"],
  [3, "panheng-erp", "reports", "night"],
  [2, "panheng-erp", null, "hotline"],
  [1, "tingke-crm", "leads", "technical"],
  [1, null, null, "outside"],
] as const)
  for (let i = 0; i < count; i++)
    await desk.tag(await desk.ticket(), ["defect"], { at: new Date("2026-03-04T05:00:00Z"), product, module, team });

const level = async (tree: "product_tree" | "organisation_tree", within: string | null) => {
  const found = await desk.read((tx) => treeLevel(tx, desk.taxonomy(), range, { tags: [], tree, within }));
  return [found.path, found.total, found.values.map(({ value, count, opens }) => [value, count, opens])];
};

test("products are counted by family, product and module, level by level, and each level adds up", async () => {
  expect(await level("product_tree", null)).toEqual([
    [],
    11,
    [
      ["suite", 10, true],
      ["unknown", 1, false],
    ],
  ]);
  expect(await level("product_tree", "suite")).toEqual([
    ["suite"],
    10,
    [
      ["back-office", 9, true],
      ["front-office", 1, true],
    ],
  ]);
  expect(await level("product_tree", "back-office")).toEqual([["suite", "back-office"], 9, [["panheng-erp", 9, true]]]);
  expect(await level("product_tree", "panheng-erp")).toEqual([
    ["suite", "back-office", "panheng-erp"],
    9,
    [
      ["panheng-erp/finance", 4, false],
      ["panheng-erp/reports", 3, false],
      ["panheng-erp/unknown", 2, false],
    ],
  ]);
});

test("units of the organisation hold all below them; what belongs to a unit itself stays beside its parts", async () => {
  expect(await level("organisation_tree", null)).toEqual([
    [],
    11,
    [
      ["service", 9, true],
      ["outside", 1, false],
      ["works", 1, false],
    ],
  ]);
  expect(await level("organisation_tree", "service")).toEqual([
    ["service"],
    9,
    [
      ["desk", 7, true],
      ["service", 2, false],
    ],
  ]);
});

test("from any node it is one step to the words: as many quotes as it counts", async () => {
  for (const [tree, within] of [
    ["product_tree", null],
    ["product_tree", "suite"],
    ["product_tree", "panheng-erp"],
    ["organisation_tree", null],
    ["organisation_tree", "service"],
    ["organisation_tree", "night-desk"],
  ] as const) {
    const { values } = await desk.read((tx) => treeLevel(tx, desk.taxonomy(), range, { tags: [], tree, within }));
    for (const { slice, count } of values) {
      const page = await desk.read((tx) =>
        quotes(tx, desk.taxonomy(), desk.ctx.actor, { ...range, tags: [], slices: [slice], limit: 50 }),
      );
      expect([slice, page.quotes.length]).toEqual([slice, count]);
    }
  }
});

const ask = async (query: object) => {
  const answer = await desk.read((tx) =>
    analyse(tx, desk.taxonomy(), AnalyticsQuery.parse({ ...range, measures: ["tags"], ...query })),
  );
  return { from: answer.from, rows: answer.rows.map((row) => Object.values(row)) };
};

test("analytics count trees from the rollups, and the same from the tags", async () => {
  const product = [{ dimension: "product", in: ["panheng-erp"] }];
  const unit = [{ dimension: "organisation", in: ["service"] }];
  for (const [dimensions, filters, rows] of [
    [
      ["product_tree"],
      [],
      [
        ["suite", 10],
        ["unknown", 1],
      ],
    ],
    [
      ["product_tree"],
      product,
      [
        ["panheng-erp/finance", 4],
        ["panheng-erp/reports", 3],
        ["panheng-erp/unknown", 2],
      ],
    ],
    [
      ["product", "module"],
      product,
      [
        ["panheng-erp", "panheng-erp/finance", 4],
        ["panheng-erp", "panheng-erp/reports", 3],
        ["panheng-erp", "panheng-erp/unknown", 2],
      ],
    ],
    [
      ["product_tree"],
      [{ dimension: "product", in: ["suite"] }],
      [
        ["back-office", 9],
        ["front-office", 1],
      ],
    ],
    [
      ["organisation_tree"],
      unit,
      [
        ["desk", 7],
        ["service", 2],
      ],
    ],
    [
      ["organisation_top"],
      [],
      [
        ["outside", 1],
        ["service", 9],
        ["works", 1],
      ],
    ],
  ] as const) {
    expect(await ask({ dimensions, filters })).toEqual({ from: "rollups", rows });
    const counted = await ask({ dimensions, filters, measures: ["tags", "tickets"] });
    expect(counted.from).toBe("tags");
    expect(counted.rows.map((row) => row.slice(0, -1)).sort()).toEqual([...rows].sort());
  }
});

test("below the last unit stand its members: whoever owns the tickets", async () => {
  const { rows, from } = await ask({ dimensions: ["member"], filters: [{ dimension: "organisation", in: ["desk"] }] });
  expect([from, rows]).toEqual(["tags", [["unknown", 7]]]);
});

test.each([
  ["product_tree", "nothing"],
  ["organisation_tree", "first_line"],
] as const)("%s has no %s, and says what there is", async (tree, within) => {
  await expect(level(tree, within)).rejects.toThrow(/no node of it; there are/);
});

test("what a team said before it had a unit counts for its unit, wherever it is counted", async () => {
  const april = { from: "2026-04-01", to: "2026-04-01" };
  const say = async () =>
    desk.tag(await desk.ticket(), ["defect"], { at: new Date("2026-04-01T05:00:00Z"), team: "outside" });
  await say();
  desk.setTaxonomy((policy) => ({
    ...policy,
    organisations: [...policy.organisations!, { code: "partners", name, teams: ["outside"] }],
  }));
  await say();
  const [tags, all] = [["defect"], ["partners", 2]];
  const tree = "organisation_tree";
  for (const within of [null, "partners"]) {
    const { values } = await desk.read((tx) => treeLevel(tx, desk.taxonomy(), april, { tags, tree, within }));
    expect(values.map(({ value, count }) => [value, count])).toEqual([all]);
  }
  const flat = await desk.read((tx) => breakdown(tx, desk.taxonomy(), april, { tags, dimension: "organisation" }));
  expect(flat.values).toEqual([expect.objectContaining({ value: "partners", count: 2 })]);
  for (const measures of [["tags"], ["tags", "customers"]]) {
    const { rows } = await ask({ ...april, measures, dimensions: [tree] });
    expect(rows.map((row) => row.slice(0, 2))).toEqual([all]);
  }
});

test("a tree that is broken is no taxonomy", () => {
  const faults = (change: Partial<TaxonomyPolicy>) =>
    taxonomyFaults({ ...withTrees(desk.taxonomy().policy), ...change });
  expect(faults({})).toEqual([]);
  expect(
    faults({
      productFamilies: [
        { code: "a", name, parent: "b", products: ["panheng-erp", "abacus"] },
        { code: "b", name, parent: "a", products: ["panheng-erp"] },
        { code: "tingke-crm", name },
        { code: "tingke-crm", name, parent: "c" },
      ],
    }),
  ).toEqual([
    "productFamilies: code tingke-crm is used twice",
    "productFamilies: tingke-crm stands under c, which is missing",
    "productFamilies: a stands under itself",
    "productFamilies: b stands under itself",
    "productFamilies: tingke-crm is the code of a product",
    "productFamilies: tingke-crm is the code of a product",
    "productFamilies: there is no product abacus",
    "productFamilies: product panheng-erp stands twice",
  ]);
});
