import fc from "fast-check";
import { expect, test } from "vitest";
import { CUES as SENTENCE_CUES } from "../../src/copilot/decide/cues-in.ts";
import { CUES } from "../../src/copilot/understand/features/cues/index-of-cues.ts";
import { MESSAGE_RULES } from "../../src/copilot/understand/injection/injection-rules.ts";
import { likelyAmong, wordsAmong } from "../../src/kernel/likely.ts";
import { neededWords } from "../../src/kernel/needed-words.ts";

test("a pattern needs one of the longest strings that each of its matches holds", () => {
  const of = (pattern: RegExp) => neededWords(pattern)?.toSorted() ?? null;
  expect(of(/\bprint(?:s|ed)?\b|打印/)).toEqual(["print", "打印"]);
  expect(of(/导(?:出|入)(?:不了|失败)/u)).toEqual(["导入不了", "导入失败", "导出不了", "导出失败"]);
  expect(of(/[很太]慢.{0,3}卡顿/u)).toEqual(["卡顿"]);
  expect(of(/Ignore ALL/gi)).toEqual(["ignore all"]);
  expect(of(/(?<=重)置|off(?!ice)\b/)).toEqual(["off", "置"]);
});

test("a pattern that can match without any of its letters needs none", () => {
  for (const pattern of [/\d+|km/, /(?:ab)?/, /[a-z]{2,}/, /x*/, /.+|a/, /(?:red|)\s/, /\p{L}|x/u, /[^ab]/, /été/i])
    expect(neededWords(pattern)).toBeNull();
});

test("of many words those are found that stand in a text", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "导", "出"), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.array(word, { maxLength: 5 }), (words, parts) => {
      const text = parts.join("");
      const standing = words.flatMap((one, number) => (text.includes(one) ? [number] : []));
      expect([...wordsAmong(words)(text)].toSorted((a, b) => a - b)).toEqual(standing);
    }),
  );
});

test("no pattern that matches a text is left out", () => {
  const signs = fc.constantFrom("a", "b", "c", "A", "\u017f", "s", "导", "出", "1", " ", "\n");
  const leaf = fc.constantFrom(
    "a",
    "b",
    "c",
    "s",
    "导",
    "出",
    "[ab]",
    "[^a]",
    "\\d",
    "\\s",
    ".",
    "\\b",
    "^",
    "(?=b)",
    "(?<!a)",
  );
  const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
    part: fc.oneof(
      { weight: 4, arbitrary: leaf },
      fc
        .tuple(tie("pattern"), fc.constantFrom("", "?", "*", "+", "{2}", "{0,2}", "{1,3}", "+?"))
        .map(([inner, times]) => `(?:${inner})${times}`),
    ),
    pattern: fc
      .array(fc.array(tie("part"), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((branches) => branches.map((parts) => parts.join("")).join("|")),
  }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(pattern, fc.constantFrom("", "u", "i", "iu")), { minLength: 1, maxLength: 4 }),
      fc.array(signs, { maxLength: 12 }),
      (sources, parts) => {
        const patterns = sources.map(([source, flags]) => new RegExp(source, flags));
        const text = parts.join("");
        const likely = likelyAmong(patterns)(text);
        for (const [number, one] of patterns.entries()) if (one.test(text)) expect(likely).toContain(number);
      },
    ),
    { numRuns: Number(process.env["ROUNDS"] ?? 500) },
  );
});

test("nearly all clues need some of their words, so that a text is looked through for a few of them", () => {
  const patterns = [
    ...CUES.map(({ pattern }) => pattern),
    ...SENTENCE_CUES.flatMap(([, { zh, en }]) => [zh, en]),
    ...MESSAGE_RULES.map(({ pattern }) => pattern),
  ];
  expect(patterns.filter((pattern) => neededWords(pattern) === null).length).toBeLessThan(patterns.length / 20);
  expect(likelyAmong(patterns)("怎么按月导出科目余额表？").length).toBeLessThan(patterns.length / 10);
});
