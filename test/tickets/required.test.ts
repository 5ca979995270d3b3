import { expect, test } from "vitest";
import { risksOf } from "../../src/tickets/sending/required.ts";

const plain = { handoffReason: null };

test("every way to name a sum of money counts as money", () => {
  for (const text of [
    "买断基础价 298,000 元。",
    "每并发 4800元",
    "￥500",
    "一共三百块钱",
    "about 4,800 CNY per seat",
    "It costs $20",
    "约 29.8 万元",
    "２００元",
  ]) {
    expect({ text, risks: risksOf(text, plain) }).toEqual({ text, risks: ["money"] });
  }
});

test("numbers that are no sums of money do not count", () => {
  for (const text of [
    "一次最多导入 20,000 行。",
    "升级到 8.2 后重启 2 次",
    "端口 8640",
    "The limit is 500 rows per file.",
    "打开 3 个单元格",
  ]) {
    expect({ text, risks: risksOf(text, plain) }).toEqual({ text, risks: [] });
  }
});

test("a reply to somebody who asked for a quote counts as money whatever its words", () => {
  expect(risksOf("按目录价执行。", { handoffReason: "commercial_quote" })).toEqual(["money"]);
});

test("promises, dates, security and data count as what they are", () => {
  expect(risksOf("我们保证明天修复。", plain)).toContain("promise");
  expect(risksOf("已重置", { handoffReason: "security_incident" })).toEqual(["security"]);
  expect(risksOf("已修复", { handoffReason: "data_repair" })).toEqual(["data"]);
});

test("a text of one piece over and over is read without trying every cut, and a sum at its end is found", () => {
  for (const piece of ["0", "1,", "1 ", "一", "百", "1 万", "usd ", "价格1"]) {
    const text = piece.repeat(20_000 / piece.length);
    expect(risksOf(`${text}!`, plain)).toEqual([]);
    expect(risksOf(`${text}三百块钱`, plain)).toEqual(["money"]);
  }
}, 20_000);
