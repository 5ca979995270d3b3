import fc from "fast-check";
import { expect, test } from "vitest";
import { saysOnlyWhatHolds } from "../../src/voc/briefing/holds.ts";
import type { Statement } from "../../src/voc/briefing/statement.ts";
import { type BriefingFacts, statementsOf } from "../../src/voc/briefing/words.ts";

const name = fc.constantFrom(
  "缺陷",
  "升级",
  "数据丢失或错误",
  "Data loss or error",
  "Performance",
  "8.2 升级",
  "价格授权",
);
const count = fc.integer({ min: 1, max: 30_000 });
const facts: fc.Arbitrary<BriefingFacts> = fc.record({
  from: fc.constant("2026-03-02"),
  to: fc.constant("2026-03-08"),
  total: count,
  previousTotal: fc.nat({ max: 30_000 }),
  top: fc.array(
    fc.record({ name, count, share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), alone: fc.boolean() }),
    {
      maxLength: 3,
    },
  ),
  rises: fc.array(
    fc.record({ name, previous: fc.nat({ max: 500 }), more: count }).map(({ more, previous, ...rest }) => ({
      ...{ ...rest, previous },
      count: previous + more,
    })),
    { maxLength: 3 },
  ),
  unusual: fc.array(
    fc.record({ name, step: fc.constant("2026-03-04"), high: count, more: count }).map(({ more, ...rest }) => ({
      ...rest,
      count: rest.high + more,
    })),
    { maxLength: 3 },
  ),
  themes: fc.array(fc.record({ name, count }), { maxLength: 3 }),
});
const language = fc.constantFrom("zh" as const, "en" as const);

test("every sentence of the template says only what holds", () => {
  fc.assert(
    fc.property(facts, language, (given, told) => {
      for (const statement of statementsOf(given, told))
        expect(saysOnlyWhatHolds(statement.text, statement), statement.text).toBe(true);
    }),
  );
});

test("a template's sentence with any number changed, swapped with another or moved to another statement does not hold", () => {
  const changes = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(facts, language, changes, (given, told, by) => {
      const statements = statementsOf(given, told);
      for (const statement of statements) {
        const numbers = [...plain(statement).matchAll(/\d+/g)];
        for (const [i, { 0: text, index }] of numbers.entries()) {
          const rest = plain(statement);
          const changed = `${rest.slice(0, index)}${Number(text) + by}${rest.slice(index + text.length)}`;
          expect(saysOnlyWhatHolds(whole(changed, statement), statement), changed).toBe(false);
          const other = numbers[i + 1];
          if (other === undefined || other[0] === text) continue;
          const between = rest.slice(index + text.length, other.index);
          const swapped = rest.slice(0, index) + other[0] + between + text + rest.slice(other.index + other[0].length);
          expect(saysOnlyWhatHolds(whole(swapped, statement), statement), swapped).toBe(false);
        }
        for (const other of statements)
          if (other.names.join() !== statement.names.join() && other.names.length > 0)
            expect(saysOnlyWhatHolds(statement.text, other), `${statement.text} ${other.text}`).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

/** A sentence without the numbers that belong to names and days, and back. */
const plain = ({ text, names, dates }: Statement) =>
  [...names, ...dates].reduce((rest, one, i) => rest.replaceAll(one, `${"§".repeat(i + 1)}¤`), text);
const whole = (text: string, { names, dates }: Statement) =>
  [...names, ...dates].reduceRight((rest, one, i) => rest.replaceAll(`${"§".repeat(i + 1)}¤`, one), text);

const rise: Statement = {
  text: "“缺陷”从 12 个升到 30 个。",
  names: ["缺陷"],
  dates: [],
  figures: [
    { role: "now", value: 30 },
    { role: "before", value: 12 },
  ],
  directions: ["up"],
};
const top: Statement = {
  text: "“Defect”: 30, 40% of all.",
  names: ["Defect"],
  dates: [],
  figures: [
    { role: "now", value: 30 },
    { role: "share", value: 40 },
  ],
  directions: ["most"],
};

test.each([
  ["“缺陷”由上一周期的 12 个上升到 30 个。", rise],
  ["与上一周期的 12 个相比，“缺陷”增加到 30 个", rise],
  ["本期“缺陷”共收到 30 个，上一周期为 12 个。", rise],
  ["客户提到“缺陷”的工单从 12 张增长至 30 张。", rise],
  ["“缺陷” rose to 30 tickets, up from 12 in the period before.", rise],
  ["Defect was mentioned most: 30 tags, 40% of the total.", top],
  ["With 30 tags “Defect” accounts for 40% of all tags.", top],
])("%s holds", (sentence, statement) => expect(saysOnlyWhatHolds(sentence, statement)).toBe(true));

test.each([
  ["a fall for a rise", "“缺陷”从 12 个降到 30 个。", rise],
  ["the parts swapped", "“缺陷”从 30 个升到 12 个。", rise],
  ["the parts swapped, in other words", "“缺陷”本期 12 个，上一周期 30 个。", rise],
  ["what was before as what is now", "“缺陷”共 12 个。", rise],
  ["what is now as what was before", "上一周期“缺陷”达到 30 个。", rise],
  ["a difference", "“缺陷”比上一周期增加 30 个。", rise],
  ["a difference in another form", "“缺陷”升了 30 个。", rise],
  ["a difference in English", "“缺陷” rose by 30 from 12.", rise],
  ["a number that nobody computed", "“缺陷”从 12 个升到 30 个，涉及 7 个客户。", rise],
  ["a number in words", "“缺陷”从 12 个升到 30 个，翻了两倍。", rise],
  ["a number in English words", "“缺陷” rose from 12 to 30, more than double.", rise],
  ["digits of another script", "“缺陷”从 12 个升到 30 个，共 ４２ 个。", rise],
  ["circled digits", "“缺陷”从 12 个升到 30 个，共 ⑦ 个。", rise],
  ["a place that it does not have", "“缺陷”从 12 个升到 30 个，居首。", rise],
  ["a cause", "“缺陷”从 12 个升到 30 个，因为新版本质量差。", rise],
  ["a person", "“缺陷”从 12 个升到 30 个，张三负责。", rise],
  ["a person in English", "“缺陷” rose from 12 to 30 at Contoso.", rise],
  ["advice", "“缺陷”从 12 个升到 30 个，建议退款。", rise],
  ["a link", "“缺陷”从 12 个升到 30 个 https://example.com", rise],
  ["a day that it does not have", "2026-03-04“缺陷”从 12 个升到 30 个。", rise],
  ["another name", "“升级”从 12 个升到 30 个。", rise],
  ["no name", "从 12 个升到 30 个。", rise],
  ["a denial", "“缺陷”没有从 12 个升到 30 个。", rise],
  ["a second sentence", "“缺陷”从 12 个升到 30 个。“缺陷”居首。", rise],
  ["markup", "<b>“缺陷”</b>从 12 个升到 30 个。", rise],
  ["signs that nobody sees", "“缺陷”从 12 个升到 30\u200b 个。", rise],
  ["signs that stand for a name or a day", "“缺陷”从 12 个升到 30 个，¤ §。", rise],
  ["a line break", "“缺陷”从 12 个\n升到 30 个。", rise],
  ["least for most", "Defect was mentioned least: 30, 40% of all.", top],
  ["the share of something else", "Defect: 30, 40% of the period before.", top],
  ["a share for a count", "Defect: 30%, 40 of all.", top],
  ["a rise that was not computed", "Defect rose to 30, 40% of all.", top],
  ["nothing", "", top],
])("%s does not hold", (_, sentence, statement) => expect(saysOnlyWhatHolds(sentence, statement)).toBe(false));

test("whatever a model makes of words of reports and numbers at hand, a wrong number in its part never passes", () => {
  const words = fc.constantFrom(
    ...[
      "从",
      "到",
      "升到",
      "上一周期",
      "本期",
      "共有",
      "比",
      "个",
      "，",
      "与",
      "相比",
      "为",
      "达到",
      "之前",
      "由",
      "增加到",
    ],
  );
  const piece = fc.oneof(words, fc.constantFrom("12", "30"), fc.constant("“缺陷”"));
  fc.assert(
    fc.property(fc.array(piece, { minLength: 3, maxLength: 10 }), (pieces) => {
      const sentence = pieces.join("");
      if (!saysOnlyWhatHolds(sentence, rise)) return;
      // What the period before had is never said of this one, nor the other way round.
      expect(sentence).not.toMatch(/本期[^\d，从由比前期]*12|(?:上一周期|之前)[^\d，]*30/);
      expect(sentence).toContain("30");
    }),
    { numRuns: 3_000 },
  );
});
