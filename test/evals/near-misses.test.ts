import { expect, test } from "vitest";
import { withoutAnswers } from "../../evals/near-misses.ts";

const PAGE = "# 盘点\n\n说明。\n\n## 建立\n\n点新建。\n\n## 录入\n\n扫码录入。\n";

test("a near miss loses the section that answers and keeps the page of the topic", () => {
  const pages = new Map([
    ["a.md", PAGE],
    ["b.txt", "第一段。\n\n第二段。\n接着。\n\n第三段。"],
  ]);
  const cut = withoutAnswers(pages, [
    { article: "a.md", sentence: "扫码录入。" },
    { article: "b.txt", sentence: "接着。" },
  ]);
  expect(cut.get("a.md")).toBe("# 盘点\n\n说明。\n\n## 建立\n\n点新建。\n");
  expect(cut.get("b.txt")).toBe("第一段。\n\n\n第三段。");
});
