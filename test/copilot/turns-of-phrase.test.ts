import { describe, expect, test } from "vitest";
import { GROUPS, readText } from "../../src/copilot/understand/features/features.ts";
import { turnsOfPhrase } from "../../src/copilot/understand/features/turns-of-phrase.ts";
import { headSize, headVector } from "../../src/copilot/understand/head-vector.ts";
import { fitVectoriser, vectorise } from "../../src/models/linear/vectoriser.ts";

const shared = (one: string, other: string) => {
  const second = turnsOfPhrase(other);
  return [...turnsOfPhrase(one).keys()].filter((run) => second.has(run));
};

describe("turns of phrase", () => {
  test("two broken promises about other things on other days share how they are told", () => {
    const runs = shared("we were told the connector comes on tuesday", "we were told the pump arrives on friday");
    expect(runs).toContain("we were told");
    expect(runs).toContain("on <day>");
  });

  test("numbers, spans of time, money and ordinals stand for each other", () => {
    expect(shared("it took three weeks", "it took 9 days")).toContain("<number> <span>");
    expect(shared("for the fourth time", "for the 2nd time")).toContain("the <nth> time");
    expect(shared("we paid €40 twice", "we paid £9.50 twice")).toContain("paid <money> twice");
  });

  test("a run never crosses a sentence, and content words alone are no run", () => {
    expect([...turnsOfPhrase("it is late. you were here").keys()].some((run) => run.includes("<word> you"))).toBe(
      false,
    );
    expect([...turnsOfPhrase("printers jam daily").keys()].every((run) => run.includes("^") || run.includes("$"))).toBe(
      true,
    );
  });

  test("Chinese is read word by word: what is paid for and not had is told alike, whatever it is", () => {
    const runs = shared("短信没发出去,钱倒是收了三百", "巡检没做完,款倒是收了两次");
    expect(runs).toContain("是 收 了");
    expect(runs).toContain("了 <number>");
    expect(shared("从周三等到现在", "从礼拜五等到现在")).toContain("从 <day>");
    expect(shared("今天第三次了", "上月第十回了")).toContain("<nth> 了");
    expect([...turnsOfPhrase("打印机卡纸").keys()]).toEqual(["^ <word>", "<word> $", "^ <word> $"]);
  });
});

describe("manners", () => {
  const manners = (text: string) => {
    const { cue } = readText(text).groups;
    return ["said_twice", "said_thrice", "many_times_named", "vendor_quoted", "charged_anyway"].filter((name) =>
      cue!.has(name),
    );
  };

  test("a word of content that comes again, and days named one after another", () => {
    expect(manners("webhooks late, webhooks double, webhooks missing. pick one.")).toEqual([
      "said_twice",
      "said_thrice",
    ]);
    expect(manners("打印坏了修打印，修完打印又坏")).toEqual(["said_twice", "said_thrice"]);
    expect(manners("周一说周二来，周二说周五来")).toContain("many_times_named");
    expect(manners("Slow on Monday, dead on Tuesday, back on Wednesday")).toContain("many_times_named");
    expect(manners("the export of the list is what we want, and the import is what they want")).toEqual([]);
    expect(manners("昨天起导出报错，今天也是")).toEqual([]);
  });

  test("what the vendor keeps saying, and money taken for nothing", () => {
    expect(manners("问了三回，都是“正在处理中，请稍候”")).toEqual(["vendor_quoted"]);
    expect(manners('It says "in progress" since May')).toEqual(["vendor_quoted"]);
    expect(manners('the log says "connection reset"')).toEqual([]);
    expect(manners("停机两周，月费一分没少")).toEqual(["charged_anyway"]);
    expect(manners("The line was cut in May and we are still charged for it")).toEqual(["charged_anyway"]);
  });
});

describe("what the heads read", () => {
  const texts = ["the invoice is wrong again, please send it back", "how do i add a user", "发票又错了,请退回"];
  const read = texts.map((text) => readText(text).groups);
  const { vectoriser } = fitVectoriser(GROUPS, [...read, ...read]);

  test("clues at full length, no runs of words, and the probabilities of the items behind", () => {
    for (const groups of read) {
      const vector = vectorise(vectoriser, groups);
      const head = headVector(vectoriser, vector, new Float64Array(16));
      expect(Math.max(...head.indices)).toBe(headSize(vectoriser) - 1);
      expect(new Set(head.indices).size).toBe(head.indices.length);
      const [char, word, cue] = vectoriser.terms.map(({ size }) => size) as [number, number, number];
      const clues = [...head.indices].flatMap((index, i) =>
        index >= char + word && index < char + word + cue ? [head.values[i]!] : [],
      );
      expect(Math.hypot(...clues)).toBeCloseTo(1);
    }
  });
});
