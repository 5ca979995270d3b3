import { expect, test } from "vitest";
import { namedPage, placeFinder } from "../../src/copilot/reasons/places.ts";
import { type ReasonDefinition, ReasonSnapshot, reasonModel } from "../../src/copilot/reasons/reason-model.ts";

const PAGES = [
  { path: "billing/invoices.md", title: "Invoices", body: "红字发票在开票中心作废，税率随商品走。" },
  { path: "billing/tax.md", title: "税率", body: "小规模纳税人的税率与抵扣。" },
  { path: "access/sign-in.md", title: "Sign in", body: "令牌过期后要重新登录，单点登录要配置证书。" },
  { path: "access/roles.md", title: "角色", body: "角色与令牌的权限范围。" },
].map(namedPage);

test("a text leads to the pages that speak of it, and these are told by their folders and titles", () => {
  const places = placeFinder(PAGES);
  expect(places("纳税人的税率").get("bill")).toBe(2);
  expect(places("令牌过期")).toEqual(
    new Map([
      ["access", 2],
      ["sign", 1],
      ["in", 1],
      ["role", 1],
      ["角色", 1],
    ]),
  );
  expect(places("天气").size).toBe(0);
  expect(placeFinder([])("令牌").size).toBe(0);
});

test("a reason is given for words that no example says, when the knowledge base says them beside the examples' own", () => {
  const reason = (id: string, examples: string[]): ReasonDefinition => ({
    id,
    parentId: null,
    name: id,
    description: "",
    examples,
  });
  const reasons = [
    reason("r1", ["发票怎么作废", "开票中心在哪"]),
    reason("r2", ["怎么配置单点登录", "重新登录进不去"]),
  ];
  const given = (pages: typeof PAGES) => {
    const model = reasonModel({ reasons, outside: [], pages, threshold: 0.5 });
    return ["小规模抵扣", "权限范围"].map((asked) => model!(asked)?.id);
  };
  expect(given(PAGES)).toEqual(["r1", "r2"]);
  expect(given([])).not.toEqual(["r1", "r2"]);
  // What was trained before articles were looked at still works.
  const before = ReasonSnapshot.parse({ reasons, outside: [], threshold: 0.5 });
  expect(before.pages).toEqual([]);
  expect(reasonModel(before)!("发票作废")).toMatchObject({ id: "r1" });
});
