import { describe, expect, test } from "vitest";
import { OUTSIDE, trainTextClassifier } from "../../src/models/classifier/text-classifier.ts";

const EXAMPLES = [
  ["发票抬头填错了怎么改", "invoice"],
  ["发票什么时候寄出", "invoice"],
  ["请把发票重新开一张", "invoice"],
  ["登录的时候提示密码错误", "login"],
  ["账号登录不上去", "login"],
  ["忘记登录密码了", "login"],
  ["今天天气怎么样", OUTSIDE],
  ["讲个笑话听听", OUTSIDE],
].map(([text, label]) => ({ text: text!, label: label! }));

describe("text classifier", () => {
  const classifier = trainTextClassifier(EXAMPLES);

  test("it sorts new texts by what the examples show", () => {
    expect(classifier.classify({ text: "发票寄到哪里了" }).label).toBe("invoice");
    expect(classifier.classify({ text: "密码不对，登录不了" }).label).toBe("login");
    expect(classifier.classify({ text: "讲个天气的笑话" }).label).toBe(OUTSIDE);
  });

  test("its probabilities sum to 1 and the confidence is the largest of them", () => {
    for (const text of ["发票", "", "🙂", "login password"]) {
      const all = classifier.probabilities({ text });
      expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
      expect(classifier.classify({ text }).confidence).toBe(Math.max(...all));
    }
  });

  test("the name of a product does not draw every text that names it to the class that is called by it", () => {
    const texts = [
      "acme 怎么安装",
      "acme 安装失败",
      "安装 acme 要多大内存",
      "acme 备份放在哪",
      "acme 备份太慢",
      "acme 是谁开发的",
    ];
    const labels = ["install-faq", "install-faq", "install-faq", "backup-faq", "backup-faq", "acme-faq"];
    const products = trainTextClassifier(texts.map((text, i) => ({ text, label: labels[i]! })));
    expect(products.classify({ text: "acme 的备份失败了" }).label).toBe("backup-faq");
    const own = products.labels.indexOf("acme-faq");
    // .78 and more when each word of a name was taken at its word.
    for (const text of ["acme 怎么停", "acme 放在哪里", "acme 太慢"])
      expect(products.probabilities({ text })[own]).toBeLessThan(0.6);
  });

  test("where a knowledge base speaks of a text tells its class when its words do not", () => {
    const places = (name: string) => new Map([[name, 3]]);
    const examples = [
      ["怎么开", "invoice", "billing"],
      ["在哪里看明细", "invoice", "billing"],
      ["为什么进不去", "login", "access"],
      ["一直转圈怎么办", "login", "access"],
    ].map(([text, label, name]) => ({ text: text!, label: label!, places: places(name!) }));
    const classifier = trainTextClassifier(examples);
    const text = "这个是怎么回事";
    expect(classifier.classify({ text, places: places("billing") }).label).toBe("invoice");
    expect(classifier.classify({ text, places: places("access") }).label).toBe("login");
  });

  test("many examples train the averaged models", () => {
    const many = Array.from({ length: 520 }, (_, i) => ({
      text: i % 2 === 0 ? `card ${i} was not delivered` : `top up number ${i} failed`,
      label: i % 2 === 0 ? "delivery" : "top_up",
    }));
    const large = trainTextClassifier(many);
    expect(large.classify({ text: "my card was never delivered" }).label).toBe("delivery");
    expect(large.classify({ text: "the top up failed" }).label).toBe("top_up");
  });
});
