import { expect, test } from "vitest";
import { readRequest } from "../../src/copilot/reading.ts";
import { readSentence } from "../../src/copilot/understand/features/features.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { FILES_ONLY } from "../../src/kernel/text.ts";

const model = shippedUnderstanding();
const understood = (text: string) => understand(model, text);
const read = (...turns: readonly (readonly ["customer" | "agent", string])[]) =>
  readRequest(
    turns.map(([role, text]) => ({ role, text })),
    understood,
  );
const file = `${FILES_ONLY.zh} 结账报错.png`;
const question = "8.2 里怎么反结账？";

test("a file sent right before a question stays beside it, and says nothing of what is asked", () => {
  const alone = read(["customer", question]);
  const reading = read(["customer", file], ["customer", question]);
  expect(reading.turns.map(({ text }) => text)).toEqual([file, question]);
  expect(reading.text).toBe(question);
  expect(reading.understanding).toEqual(alone.understanding);
});

test("files of a matter that is over stay with it", () => {
  const reading = read(
    ["customer", file],
    ["customer", "导出的报表打不开"],
    ["agent", "请更新浏览器后再试。"],
    ["customer", "好了，谢谢，问题解决了"],
    ["agent", "不客气。"],
    ["customer", question],
  );
  expect(reading.turns.map(({ text }) => text)).not.toContain(file);
  expect(reading.text).toBe(question);
});

test("a file that comes last, and is announced in the language of the page, says nothing of the customer's", () => {
  const asked = "How do I reopen a closed period in 8.2?";
  expect(read(["customer", asked], ["customer", file]).language).toBe("en");
  expect(read(["customer", question], ["customer", `${FILES_ONLY.en} screen.png`]).language).toBe("zh");
});

test("signs alone are in the language of their punctuation", () => {
  expect(["。。。", "？？？", "……", "...", "???"].map((text) => read(["customer", text]).language)).toEqual([
    "zh",
    "zh",
    "zh",
    "en",
    "en",
  ]);
});

test("an emoji or a number alone is in the language of what was said before, or else of the page", () => {
  for (const text of ["😭😭", "👍", "42", "..."]) {
    expect(read(["customer", question], ["customer", text]).language).toBe("zh");
    for (const language of ["zh", "en"] as const)
      expect(readRequest([{ role: "customer", text }], understood, language).language).toBe(language);
  }
  expect(readRequest([{ role: "customer", text: file }], understood, "zh").language).toBe("zh");
});

test("what is read of a message is kept while it is read, and not in memory behind that", async () => {
  const signs = () => readSentence(question)["word"];
  const kept = signs();
  expect(signs()).toBe(kept);
  await Promise.resolve();
  expect(signs()).not.toBe(kept);
});

test("a code is in the language of the words before it, else in that of the page it is written on", () => {
  const code = "ERP-FIN-2107";
  expect(read(["customer", "月末结账不了"], ["agent", "有报错码吗？"], ["customer", code]).language).toBe("zh");
  expect(read(["customer", "I cannot close the month"], ["customer", "erp fin 2107"]).language).toBe("en");
  const linked = `${code} https://erp.panheng.example/close?id=3`;
  expect(read(["customer", "月末结账不了"], ["agent", "有报错码吗？"], ["customer", linked]).language).toBe("zh");
  expect(read(["customer", "月末结账不了"], ["customer", `${linked} does not open for any of us`]).language).toBe("en");
  const alone = (language?: "zh" | "en") =>
    readRequest([{ role: "customer", text: code }], (text) => understand(model, text), language).language;
  expect([alone("zh"), alone("en"), alone()]).toEqual(["zh", "en", "en"]);
  expect(readRequest([{ role: "customer", text: "hello" }], (text) => understand(model, text), "zh").language).toBe(
    "en",
  );
});
