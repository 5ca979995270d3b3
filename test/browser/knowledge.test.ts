import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { checkConflicts } from "../../src/knowledge/freshness/check.ts";
import { addQuestions } from "../../src/knowledge/suggestions/learn.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { findingsInBothThemes, leavePages, seriousFindings } from "./support.ts";

const page = (title: string, body: string) =>
  `---\naudience: public\nlanguage: zh\nproduct: erp\n---\n# ${title}\n\n${body}\n`;

let desk: Awaited<ReturnType<typeof demoDesk>>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "threeline-kb-"));
  writeFileSync(join(folder, "lock.md"), page("登录锁定", "连续输错密码后账号锁定 30 分钟。"));
  writeFileSync(join(folder, "lock-2.md"), page("登录锁定说明", "连续输错密码后账号锁定 15 分钟。"));
  const { tenant } = await freshTenant();
  const db = await testDatabase();
  desk = await demoDesk(db, tenant.tenantId, folder);
  const { clock } = desk.app;
  await checkConflicts({ db, clock }, systemCtx(tenant.tenantId, "test"));
  const asked = ["扫码枪连不上怎么办", "仓库的扫码枪没反应"].map((question) => ({
    question,
    proposalId: newId(),
    ticketId: newId(),
    language: "zh" as const,
    product: null,
    askedAt: clock.now(),
  }));
  await inTenant(db, tenant.tenantId, (tx) => addQuestions(tx, createSegmenter(), asked, clock.now()));
});
afterAll(async () => {
  await leavePages();
  await desk.close();
});

describe("the knowledge screens", () => {
  test("a gap becomes an article: written with a preview, held back by the gate, mended, published, retired and undone", async () => {
    const editor = await desk.openAs("editor", "/app/knowledge/suggestions");
    await editor.getByText("扫码枪连不上怎么办").waitFor();
    await editor.getByRole("button", { name: "写一篇文章" }).click();
    await editor.getByLabel("标题").fill("现场硬件");
    const body = editor.getByLabel("正文（Markdown）");
    await body.fill("# 现场硬件\n\n待补充。");
    await editor.getByRole("region", { name: "检索读到的内容" }).getByText("待补充").waitFor();
    await body.press("Control+s");
    await editor.getByText("草稿已保存").first().waitFor();
    await editor.getByRole("button", { name: "发布", exact: true }).click();
    await editor.getByText("发布后有问题会找不到答案").waitFor();
    await editor.getByText("由主管说明理由后发布").waitFor();
    expect(await editor.getByRole("button", { name: "发布草稿" }).isDisabled()).toBe(true);
    await editor.getByRole("button", { name: "取消" }).click();
    await body.fill("# 现场硬件\n\n扫码枪连不上或没反应时，重新插拔仓库的扫码枪，再扫配置码。");
    await body.press("Control+s");
    await editor.getByRole("button", { name: "发布", exact: true }).click();
    await editor.getByText("2 个必答问题都能找到答案").waitFor();
    await editor.getByRole("button", { name: "发布草稿" }).click();
    await editor.getByText(/已发布第 1 版/).waitFor();
    await editor.getByRole("button", { name: "下线" }).click();
    await editor.getByRole("button", { name: "撤销" }).click();
    await editor.getByText("已恢复").waitFor();
    await editor.getByRole("tab", { name: "版本" }).click();
    await editor.locator(".version-rows li").getByText("第 1 版").waitFor();
    await editor.leave();
  });

  test("two editors of one article: the later one is told, sees what differs, and loses nothing", async () => {
    const [first, second] = [
      await desk.openAs("editor", "/app/knowledge"),
      await desk.openAs("manager", "/app/knowledge"),
    ];
    for (const page of [first, second]) {
      await page.getByLabel("按标题或路径查找").fill("登录锁定说明");
      await page.waitForURL(/[?]text=/);
      await page.getByRole("link", { name: /登录锁定说明/ }).click();
      await page.getByRole("tab", { name: "编辑" }).click();
    }
    const bodies = [first, second].map((page) => page.getByLabel("正文（Markdown）"));
    await bodies[0]!.fill("# 登录锁定说明\n\n甲写的一句。");
    await bodies[1]!.fill("# 登录锁定说明\n\n乙写的一句。");
    await bodies[0]!.press("Control+s");
    await first.getByText("草稿已保存").first().waitFor();
    await bodies[1]!.press("Control+s");
    await second.getByText("您写的内容还在，尚未保存。").waitFor();
    await second.getByText("保存我的内容会改动什么").click();
    expect(await second.locator(".draft-conflict del").allInnerTexts()).toContain("甲");
    // What is the same on both sides is not told as a difference, and nothing asks to lose what was typed.
    expect(await second.locator(".draft-conflict .diff").innerText()).not.toMatch(/[a-z]/i);
    expect(await second.getByText("请刷新后再试").count()).toBe(0);
    // Another page and a reload keep it as well.
    await second.getByRole("link", { name: "检索台" }).click();
    await second.goBack();
    await second.reload();
    expect(await bodies[1]!.inputValue()).toContain("乙写的一句");
    await second.getByRole("button", { name: "用我的继续" }).click();
    await bodies[1]!.press("Control+s");
    await second.getByText("草稿已保存").first().waitFor();
    await second.getByRole("link", { name: /全部文章/ }).click();
    expect(new URL(second.url()).searchParams.get("text")).toBe("登录锁定说明");
    await first.reload();
    await expect.poll(() => bodies[0]!.inputValue()).toContain("乙写的一句");
    expect([...first.faults, ...second.faults]).toEqual([]);
    await first.leave();
    await second.leave();
  });

  test("what is typed while a draft is being saved waits to be saved next; a discarded draft leaves nothing in the fields", async () => {
    const editor = await desk.openAs("editor", "/app/knowledge/articles?text=登录锁定说明");
    await editor.getByRole("link", { name: /登录锁定说明/ }).click();
    await editor.getByRole("tab", { name: "编辑" }).click();
    const body = editor.getByLabel("正文（Markdown）");
    const editions = editor.getByLabel("版本名称（用逗号分隔）");
    const usual = await editions.inputValue();
    await editions.pressSequentially("旗舰版, 标准");
    expect(await editions.inputValue()).toBe("旗舰版, 标准");
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await editor.route("**/draft", async (route) => {
      if (route.request().method() === "PUT") await held;
      await route.continue();
    });
    const asked = editor.waitForRequest((request) => request.method() === "PUT");
    await body.press("Control+s");
    await asked;
    await body.fill("# 登录锁定说明\n\n保存时又写的一句。");
    letGo();
    await editor.getByText("草稿已保存").first().waitFor();
    expect(await body.inputValue()).toContain("又写的一句");
    await editor.getByText("有未保存的改动").waitFor();
    const answered = editor.waitForResponse((response) => response.request().method() === "PUT");
    await body.press("Control+s");
    expect((await answered).status()).toBe(200);
    await editor.getByText("有未保存的改动").waitFor({ state: "detached" });
    await editor.getByRole("button", { name: "丢弃草稿" }).click();
    await editor.locator(".ant-popconfirm").getByRole("button", { name: "丢弃草稿" }).click();
    await expect.poll(() => editions.inputValue()).toBe(usual);
    expect(await body.inputValue()).not.toContain("又写的一句");
    expect(editor.faults).toEqual([]);
    await editor.leave();
  });

  test("pages of the web are imported by their addresses, and an address that is none is told", async () => {
    const editor = await desk.openAs("editor", "/app");
    // An editor, who sees no tickets, begins with the articles.
    await editor.getByRole("link", { name: "导入", exact: true }).click();
    await editor.getByText("网页", { exact: true }).click();
    await editor.getByLabel("网页地址，每行一个").fill("ftp://docs.example.com/a");
    await editor.getByRole("button", { name: "开始导入" }).click();
    await editor.getByRole("alert").getByText("ftp://docs.example.com/a").waitFor();
    await editor.getByLabel("网页地址，每行一个").fill("https://docs.example.com/a\nhttps://docs.example.com/b");
    expect(await editor.getByLabel("来源名称").inputValue()).toBe("docs.example.com");
    await editor.getByRole("button", { name: "开始导入" }).click();
    await editor.locator(".import").getByText("docs.example.com").waitFor();
    await editor.getByRole("button", { name: "取消导入" }).click();
    await editor.getByText("已取消").waitFor();
    await editor.leave();
  });

  test("an upload shows what became of each file, and its article is found with the reason for every hit", async () => {
    const editor = await desk.openAs("editor", "/app/knowledge/imports");
    const bad = {
      name: "坏.md",
      mimeType: "text/markdown",
      buffer: Buffer.from("---\nversions: newest\n---\n# 坏\n\n文字"),
    };
    await editor.locator("input[type=file]").setInputFiles([
      {
        name: "报表.md",
        mimeType: "text/markdown",
        buffer: Buffer.from(page("报表订阅", "报表订阅每天早上八点发送。")),
      },
      bad,
    ]);
    await editor.getByRole("button", { name: "移除 坏.md" }).click();
    await editor.locator("input[type=file]").setInputFiles([bad]);
    await desk.app.start();
    await editor.getByRole("button", { name: "估算" }).click();
    await editor.getByText("要读 1 个").waitFor();
    await editor.getByRole("button", { name: "开始导入" }).click();
    await editor.getByText(/写入 1，跳过 0，失败 1/).waitFor();
    await editor.getByRole("button", { name: "逐个文件的说明" }).first().click();
    await editor.getByText(/versions 写的“newest”不是版本范围/).waitFor();
    await editor.goto("/app/knowledge/search");
    await editor.getByLabel("客户的问题").fill("报表订阅几点发送");
    await editor.keyboard.press("Enter");
    await editor.locator(".hits li").first().getByText("早上八点").waitFor();
    await editor.locator(".hits summary").first().click();
    await editor.locator(".hits td").getByText("报表", { exact: true }).first().waitFor();
    await editor
      .locator(".hits td")
      .getByText(/标题 1 · /)
      .first()
      .waitFor();
    await editor.reload();
    await editor.locator(".hits summary").first().click();
    await editor.getByText("检索怎样理解这个问题").click();
    await editor.getByText(/没有另一种语言的文章/).waitFor();
    expect(editor.faults).toEqual([]);
    await editor.leave();
  });

  test("a large upload tells how much has been sent, and can be stopped", async () => {
    const editor = await desk.openAs("editor", "/app/knowledge/imports");
    const network = await editor.context().newCDPSession(editor);
    await network.send("Network.enable");
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 };
    await network.send("Network.emulateNetworkConditions", slow);
    const buffer = Buffer.from(page("大文件", "一行文字。\n\n".repeat(200_000)));
    await editor.locator("input[type=file]").setInputFiles([{ name: "大文件.md", mimeType: "text/markdown", buffer }]);
    const asked: string[] = [];
    editor.on("response", (response) => asked.push(response.url()));
    await editor.getByRole("button", { name: "开始导入" }).click();
    await editor.getByText(/已上传 .* MB \/ 3.\d MB|已上传 .* kB \/ 3.\d MB/).waitFor();
    await expect.poll(() => seriousFindings(editor)).toEqual([]);
    await editor.getByRole("button", { name: "停止上传" }).click();
    await editor.getByText(/已上传/).waitFor({ state: "detached" });
    expect(await editor.getByRole("alert").count()).toBe(0);
    // What was chosen is still there to be sent again.
    await editor.getByRole("button", { name: "移除 大文件.md" }).waitFor();
    expect(asked.filter((url) => url.includes("dryRun=false"))).toEqual([]);
    await editor.context().close();
  });

  test("the list of articles is narrowed by what they are about, for whom, whose and how fresh, in its address", async () => {
    const editor = await desk.openAs("editor", "/app/knowledge/articles");
    await editor.locator(".article-row").first().waitFor();
    const all = await editor.locator(".article-row").count();
    await editor.getByRole("combobox", { name: "可见范围" }).click();
    await editor.locator(".ant-select-item-option").getByText("内部").click();
    await expect.poll(() => editor.url()).toContain("audience=internal");
    await expect.poll(() => editor.locator(".article-row").count()).toBeLessThan(all);
    await editor.getByRole("combobox", { name: "时效" }).click();
    await editor.locator(".ant-select-item-option").getByText("已失效").click();
    await editor.getByText("没有符合条件的文章").waitFor();
    await editor.reload();
    await editor.getByText("没有符合条件的文章").waitFor();
    await expect.poll(() => seriousFindings(editor)).toEqual([]);
    await editor.getByRole("button", { name: "清除筛选" }).click();
    await expect.poll(() => editor.locator(".article-row").count()).toBe(all);
    expect(editor.url()).not.toContain("?");
    await editor.leave();
  });

  test("two articles that contradict each other stand side by side until somebody says that both are right", async () => {
    const manager = await desk.openAs("manager", "/app/knowledge/freshness");
    const conflict = manager.locator(".conflict");
    await conflict.waitFor();
    expect(await conflict.locator("mark").allInnerTexts()).toEqual(expect.arrayContaining(["30", "15"]));
    await conflict.getByRole("button", { name: "两边都对" }).click();
    await manager.getByLabel("为什么两边都对").fill("两个入口各自的时限");
    await manager.getByRole("button", { name: "确定" }).click();
    await expect.poll(() => conflict.count()).toBe(0);
    expect(manager.faults).toEqual([]);
    await manager.leave();
  });

  test("on a phone the open part stays in sight, and an address that leads nowhere says so", async () => {
    const editor = await desk.openAs("editor", "/app/knowledge/suggestions", { viewport: { width: 390, height: 844 } });
    const tab = editor.getByRole("link", { name: "建议" });
    await tab.waitFor();
    await expect
      .poll(async () => {
        const { x, width } = (await tab.boundingBox())!;
        return x >= 0 && x + width <= 390;
      })
      .toBe(true);
    await editor.goto("/app/knowledge/nothing");
    await editor.getByText("这里没有内容").waitFor();
    await editor.leave();
  });

  test("an agent reads and searches, and cannot write", async () => {
    const agent = await desk.openAs("agent", "/app/knowledge");
    await agent
      .getByRole("link", { name: /登录锁定/ })
      .first()
      .click();
    await agent.getByRole("tab", { name: "正文" }).waitFor();
    for (const name of ["新文章", "发布", "下线"]) expect(await agent.getByRole("button", { name }).count()).toBe(0);
    await agent.leave();
  });

  test("no knowledge screen has a serious finding of axe, in either theme", async () => {
    const editor = await desk.openAs("editor", "/app/knowledge");
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      await expect.poll(() => editor.locator(".state-box[role=status]").count()).toBe(0);
      found[name] = await findingsInBothThemes(editor);
    };
    for (const path of ["articles", "imports", "search", "freshness", "suggestions", "articles/new"]) {
      await editor.goto(`/app/knowledge/${path}`);
      await editor.locator("h1").waitFor();
      await look(path);
    }
    await editor.goto("/app/knowledge/articles");
    await editor
      .getByRole("link", { name: /登录锁定/ })
      .first()
      .click();
    for (const part of ["正文", "编辑", "版本", "必答问题"]) {
      await editor.getByRole("tab", { name: part }).click();
      await look(part);
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    await editor.leave();
  });
});
