import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDraft } from "../../src/copilot/check/check.ts";
import { extract } from "../../src/copilot/draft/extractive/extract.ts";
import { isHeadline, splitUnits } from "../../src/copilot/draft/units.ts";
import { cutChunks } from "../../src/knowledge/chunk.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";

/** Passages of one sample article as search would return them. */
function passagesOf(path: string) {
  const article = parseSource(path, readFileSync(new URL(`../../knowledge/${path}`, import.meta.url), "utf8"), []);
  return cutChunks(article).map(({ text, headingPath }, i) => ({
    text,
    headingPath,
    title: article.title,
    score: 10 - i,
  }));
}
const answerTo = (question: string, path: string, version: string | null = null) =>
  extract(question, passagesOf(path), version).map(({ unit }) => unit.text);

test("how gives the whole numbered list in its order, and one list only", () => {
  const answer = answerTo("我们是9.0，怎么月末结账？", "zh/panheng-erp/month-end-close-wizard.md", "9.0");
  expect(answer.filter((text) => /^\d\. /.test(text)).map((text) => text[0])).toEqual(["1", "2", "3", "4"]);
});

test("a headline that names what is asked for leads, and the other procedure of its page is left out", () => {
  const answer = answerTo("怎么反结账？", "zh/panheng-erp/month-end-close-wizard.md", "8.2");
  expect(answer[0]).toContain("更多 → 反结账");
  expect(answer.join("\n")).not.toContain("第一步 检查");
});

test("the opposite of what is asked for is left out, and what has to be done before it stays in front", () => {
  const answer = answerTo("怎么结账", "zh/panheng-erp/month-end-close-legacy.md", "8.0").join("\n");
  expect(answer).not.toContain("Ctrl+Shift+F6");
  expect(answer.indexOf("凭证号连续")).toBeGreaterThanOrEqual(0);
  expect(answer.indexOf("凭证号连续")).toBeLessThan(answer.indexOf("期末调汇"));
});

test("the steps of an undoing lead where it is asked for, not those of the deed", () => {
  const answer = answerTo("库存怎么反关账", "zh/panheng-erp/inventory-close.md", "8.2").join("\n");
  expect(answer).toContain("反关账只能从最近一个已关账期间开始");
  expect(answer).not.toContain("点“检查”，处理列出的单据");
});

test("a fault gives cause and remedy, with the lines of the customer's version only", () => {
  const answer = answerTo("月末结账提示 ERP-FIN-2107，怎么处理？", "zh/panheng-erp/fault-fin-2107.md", "8.2");
  expect(answer.join("\n")).toContain("模块已启用，但本期没有关账");
  expect(answer.join("\n")).toContain("重新执行结账");
  expect(answer.filter((text) => text.startsWith("- 8.2"))).toHaveLength(2);
  expect(answer.filter((text) => /^(?:- )?7\.3/.test(text))).toEqual([]);
});

test("whether and how much give the row or the sentence that says it", () => {
  expect(answerTo("8.2 支持定时自动结账吗", "zh/panheng-erp/month-end-close-wizard.md")).toEqual([
    expect.stringContaining("8.2: 不支持"),
  ]);
  expect(answerTo("How much is each further user in Professional?", "en/panheng-erp/editions-and-pricing.md")).toEqual([
    expect.stringContaining("Professional: 3,600"),
  ]);
  expect(
    answerTo("Can I restore a backup of 8.0 into 9.0?", "en/panheng-erp/backup-and-restore.md").join(" "),
  ).toContain("only into the same minor version");
});

test("steps in English come whole, with the condition that follows them", () => {
  const answer = answerTo("How do I restore a backup to a point in time?", "en/panheng-erp/backup-and-restore.md");
  expect(answer.slice(0, 4).map((text) => text[0])).toEqual(["1", "2", "3", "4"]);
  expect(answer[4]).toContain("only into the same minor version");
});

test("a page that fits much worse than the best gives nothing, even if its steps look more like an answer", () => {
  const weak = { ...passagesOf("zh/panheng-erp/upgrade-8-0-to-8-2.md")[0]!, score: 0.55 };
  const best = {
    title: "沙箱",
    headingPath: ["沙箱"],
    text: "流程与字段可以导出为变更包，在生产环境导入。\n地址在申请后给出。",
    score: 1,
  };
  const answer = extract("怎样把沙箱的流程升级到生产环境", [best, weak]);
  expect(answer.every(({ passage }) => passage === 0)).toBe(true);
});

test("a question with the mark of a list of questions stands over its answer", () => {
  expect(isHeadline({ kind: "sentence", text: "问：员工自己能把代理卸掉吗？" })).toBe(true);
  expect(isHeadline({ kind: "sentence", text: "Q12: Can users remove it?" })).toBe(true);
  expect(isHeadline({ kind: "sentence", text: "问题：打印不出来" })).toBe(false);
  expect(isHeadline({ kind: "sentence", text: "答：不能" })).toBe(false);
});

test("numbers in circles, numbered clauses and columns of plain text are read as steps and rows", () => {
  const kinds = (text: string) => splitUnits(text).map(({ kind }) => kind);
  expect(kinds("① 检查路由器\n② 校时")).toEqual(["step", "step"]);
  expect(kinds("一、打开设置；\n二、重启。")).toEqual(["step", "step"]);
  expect(kinds("一、安装要求\n服务器须有 8 GB 内存。")).toEqual(["sentence", "sentence"]);
  expect(kinds("691     密码错      重置\nN 然后 C     新建客户")).toEqual(["row", "row"]);
});

test("short lines that a line leads into are told as its list", () => {
  const text = "Supported formats:\nPDF\nDOCX\nPNG";
  const passage = { text, title: "Uploads", headingPath: ["Uploads"], score: 1 };
  expect(extract("Which formats are supported?", [passage]).map(({ unit }) => unit.text)).toEqual(text.split("\n"));
});

test("a headline with a remark in brackets is no sentence of an answer", () => {
  expect(isHeadline({ kind: "sentence", text: "离线模式（2026.4 起）" })).toBe(true);
  expect(isHeadline({ kind: "sentence", text: "Limits (from 8.2 on)" })).toBe(true);
  expect(isHeadline({ kind: "sentence", text: "先停止服务，再恢复备份（约 10 分钟）" })).toBe(false);
  const text = "离线模式（2026.4 起）\n最多下载 500 个客户，七天后过期。\n可以新增跟进记录，不能审批。";
  const answer = extract("离线模式最多下载多少客户", [
    { title: "手机应用", headingPath: ["手机应用"], text, score: 1 },
  ]);
  expect(answer.map(({ unit }) => unit.text)).not.toContain("离线模式（2026.4 起）");
});

test("an answer of a question list comes without the question", () => {
  const text =
    "能用公司账号登录吗？\n企业版支持 SAML 与 OIDC。\n忘记密码怎么办？\n在登录页点“忘记密码”，链接 30 分钟内有效。";
  const chosen = extract("忘了密码怎么登录", [{ text, title: "常见问题", headingPath: [], score: 1 }]).map(
    ({ unit }) => unit.text,
  );
  expect(chosen.join()).toContain("点“忘记密码”");
  expect(chosen.join()).not.toContain("怎么办");
});

test("an error code is answered from the place that is about it", () => {
  const mention = {
    text: "1. 备份前检查磁盘，否则报 AB-77。\n2. 开始备份。",
    title: "备份",
    headingPath: [],
    score: 2,
  };
  const about = {
    text: "AB-76：网络断开。\nAB-77：磁盘空间不足。请清理后重试。",
    title: "错误码",
    headingPath: [],
    score: 1.5,
  };
  const chosen = extract("备份报错 AB-77", [mention, about]);
  expect(chosen.map(({ unit }) => unit.text)).toContain("AB-77：磁盘空间不足。");
});

test("an answer is short, verbatim and supported by its own citations", () => {
  const word = fc.constantFrom(
    "结账",
    "怎么",
    "提示",
    "失败",
    "ERP-FIN-2107",
    "8.2",
    "backup",
    "how",
    "restore",
    "吗",
    "多少",
    "\n",
    "备份",
  );
  const paths = [
    "zh/panheng-erp/fault-fin-2107.md",
    "en/panheng-erp/backup-and-restore.md",
    "zh/panheng-erp/month-end-close-wizard.md",
  ];
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), fc.constantFrom(...paths), (words, path) => {
      const passages = passagesOf(path);
      const chosen = extract(words.join(" "), passages);
      expect(chosen.length).toBeLessThanOrEqual(12);
      for (const { passage, unit } of chosen)
        expect(passages[passage]!.text.slice(unit.start, unit.end)).toBe(unit.text);
      const draft = chosen.map(({ passage, unit }) => ({ kind: "fact" as const, text: unit.text, cites: [passage] }));
      const facts = {
        language: path.startsWith("zh") ? "zh" : "en",
        audiences: ["public"],
        allowedStatements: [],
        known: "",
        owned: [],
      } as const;
      const failed = checkDraft(
        draft,
        passages.map((one) => ({ ...one, audience: "public" })),
        facts,
      ).failures;
      expect(failed.filter(({ rule }) => rule !== "language")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("splitting loses no words and keeps offsets, whatever the text", () => {
  const text = fc
    .array(fc.constantFrom("a", "。", ". ", "\n", "1. ", "- ", "；", "版本: ", "8.2", " ", "你好", "!", "e.g. ", "X"), {
      maxLength: 40,
    })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (passage) => {
      const units = splitUnits(passage);
      for (const unit of units) expect(passage.slice(unit.start, unit.end)).toBe(unit.text);
      expect(
        units
          .map((unit) => unit.text)
          .join("")
          .replace(/\s/g, ""),
      ).toBe(passage.replace(/\s/g, ""));
    }),
  );
});

test("another article adds the lines that are about the question, not the ones that stand beside them", () => {
  const best = {
    title: "月末结账的菜单",
    headingPath: ["月末结账的菜单"],
    text: "月末结账的菜单在 财务会计 → 期末中心 → 结账向导。",
    score: 10,
  };
  const guide = {
    title: "月末结账",
    headingPath: ["月末结账"],
    text: "月末结账的菜单移到结账向导。\n打印插件换成服务 PanhengPrint。\n导出上限提高。",
    score: 8,
  };
  const said = extract("月末结账的菜单在哪？", [best, guide]).map(({ unit }) => unit.text);
  expect(said).toContain("月末结账的菜单移到结账向导。");
  expect(said.join("\n")).not.toContain("PanhengPrint");
});

test("a section whose headline names the question is told without its neighbours", () => {
  const answer = answerTo("怎么反结账？", "zh/panheng-erp/month-end-close-wizard.md", "8.2");
  expect(answer[0]).toContain("更多 → 反结账");
  expect(answer.join("\n")).not.toContain("检查：向导运行");
});

test("a code alone gives cause and remedy, not the line that shows how it looks", () => {
  const answer = answerTo("报 ERP-FIN-2107 了", "zh/panheng-erp/fault-fin-2107.md", "8.2").join("\n");
  expect(answer).toContain("模块已启用，但本期没有关账");
  expect(answer).toContain("重新执行结账");
});

test("a code in the heading over a passage is answered from there, not from a page that mentions it", () => {
  const mention = {
    title: "手工备份",
    headingPath: ["手工备份"],
    text: "磁盘空间不足时不执行，并记录 ZQ-8891。\n点“开始备份”。",
    score: 10,
  };
  const own = {
    title: "备份故障",
    headingPath: ["备份故障", "ZQ-8891 备份失败"],
    text: "目标目录不可写。\n给服务账户加上写权限。",
    score: 9,
  };
  expect(extract("ZQ-8891 怎么处理", [mention, own]).map(({ unit }) => unit.text)).toEqual([
    "目标目录不可写。",
    "给服务账户加上写权限。",
  ]);
});

test("a short page is told without its sections that are far from what is asked", () => {
  const answer = answerTo("打印方向怎么修改", "zh/panheng-erp/print-templates.md", "8.2").join("\n");
  expect(answer).toContain("点“页面设置”");
  expect(answer).not.toContain("一次最多");
});

const PAGES: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  upgrade: {
    title: "Upgrade from 8.2 to 9.0",
    text: "1. Back up the database.\n2. Stop the services and run the installer.\n3. Activate the licence and check permissions.",
  },
  backup: {
    title: "Backup and restore",
    text: "1. Open System → Backup and choose a folder.\n2. Click Back up now. The database stays open meanwhile.",
  },
  licence: {
    title: "Licence activation",
    text: "1. Open System → Licence and enter the key.\n2. Click Activate. The licence is valid at once.",
  },
  permissions: {
    title: "Roles and permissions",
    text: "1. Open System → Roles and choose a role.\n2. Tick what it may do and grant it to users.",
  },
};

test.each([
  ["How do I back up the database?", "backup"],
  ["how can we activate the licence", "licence"],
  ["How do I grant permissions?", "permissions"],
  ["How do I upgrade from 8.2 to 9.0?", "upgrade"],
])("a page about what is asked leads one that mentions it, though the search puts that first: %s", (question, page) => {
  const asPassage = (name: string, score: number) => ({ ...PAGES[name]!, headingPath: [PAGES[name]!.title], score });
  const found = [asPassage("upgrade", 10), ...(page === "upgrade" ? [] : [asPassage(page, 9)])];
  const [first] = extract(question, found);
  expect(found[first!.passage]!.title).toBe(PAGES[page]!.title);
});

test("a page without a title of its own is told as well as one with a title that says little", () => {
  const note = {
    title: "f9854b7453a7",
    headingPath: [],
    text: "同步视图时只同步 DDL 语句，不同步 DML 语句。",
    score: 10,
  };
  const page = {
    title: "同步工具简介",
    headingPath: ["同步工具简介"],
    text: "工具把上游的 DDL 语句同步到下游。",
    score: 7,
  };
  expect(extract("视图的 DML 语句会同步吗", [note, page])[0]!.passage).toBe(0);
});

test("a step is told with its code, its list and its note, and code is no headline", () => {
  const text = `Install on Linux
1. Unpack it:
      tar xzf sync.tar.gz -C /opt
2. Choose a mode:
  - Service
  - User
  Note: the service needs root rights.
3. Select Start.
Install on Windows
1. Run the installer.`;
  const passage = { text, title: "Sync client", headingPath: ["Sync client"], score: 1 };
  const answer = extract("How do I install the sync client on Linux?", [passage]).map(({ unit }) => unit.text);
  expect(answer).toEqual(
    text
      .split("\n")
      .slice(1, 8)
      .map((line) => line.trim()),
  );
});

test("an item of several sentences is read sentence by sentence", () => {
  expect(
    splitUnits("- Exports need a permission. The link is valid for 72 hours.\n- Short.").map(({ text }) => text),
  ).toEqual(["- Exports need a permission.", "The link is valid for 72 hours.", "- Short."]);
});

test("a section about another thing of the kind that is asked for is left out", () => {
  const text = `企业版
企业版可以生成外部链接：右键点击文件，选择外链。
标准版
标准版只能分享给同一企业内的成员：右键点击文件，选择分享。
说明
外链七天后失效。`;
  const passage = { text, title: "分享文件", headingPath: ["分享文件"], score: 1 };
  const answer = (question: string) => extract(question, [passage]).map(({ unit }) => unit.text.slice(0, 3));
  expect(answer("企业版怎么分享文件？")).not.toContain("标准版");
  expect(answer("标准版怎么分享文件？")).not.toContain("企业版");
  expect(answer("标准版和企业版怎么分享文件？")).toEqual(expect.arrayContaining(["标准版", "企业版"]));
});

test("numbered steps are told to their end, however many the answer would hold otherwise", () => {
  const steps = Array.from({ length: 20 }, (_, i) => `${i + 1}. Open page ${i + 1} of the setup and confirm it.`);
  const passage = {
    text: steps.join("\n"),
    title: "Set up the gateway",
    headingPath: ["Set up the gateway"],
    score: 1,
  };
  expect(extract("How do I set up the gateway?", [passage]).map(({ unit }) => unit.text)).toEqual(steps);
});
