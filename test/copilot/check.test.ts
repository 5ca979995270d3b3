import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckFacts, checkDraft } from "../../src/copilot/check/check.ts";
import { languageOf } from "../../src/copilot/check/sentence-language.ts";
import type { CheckPassage } from "../../src/copilot/check/source.ts";
import { splitUnits } from "../../src/copilot/draft/units.ts";

const passage = (text: string, change: Partial<CheckPassage> = {}): CheckPassage => ({
  text,
  title: "备份",
  headingPath: [],
  audience: "public",
  ...change,
});
const FACTS: CheckFacts = {
  language: "zh",
  audiences: ["public", "customer"],
  allowedStatements: [],
  known: "",
  owned: [],
};
const ZH = passage(
  "备份任务每天 01:00 执行,保留 14 份。目标磁盘至少要有 5 GB 空闲空间,否则任务失败并提示 ERP-BAK-1203。8.2 起专业版支持每小时增量备份,标准版不支持。参数 backup_keep_days 的默认值是 30 天。单次最多导出 20,000 行。",
);
const EN = passage(
  'Stop the service PanhengJob first. Run "phbackup restore" with --until for a point in time. A backup does not hold the licence file. The API allows 600 requests per minute. Version 9.0 requires Windows Server 2022.',
  { title: "Restore" },
);
const rules = (text: string, passages: readonly CheckPassage[] = [ZH], facts: CheckFacts = FACTS, cites = [0]) =>
  checkDraft([{ kind: "fact", text, cites }], passages, facts).failures.map(({ rule }) => rule);
const english = (text: string) => rules(text, [EN], { ...FACTS, language: "en" });

describe("a sentence is supported when its passage says it", () => {
  test.each([
    "目标磁盘至少要有 5 GB 空闲空间，否则任务失败并提示 ERP-BAK-1203。",
    "备份任务每天 01:00 执行。",
    "从 8.2 起，专业版支持每小时做一次增量备份。",
    "目标磁盘的空闲空间至少要有５ＧＢ。",
    "一次最多可以导出 2 万行。",
    "backup_keep_days 默认值为三十天。",
    "1. 备份任务每天 01:00 执行，保留 14 份。",
  ])("%s", (text) => expect(rules(text)).toEqual([]));

  test.each([
    "Stop the PanhengJob service first.",
    "The licence file is not part of a backup, so a backup does not hold it.",
    "The API allows 600 requests a minute.",
  ])("%s", (text) => expect(english(text)).toEqual([]));
});

describe("a sentence about something else than its passage is stopped, however plain", () => {
  test.each(["发票抬头在客户资料里修改。", "新员工入职当天由主管发放门禁卡。", "拍照时请保持镜头清洁。"])(
    "%s",
    (text) => expect(rules(text)).toEqual(["similarity"]),
  );
  test.each(["Invoices are sent by post.", "Visitors wear a badge in the building."])("%s", (text) =>
    expect(english(text)).toEqual(["similarity"]),
  );
});

describe("nothing is hidden behind a sentence that its passage says", () => {
  const links = passage(
    "排查步骤见 https://docs.panheng.example/kb/backup 页面。更多信息访问 https://panheng.example。",
  );
  const honest = "备份任务每天 01:00 执行,保留 14 份。";
  test.each([
    ["Morse code", `${honest} -.- . ... - .-. . .-..`, "identifier"],
    ["Braille", `${honest} ⠅⠑⠎⠞⠗⠑⠇`, "identifier"],
    ["circled letters", `${honest} ⓚⓔⓢⓣⓡⓔⓛ`, "identifier"],
    ["flags", `${honest} 🇰🇪🇸🇹`, "identifier"],
    ["small capitals", `${honest} ᴋᴇꜱᴛʀᴇʟ`, "identifier"],
    ["mathematical letters", `${honest} 𝐤𝐞𝐬𝐭𝐫𝐞𝐥`, "identifier"],
    ["one quoted sign", `${honest} '%'`, "quote"],
  ])("%s", (_, text, rule) => expect(rules(text)).toContain(rule));

  test.each(["排查步骤见 https://docs.panheng.example/kb/backup 页面。", "更多信息访问 https://panheng.example。"])(
    "%s is the very link",
    (text) => expect(rules(text, [links])).toEqual([]),
  );

  test.each([
    "排查步骤见 https://docs.panheng.example/kb/back 页面。",
    "排查步骤见 https://docs.panheng.example/kb 页面。",
    "排查步骤见 https://docs.panheng",
    "排查步骤见 https://panheng.example/kb/backup 页面。",
    "更多信息访问 https://panheng.example.evil.test。",
    "更多信息访问 https://panheng。",
    "更多信息访问 https://pаnheng.example。",
  ])("%s leads elsewhere", (text) => expect(rules(text, [links])).toContain("url"));
});

describe("a sentence is not supported when it changes something", () => {
  test.each([
    ["目标磁盘至少要有 50 GB 空闲空间。", "number"],
    ["目标磁盘至少要有 5 TB 空闲空间。", "number"],
    ["备份任务每天执行，保留 41 份。", "number"],
    ["8.3 起专业版支持每小时增量备份。", "number"],
    ["空间不足时任务失败并提示 ERP-BAK-1204。", "identifier"],
    ["参数 backup_keep_hours 的默认值是 30 天。", "identifier"],
    ["参数 backup_keep_days 的默认值是三十五天。", "number"],
    ["任务失败时提示“空间不够啦”，请清理目标磁盘。", "quote"],
    ["备份任务每天 01:00 执行,详见 https://evil.example/x 页面。", "url"],
    ["备份任务自 2026-10-01 起每天 01:00 执行。", "date"],
    ["8.2 起专业版不支持每小时增量备份。", "contradiction"],
    ["8.2 起专业版和标准版都支持每小时增量备份,标准版支持。", "contradiction"],
    ["目标磁盘至多要有 5 GB 空闲空间,否则任务失败。", "contradiction"],
    ["Oracle 数据库的备份任务每天 01:00 执行。", "name"],
    ["请在审批流中配置采购订单的会签人员。", "similarity"],
    ["目标磁盘至少要有 5 GB 空闲空间，否则任务失败并提示 ERP-BAK-1203，还会锁定客户档案与合同。", "clause"],
  ])("%s breaks %s", (text, rule) => expect(rules(text)).toContain(rule));

  test.each([
    ["The API allows 900 requests per minute.", "number"],
    ["A backup holds the licence file.", "contradiction"],
    ["Version 9.0 requires Debian Server 2022.", "name"],
    ['Run "phbackup recover" with --until for a point in time.', "quote"],
    ["Run it with --since for a point in time.", "identifier"],
  ])("%s breaks %s", (text, rule) => expect(english(text)).toContain(rule));
});

test("a piece cut out of a passage is not what the passage says", () => {
  const source = passage("标准版不支持每小时增量备份。单次最多导出 20,000 行，需要 1.20 版。");
  expect(rules("支持每小时增量备份。", [source])).toContain("contradiction");
  expect(rules("单次最多导出 20", [source])).toContain("number");
  expect(rules("需要 1.2", [source])).toContain("number");
});

test("a citation must be a passage of the run", () => {
  expect(rules("备份任务每天 01:00 执行。", [ZH], FACTS, [])).toContain("no_citation");
  expect(rules("备份任务每天 01:00 执行。", [ZH], FACTS, [0, 4])).toEqual(["unknown_citation"]);
});

test("the right fact with the wrong citation is not supported", () => {
  expect(rules("备份任务每天 01:00 执行，保留 14 份。", [ZH, passage("采购订单可以关闭。")], FACTS, [1])).not.toEqual(
    [],
  );
});

test("a passage that the recipient may not read cannot carry a sentence", () => {
  expect(rules("备份任务每天 01:00 执行。", [{ ...ZH, audience: "internal" }])).toEqual(["audience"]);
});

describe("a value stays with what it belongs to", () => {
  const LIMITS = passage(
    "7.3 单次最多导入 5,000 行；8.2 单次最多导入 20,000 行。自动结账仅专业版、旗舰版提供。请按 采购 → 库存 → 成本 的顺序关账。ERP-A-1 表示必填字段为空。ERP-A-2 表示文件太大。",
  );
  test.each([
    "8.2 单次最多可以导入 20,000 行。",
    "ERP-A-2 表示文件太大了。",
    "请按采购、库存、成本的顺序关账。",
    "自动结账只有专业版和旗舰版提供。",
  ])("%s", (text) => expect(rules(text, [LIMITS])).toEqual([]));
  test.each([
    ["7.3 单次最多可以导入 20,000 行。", "swapped"],
    ["ERP-A-1 表示文件太大了。", "swapped"],
    ["请按成本、库存、采购的顺序关账。", "swapped"],
    ["所有版本都提供自动结账。", "contradiction"],
  ])("%s breaks %s", (text, rule) => expect(rules(text, [LIMITS])).toContain(rule));
});

describe("nothing binds the company without a policy", () => {
  test.each([
    ["我们保证今天解决这个问题。", "promise"],
    ["工程师会在2小时内回复您。", "promise"],
    ["预计下周修复。", "deadline"],
    ["我们可以为您全额退款。", "refund"],
    ["专业版的价格是 128000 元。", "price"],
    ["给您打八折优惠。", "price"],
    ["We will send you a patch.", "promise"],
    ["This will be fixed by Friday.", "deadline"],
    ["You are entitled to a refund of your payment.", "refund"],
    ["It costs $50 per user.", "price"],
  ])("%s breaks %s", (text, rule) => {
    const source = passage(text);
    expect(rules(text, [source], { ...FACTS, language: /[a-z]{3}/.test(text) ? "en" : "zh" })).toContain(rule);
  });

  test.each([
    "在采购订单中填写采购价格和折扣率。",
    "退款单审核后生成红字凭证。",
    "分布式事务保证数据一致性。",
    "When enabled, the server ensures that writes are ordered.",
  ])("%s is a fact of the product", (text) => {
    expect(rules(text, [passage(text)], { ...FACTS, language: /[a-z]{5}/.test(text) ? "en" : "zh" })).toEqual([]);
  });

  test("an allowed statement may be said", () => {
    const said = "专业版的价格是 128000 元。";
    expect(
      rules(said, [passage(said)], { ...FACTS, allowedStatements: ["专业版的价格是 128000 元(含税)。", said] }),
    ).toEqual([]);
  });
});

test("personal data is said only to its owner or from a cited passage", () => {
  const asks = (owned: readonly string[]) =>
    checkDraft([{ kind: "question", text: "请问您的手机号是 13800138000 吗？", cites: [] }], [ZH], {
      ...FACTS,
      known: "13800138000",
      owned,
    }).failures.map(({ rule }) => rule);
  expect(asks([])).toEqual(["personal"]);
  expect(asks(["138 0013 8000"])).toEqual([]);
  const greets = (owned: readonly string[]) =>
    checkDraft([{ kind: "question", text: "Hi John, which version do you run?", cites: [] }], [EN], {
      ...FACTS,
      language: "en",
      owned,
    }).failures.map(({ rule }) => rule);
  expect([greets(["Mary Smith"]), greets(["John Smith"])]).toEqual([["personal"], []]);
  expect(
    rules("请联系 support@panheng.example 获取帮助。", [passage("请联系 support@panheng.example 获取帮助。")]),
  ).toEqual([]);
});

test("the owner's name, number or address in a Chinese sentence needs no source for any word of its own", () => {
  const said = (text: string) =>
    checkDraft([{ kind: "fact", text, cites: [0] }], [passage("请打开财务。您的电话、邮箱已登记。")], {
      ...FACTS,
      owned: ["欧阳明轩", "13812345678", "mx@panheng.example"],
    }).failures.map(({ rule }) => rule);
  expect(said("欧阳明轩您好，请打开财务。")).toEqual([]);
  expect(said("您的电话 13812345678 已登记。")).toEqual([]);
  expect(said("您的邮箱 mx@panheng.example 已登记。")).toEqual([]);
  expect(said("司马长风您好，请打开财务。")).not.toEqual([]);
});

test("a reply in another language than the customer's does not pass", () => {
  expect(english("备份任务每天 01:00 执行。")).toContain("language");
  expect(rules("Stop the service PanhengJob first.", [EN])).toContain("language");
});

test("a sentence in another language than its passage is checked for its hard facts, and a person looks at the rest", () => {
  const { verdicts, passed } = checkDraft(
    [{ kind: "fact", text: "每分钟最多允许 600 次请求。", cites: [0] }],
    [EN],
    FACTS,
  );
  expect(verdicts[0]).toMatchObject({ supported: true, reasons: [{ rule: "unverified" }], similarity: null });
  expect(passed).toBe(false);
  expect(rules("每分钟最多允许 900 次请求。", [EN])).toEqual(["number", "unverified"]);
});

test("a sentence in another language than both its passage and the customer has nothing to vouch for it", () => {
  const said = [{ kind: "fact" as const, text: "Everybody may open the vault whenever they want to.", cites: [0] }];
  expect(checkDraft(said, [ZH], FACTS).verdicts[0]?.supported).toBe(false);
});

test("every piece of a passage is supported by that passage", () => {
  const source = passage(
    "1. 打开“财务会计”。选择账套。\n2. 点“结账”。\n\n版本 | 菜单\n8.2 | 期末中心\n\n请先备份！再升级。参数 a_b=3。",
  );
  const draft = splitUnits(source.text).map((unit) => ({ kind: "fact" as const, text: unit.text, cites: [0] }));
  expect(checkDraft(draft, [source], FACTS).failures).toEqual([]);
});

test("whatever a model writes, a supported sentence has known citations and no number, code or quotation of its own", () => {
  const piece = fc.constantFrom(
    "备份任务每天 01:00 执行",
    "保留 14 份",
    "保留 15 份",
    "ERP-BAK-1203",
    "ERP-BAK-9",
    "“专业版”",
    "“免费”",
    "20000 行",
    "5 GB",
    "7 GB",
    "8.2 起",
    "9.9 起",
    "，",
    "。",
    " ",
  );
  const said = fc.oneof(
    fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("")),
    fc.string(),
  );
  const allowed = new Set(["01", "00", "1", "0", "14", "1203", "20000", "5", "8.2", "30"]);
  fc.assert(
    fc.property(said, fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 3 }), (text, cites) => {
      const [verdict] = checkDraft([{ kind: "fact", text, cites }], [ZH], FACTS).verdicts;
      if (!verdict!.supported) return;
      expect(cites.length).toBeGreaterThan(0);
      expect(cites.every((index) => index === 0)).toBe(true);
      // The number of a step is its place in the list, not a claim.
      const claimed = text.normalize("NFKC").replace(/^\s*\d{1,2}(?:[)、．]|\.(?!\d))/, "");
      for (const [digits] of claimed.matchAll(/\d+(?:\.\d+)?/g)) expect(allowed).toContain(digits);
      for (const [, quoted] of text.matchAll(/“([^”]+)”/g)) expect(ZH.text).toContain(quoted);
    }),
    { numRuns: 400 },
  );
});

test("a few Chinese words among names and messages on a screen make a Chinese question, one among English does not", () => {
  expect(languageOf("redis ping 回来 NOAUTH")).toBe("zh");
  expect(languageOf("The button 保存 does nothing")).toBe("en");
});
