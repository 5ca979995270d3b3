import { expect, test } from "vitest";
import { valueName } from "../../src/web/insights/value-name.ts";

test("a product of which no module was told is called by its own name", () => {
  const given = new Map([
    ["erp", "磐衡 ERP"],
    ["erp/gl", "磐衡 ERP · 财务"],
  ]);
  const name = (code: string) => valueName(given, { web: "网页", unknown: "未知" }, code);
  expect(["erp/unknown", "erp/gl", "web", "unknown", "crm/unknown", "x"].map(name)).toEqual([
    "磐衡 ERP",
    "磐衡 ERP · 财务",
    "网页",
    "未知",
    "crm",
    "x",
  ]);
});
