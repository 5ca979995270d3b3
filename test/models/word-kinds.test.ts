import { expect, test } from "vitest";
import { trueWords, wordKind } from "../../src/models/words/word-kinds.ts";

test("a word that the cutter guessed falls into its parts where signs that only join stand in it", () => {
  expect(trueWords("查个")).toEqual(["查"]);
  expect(trueWords("想加")).toEqual(["加"]);
  expect(trueWords("达梦")).toEqual(["达梦"]);
  expect(trueWords("不良")).toEqual(["不良"]);
  expect(trueWords("parquet")).toEqual(["parquet"]);
});

test("signs, light words, common words and telling words are told apart", () => {
  expect(["导", "几天", "权限", "time", "parquet"].map(wordKind)).toEqual([
    "sign",
    "light",
    "telling",
    "common",
    "telling",
  ]);
});
