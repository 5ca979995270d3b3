import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { asksNothing } from "../../src/copilot/understand/asks-nothing.ts";
import { foldedWords } from "../../src/copilot/understand/features/features.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { Understanding } from "../../src/copilot/understand/understanding.ts";
import {
  itemProbabilities,
  UNCALIBRATED,
  type UnderstandingModel,
} from "../../src/copilot/understand/understanding-model.ts";
import { ALL_SERVICE_ITEMS, typeOfItem } from "../../src/kernel/labels.ts";

let model: UnderstandingModel;
beforeAll(() => {
  model = shippedUnderstanding();
});
const read = (text: string) => understand(model, text);
const sum = (shares: Record<string, number>) => Object.values(shares).reduce((total, share) => total + share, 0);

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        "系统",
        "升级",
        "refund",
        "退款",
        "，",
        "。",
        " ",
        "\n",
        "转人工",
        "\ud83d",
        "v8.2",
        "İ",
        "ﬃ",
        "臺灣",
        "？",
        "0",
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);

describe("understanding any text", () => {
  test("never throws and always gives a value of its type", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(Understanding.safeParse(read(text)).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("probabilities sum to 1, items sum to their type, and labels are the likeliest", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { serviceType, serviceItem, sentiment, urgency } = read(text);
        for (const { distribution } of [serviceType, serviceItem, sentiment, urgency])
          expect(sum(distribution)).toBeCloseTo(1, 9);
        const ofType = Object.entries(serviceItem.distribution).filter(
          ([item]) => typeOfItem(item as never) === serviceType.label,
        );
        expect(ofType.reduce((total, [, share]) => total + share, 0)).toBeCloseTo(serviceType.confidence, 9);
        expect(serviceType.confidence).toBe(Math.max(...Object.values(serviceType.distribution)));
        expect(typeOfItem(serviceItem.label)).toBe(serviceType.label);
      }),
    );
  });

  test("spans lie in the text, hold something, and entities are verbatim", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { voc, entities, pii, asksForHuman, churnRisk, expansion, promoter } = read(text);
        const signals = [asksForHuman, churnRisk, expansion, promoter].flatMap(({ evidence }) =>
          evidence === null ? [] : [evidence],
        );
        for (const { start, end } of [...voc.map(({ evidence }) => evidence), ...entities, ...pii, ...signals]) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end).trim()).not.toBe("");
        }
        for (const { kind, value, start, end } of entities)
          if (kind === "error_code") expect(text.slice(start, end)).toBe(value);
      }),
      { numRuns: 300 },
    );
  });

  test("the same text gives the same answer", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(text)).toEqual(read(text));
      }),
    );
  });

  test("a very long text is read in part, not refused", () => {
    expect(read("系统打不开。".repeat(20_000)).serviceType.label).toBe("standard");
  });
});

describe("understanding requests", () => {
  test.each([
    ["请问二十个用户一年多少钱？我们还在选型", "presales"],
    ["在哪里可以修改发票抬头？", "howto"],
    ["建议导出时能记住上次选的列", "suggestion"],
    ["点保存一直报 500 错误，昨天还好好的", "fault"],
    ["升级到 8.2 之后报表全没了", "upgrade"],
    ["请帮忙重置一下管理员密码", "operation"],
    ["第一次安装，按手册做到第三步一直失败", "support"],
    ["想请你们给我们单独开发一个接口，费用好说", "custom"],
    ["旧系统的历史数据想请你们整体迁移过来，多少钱", "migration"],
    ["请安排一次年度巡检，出一份报告", "inspection"],
    ["想请讲师来给新员工培训两天，怎么收费", "training"],
    ["想付费请你们架构师评审一下双活方案", "expert"],
    ["工单两周没人回复，叫你们经理给我打电话", "service"],
    ["这个月第五次宕机了，你们的产品还能信吗", "quality"],
    ["重复扣了两次年费，请把钱退给我", "billing"],
    ["合同里承诺六月上线，现在都九月了，什么时候兑现", "promise"],
    ["How much would it cost for 40 users per year? We are still comparing vendors.", "presales"],
    ["Where do I change the default currency?", "howto"],
    ["Since this morning every export fails with error 500", "fault"],
    ["Please refund the second payment, I was charged twice.", "billing"],
  ])("%s is %s", (text, item) => {
    expect(read(text).serviceItem.label).toBe(item);
  });

  test("traditional characters are read like simplified ones", () => {
    expect(read("請把重複扣的錢退給我").serviceItem.label).toBe(read("请把重复扣的钱退给我").serviceItem.label);
  });

  test("the evidence of a tag is the clause that says it", () => {
    const text = "你们客服很热情，不过导出的报表打开就乱码，麻烦看下";
    const defect = read(text).voc.find(({ tag }) => tag === "defect")!;
    expect(text.slice(defect.evidence.start, defect.evidence.end)).toContain("乱码");
  });

  test("a stopped production is urgent and thanks beyond courtesy are positive", () => {
    expect(read("产线全停了，几十个工人站着等，马上处理！").urgency.label).toBe("high");
    expect(read("你们的新看板太好用了，点赞！顺便问下怎么导出").sentiment.label).toBe("positive");
  });

  test("churn, expansion and praise become signals with a place in the text", () => {
    const text = "服务再这样，明年我们就不续约了，直接换别家";
    const { churnRisk } = read(text);
    expect(churnRisk.present).toBe(true);
    expect(text.slice(churnRisk.evidence!.start, churnRisk.evidence!.end)).toMatch(/不续约|换别家/);
    expect(read("再给我们加20个并发授权，PO 已发").expansion.present).toBe(true);
    expect(read("你们的产品太棒了，一直推荐给同行，非常感谢！").promoter.present).toBe(true);
    expect(read("在哪里改密码？").promoter.present).toBe(false);
  });

  test("small talk and spam are no support request and leave the classifier unsure", () => {
    for (const text of ["今天天气怎么样", "tell me a joke", "🙂🙂", "", "帮我写一首关于春天的诗"]) {
      expect(read(text).outOfScope.present).toBe(true);
      expect(read(text).unsure).toBe(true);
    }
    expect(read("登录时报错 500，昨天还正常").outOfScope.present).toBe(false);
  });

  test("languages are told apart, mixed text counts as Chinese", () => {
    expect(read("怎么导出报表").language).toBe("zh");
    expect(read("How do I export?").language).toBe("en");
    expect(read("请帮忙 enable 一下 audit log 这个 feature flag").language).toBe("zh");
  });
});

describe("a message that asks for nothing", () => {
  test.each([
    ..."|。|!!!|你好|谢谢|测试|thanks|hello".split("|"),
    ..."谢谢，解决了|好了，谢谢|非常感谢，问题已经解决！|問題已經解決了，謝謝|没问题了|搞定了～|明白了，辛苦各位老师".split(
      "|",
    ),
    ..."Thanks for your help and support|谢谢各位帮忙|the problem is fixed and it works again, thanks".split("|"),
    ..."solved, thanks|Thanks, that works now.|fixed|The problem is resolved, thank you all|all good now, cheers".split(
      "|",
    ),
  ])("%j is no complaint, and no label of it is sure", (text) => {
    const { serviceType, unsure, outOfScope } = read(text);
    expect(serviceType.label).not.toBe("complaint");
    expect([unsure, outOfScope.present]).toEqual([true, true]);
  });

  test.each([
    ..."没解决|谢谢，但是没解决|解决了吗|又坏了|不是解决了|谢谢，退款|现在好了，天天修|谢谢你们什么都没做".split("|"),
    ..."not solved|Thanks for nothing|the problem is back|works?|thanks, but it doesn't work".split("|"),
    ..."The problem is here again, thanks|hello support team, it's the issue again|hi all, this is really a problem again".split(
      "|",
    ),
    ..."hi, help|您好，帮忙|你好，有问题|谢谢，问题还在".split("|"),
  ])("%j says more than thanks", (text) => {
    expect(asksNothing(foldedWords(text))).toBe(false);
  });
});

test("a few words about money or a delay are mostly a question: only texts long enough are complaints to be safe", () => {
  const raw = {
    items: Float64Array.from(ALL_SERVICE_ITEMS, (item) => (item === "howto" ? 1.5 : item === "billing" ? 1 : 0)),
  };
  const calibration = { ...UNCALIBRATED, complaintLean: 8 };
  const complaint = (words: number) => itemProbabilities({ ...raw, words }, calibration).types[3]!;
  expect(complaint(14)).toBeGreaterThan(0.5);
  expect(complaint(4)).toBeLessThan(0.5);
  expect(complaint(40)).toBe(complaint(14));
});
