import { expect, test } from "vitest";
import { tells } from "../../src/models/words/telling.ts";
import { changed } from "../../src/voc/taxonomy/change-taxonomy.ts";
import { proposedTags } from "../../src/voc/taxonomy/propose-tag.ts";
import { findThemes, themeOf, themes } from "../../src/voc/themes/themes.ts";
import { vocDesk } from "./desk.ts";

const DAY = 86_400_000;
const INVOICE = [
  "电子发票怎么红冲，找不到红冲入口",
  "请问电子发票红冲在哪里操作",
  "客户要求电子发票红冲，怎么处理",
  "红冲电子发票的按钮是灰色的",
  "电子发票开错了需要红冲",
];
const PRINTER = ["打印机驱动装不上", "打印机驱动版本选哪个", "新打印机驱动下载地址", "打印机驱动找不到型号"];
const OTHERS = [
  "你好",
  "如何导出客户名单",
  "年会的时间改了吗",
  "公司地址是什么",
  "怎么修改密码提示语",
  "能不能换个头像",
];
const agent = { type: "member", id: "a", role: "agent", maySend: true } as const;
const analyst = { ...agent, role: "analyst" } as const;

test("requests that no tag explains form themes, named by their words, with quotes, under ids that stay", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const { tenantId } = desk.ctx;
  for (const text of [...INVOICE, ...OTHERS]) await desk.ticket(text);
  await desk.tag(await desk.ticket("电子发票红冲报错"), ["defect"]);
  expect(await findThemes(desk.voc, tenantId)).toBe(1);
  const range = { from: "2026-03-02", to: "2026-03-08" };
  const list = () => desk.read((tx) => themes(tx, agent, range));
  const [first] = await list();
  expect(first).toMatchObject({ count: INVOICE.length, previous: 0, firstDay: "2026-03-02" });
  expect(first!.name).toMatch(/发票|红冲/);
  expect(first!.quotes).toHaveLength(3);

  desk.clock.advance(3 * DAY);
  for (const text of [...PRINTER, "电子发票红冲之后金额不对", "批量红冲电子发票，打 13912345678"])
    await desk.ticket(text);
  expect(await findThemes(desk.voc, tenantId)).toBe(2);
  const later = await list();
  expect(later.find(({ id }) => id === first!.id)).toMatchObject({ count: INVOICE.length + 2, lastDay: "2026-03-05" });
  const shown = await desk.read((tx) => themeOf(tx, analyst, first!.id));
  expect(shown.days).toEqual([
    { day: "2026-03-02", count: 5 },
    { day: "2026-03-05", count: 2 },
  ]);
  expect(JSON.stringify(shown.quotes)).toContain("[phone]");
  expect(JSON.stringify(await desk.read((tx) => themeOf(tx, agent, first!.id)))).toContain("13912345678");
});

test("a theme that grows is proposed as a tag once, and one that a tag explains is gone", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const { tenantId } = desk.ctx;
  for (const text of [...INVOICE, ...INVOICE]) await desk.ticket(text);
  await findThemes(desk.voc, tenantId);
  await findThemes(desk.voc, tenantId);
  const [proposed, ...more] = await proposedTags(desk.voc, desk.ctx, "proposed");
  expect([proposed!.proposedBy, more]).toEqual(["themes", []]);
  const { words, name } = proposed!;
  desk.setTaxonomy((policy) =>
    changed(policy, { type: "add", code: "invoice", name, group: "problem", words: [...words] }),
  );
  expect(await desk.backfill()).toMatchObject({ changed: 10 });
  expect(await findThemes(desk.voc, tenantId)).toBe(0);
});

test("few or unlike requests make no theme", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  for (const text of [...OTHERS, ...INVOICE.slice(0, 2)]) await desk.ticket(text);
  expect(await findThemes(desk.voc, desk.ctx.tenantId)).toBe(0);
});

test("questions about one new word are one theme, however unlike they are; those that were always asked stay apart", async () => {
  const desk = await vocDesk("2026-01-02T05:00:00Z");
  const old = ["查重规则怎么设置", "公海线索多久收回", "导出次数用完了怎么办", "审批流会签在哪里配置"];
  for (let times = 0; times < 30; times += 1) for (const text of old) await desk.ticket(text);
  desk.clock.advance(70 * DAY);
  for (let times = 0; times < 4; times += 1)
    for (const text of [
      ...old,
      "数电票如何归档保存",
      "红字数电票在哪申请",
      "收到数电票自动验真吗",
      "多谢老师，还是不行 12",
    ])
      await desk.ticket(text);
  await findThemes(desk.voc, desk.ctx.tenantId);
  const range = { from: "2026-03-01", to: "2026-03-31" };
  const found = await desk.read((tx) => themes(tx, agent, range));
  expect(found.map(({ name, count }) => [name.split(" · ")[0], count])).toContainEqual(["数电票", 12]);
  expect(found.map(({ count }) => count).sort((a, b) => b - a)).toEqual([12, 4, 4, 4, 4]);
});

test("words that greet, thank or insist, and bare numbers, neither make a theme nor name one", () => {
  expect(["w老师", "w多谢", "squick", "sthank", "s10", "i8.2", "b数电", "u数"].filter(tells)).toEqual([]);
  expect(["w发票", "sinvoic", "ifin-2107", "soauth2"].filter(tells)).toHaveLength(4);
});
