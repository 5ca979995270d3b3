import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../src/kernel/fold.ts";
import { phrasesOf } from "../../src/models/words/phrases.ts";

test.each([
  ["出库单审核后数量没有扣减", ["出库单", "数量"]],
  ["您好，请问一下审批流怎么加会签？谢谢老师", ["审批流", "会签"]],
  ["流程配置太复杂了，有没有例子", ["流程配置"]],
  [
    "Hello, could you please help: month-end close fails with the currency table",
    ["month-end close", "currency table"],
  ],
  ["升级后 SCIM 同步失败", ["scim"]],
])("%s is about %j", (text, phrases) => expect([...phrasesOf(fold(text))]).toEqual(expect.arrayContaining(phrases)));

test("greetings, fillers and numbers name nothing", () => {
  for (const text of [
    "您好老师，在吗？谢谢",
    "请问怎么办，帮忙看看",
    "hello, can you help me please, thanks",
    "8.2 版的 2026",
    "现在不行了",
  ])
    expect([...phrasesOf(fold(text))].filter((phrase) => !/^版/.test(phrase))).toEqual([]);
});

test("a phrase stands in its text as it is", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60, unit: "grapheme" }),
      fc.constantFrom("月末结账报错", "审批流", "month end"),
      (noise, said) => {
        const text = fold(`${said} ${noise}`);
        for (const phrase of phrasesOf(text)) expect(text).toContain(phrase);
      },
    ),
  );
});
