import { expect, test } from "vitest";
import { withoutLooseDigits } from "../../src/knowledge/search/question/codes.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";

const terms = createSegmenter().queryTerms("1.1.14 备份支持 8.2 吗");
const left = (known: readonly string[]) =>
  withoutLooseDigits(terms, new Map(known.map((term) => [term, true]))).map(({ term }) => term);

test("the digits of a number of three parts, or one that the knowledge base holds nowhere, meet nothing; those of a version it knows do", () => {
  expect(left(["i8.2", "w备份"])).toEqual(expect.arrayContaining(["w备份", "s8", "s2", "i8.2"]));
  expect(left(["i8.2", "w备份"])).not.toContain("s14");
  expect(left(["i8.2", "i1.1", "i1.1.14"])).toEqual(expect.arrayContaining(["i1.1.14", "s8", "s2", "i8.2"]));
  expect(left(["i8.2", "i1.1", "i1.1.14"])).not.toContain("s14");
  expect(left([])).not.toContain("s8");
});
