import { expect, test } from "vitest";
import { words } from "../../src/models/words/words.ts";

test("Chinese after a Latin word or a number is cut by the dictionary all the same", () => {
  expect(words("excel导入凭证")).toEqual(["excel", "导入", "凭证"]);
  expect(words("4205报错")).toEqual(["0000", "报错"]);
});
