import { expect, test } from "vitest";
import { findWords } from "../../src/web/workbench/find-words.ts";

const BODY = "## 处理\n\n1. 按 **采购 → 库存 → 成本** 的顺序逐个关账。见[库存关账](inventory.md)。\n2. 重新执行结账。";

test("a sentence of a draft is found in the article's source, through its markup and numbering", () => {
  const found = findWords(BODY, "3. 按 采购 → 库存 → 成本 的顺序逐个关账。")!;
  expect(BODY.slice(found.start, found.end)).toBe("按 **采购 → 库存 → 成本** 的顺序逐个关账");
});

test("words that the passage does not hold are not found", () => {
  expect(findWords(BODY, "请先备份数据库")).toBeNull();
  expect(findWords(BODY, "。")).toBeNull();
});
