import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unveil } from "../../src/kernel/unveil.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { patternFault } from "../../src/policy/safe-pattern.ts";
import { masked, SafetyPolicy, safetyFaults, screen } from "../../src/policy/safety.ts";

const reason = { zh: "不行", en: "no" };
const policyOf = (list: Record<string, unknown>) =>
  SafetyPolicy.parse({ lists: [{ id: "one", direction: ["in", "out"], action: "hold", reason, ...list }] });
const found = (list: Record<string, unknown>, text: string) =>
  screen(policyOf(list), "in", text).map(({ start, end }) => text.slice(start, end));

describe("a word of a list", () => {
  test.each([
    ["as it is", "这是违禁词呀", "违禁词"],
    ["with unseen signs", "这是违\u200b禁\u2060词呀", "违\u200b禁\u2060词"],
    ["with blanks and signs between", "这是违 禁-词呀", "违 禁-词"],
  ])("is found %s in Chinese", (_, text, part) => {
    expect(found({ words: ["违禁词"] }, text)).toEqual([part]);
  });

  test.each([
    ["in another case", "A BadWord here", "BadWord"],
    ["in full width", "ａ ＢＡＤＷＯＲＤ here", "ＢＡＤＷＯＲＤ"],
    ["with letters of other scripts", "a bаdwοrd here", "bаdwοrd"],
    ["with accents", "a bádword here".normalize("NFD"), "bádword".normalize("NFD")],
    ["letter by letter", "a b.a.d.w.o.r.d here", "b.a.d.w.o.r.d"],
    ["in letter forms of mathematics", "a 𝐛𝐚𝐝𝐰𝐨𝐫𝐝 here", "𝐛𝐚𝐝𝐰𝐨𝐫𝐝"],
  ])("is found %s in Latin", (_, text, part) => {
    expect(found({ words: ["badword"] }, text)).toEqual([part]);
  });

  test("is not found inside another word, nor across the words of a sentence", () => {
    expect(found({ words: ["ass", "test"] }, "class assets attest; a s set to")).toEqual([]);
    expect(found({ words: ["badword"] }, "a bad word here")).toEqual([]);
  });

  test("is not found where the list makes an exception", () => {
    expect(found({ words: ["黑户"], except: ["黑户主数据"] }, "黑户主数据怎么维护？他是黑户")).toEqual(["黑户"]);
  });

  test("is looked for in the direction of its list only", () => {
    const policy = policyOf({ words: ["badword"], direction: ["out"] });
    expect([screen(policy, "in", "badword").length, screen(policy, "out", "badword").length]).toEqual([0, 1]);
  });
});

test("whatever is set between or on its letters, a word is found where it stands", () => {
  const noise = fc.constantFrom("", "\u200b", "\u200d", "\u2060", "\ufe0f", " ", "-", "·");
  const around = fc.constantFrom("请看 ", "……", "", "(");
  fc.assert(
    fc.property(around, fc.array(noise, { minLength: 4, maxLength: 4 }), around, (before, gaps, after) => {
      const hidden = [..."赌博网站"].map((sign, i) => sign + (i < 3 ? gaps[i] : "")).join("");
      const text = before + hidden + after;
      expect(found({ words: ["赌博网站"] }, text)).toEqual([hidden]);
    }),
    { numRuns: 300 },
  );
});

test("every sign of an unveiled text knows a place in the original", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const { text: plain, places } = unveil(text);
      const { starts, ends } = places();
      expect(starts).toHaveLength(plain.length);
      for (const [i, start] of starts.entries()) {
        expect(start).toBeLessThan(ends[i]!);
        expect(ends[i]).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 300 },
  );
});

test("a text is unveiled sign by sign, whatever stands beside", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      expect(unveil(text).text).toBe([...text].map((sign) => unveil(sign).text).join(""));
    }),
    { numRuns: 300 },
  );
});

test("a mask covers each sign of what was found and leaves the rest as it is", () => {
  const policy = policyOf({ words: ["badword", "违禁词"], action: "mask" });
  expect(masked(policy, "out", "Call badword, 违\u200b禁词 ok")).toBe("Call ＊＊＊＊＊＊＊, ＊＊＊＊ ok");
  expect(masked(policy, "out", "nothing to see")).toBe("nothing to see");
});

test("what lies beyond the longest text that is looked at is held", () => {
  expect(screen(policyOf({ words: ["badword"] }), "in", "a".repeat(60_000))).toMatchObject([
    { list: "too_long", action: "hold" },
  ]);
});

describe("a pattern", () => {
  test.each([
    "\\bak[0-9a-z]{8,20}\\b",
    "(?:加|添).{0,5}微信",
    "qq\\s?[:：]\\s?\\d{5,11}",
    "-----begin [a-z ]{0,20}key-----",
  ])("that is bounded is accepted: %s", (pattern) => {
    expect(patternFault(pattern)).toBeNull();
  });

  test.each([
    "(a+)+$",
    "(a|aa)+b",
    "a*",
    "(?:a{0,50}){0,50}b",
    "(?:x?x?x?x?x?x?x?x?x?x?)y",
    "(?=a)b",
    "(a)\\1",
    "^a",
    "[a",
    "(a",
    "a)",
    "a{2",
    "a{0,9999}",
    "",
    "a?",
    "a".repeat(300),
  ])("that could run away, or is none, is refused: %s", (pattern) => {
    expect(patternFault(pattern)).not.toBeNull();
  });

  test("whatever is written, it is either refused or runs on a hostile text", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "(",
      ")",
      "(?:",
      "|",
      "?",
      "{0,9}",
      "{1,50}",
      "[ab]",
      "\\d",
      ".",
      "*",
      "+",
      "\\",
      "{",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const pattern = pieces.join("");
        if (patternFault(pattern) !== null) return;
        expect(() => "ab".repeat(2_000).replace(new RegExp(pattern, "gu"), "")).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

test("a list that finds nothing, a dangerous pattern and an id used twice are faults with their row", () => {
  const list = { id: "one", direction: ["in" as const], action: "hold" as const, words: [], except: [], reason };
  const policy = SafetyPolicy.parse({ lists: [{ ...list }, { ...list, patterns: ["(a+)+"] }] });
  expect(safetyFaults(policy).map((fault) => fault.split(" has")[0])).toEqual([
    "row id one is used twice",
    "row one finds nothing",
    "row one",
  ]);
});

test("a dangerous pattern is reported at its row of the file", () => {
  const text = `lists:\n  - id: one\n    direction: [in]\n    action: hold\n    patterns: ["(a+)+"]\n    reason: { zh: 不行, en: no }\n`;
  expect(parsePolicy("safety", { name: "safety.yaml", text }).problems).toMatchObject([
    { line: 2, reason: expect.stringContaining("no bound") },
  ]);
});
