import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listen } from "../../src/api/listen.ts";
import { stubChat } from "./stub-chat.ts";
import { leavePages, openPage, type PageOptions, seriousFindings, serve } from "./support.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const chat = stubChat();
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  served = await serve([chat.routes]);
});
afterAll(async () => {
  await leavePages();
  await served.close();
});
beforeEach(() => {
  chat.messages.length = 0;
  chat.stored.clear();
  Object.assign(chat.control, { pauseMs: 5, cutAfter: Number.POSITIVE_INFINITY, posts: 0, asksForPerson: 0 });
});

async function openChat(options: PageOptions = {}) {
  const page = await openPage(served.base, options);
  await page.goto("/demo?theme=light");
  await page.getByRole("button", { name: "打开在线支持" }).click();
  const box = page.getByRole("textbox", { name: "消息" });
  const ask = async (text: string) => {
    await box.fill(text);
    await box.press("Enter");
  };
  const answers = page.locator("article.ai");
  return { page, box, ask, answers, log: page.getByRole("log") };
}

describe("the chat widget", () => {
  test("streams an answer whose citations open the passage that it rests on", async () => {
    const { page, ask, answers } = await openChat();
    await ask("月结提示有未审核凭证怎么办？");
    await expect.poll(() => answers.innerText()).toContain("双击打开并审核");
    expect(await answers.innerText()).toContain("AI 助手");
    await page.getByRole("button", { name: "出处 1：月末结账向导" }).first().click();
    const passage = page.getByRole("region", { name: "出处 1：月末结账向导" });
    expect(await passage.innerText()).toContain("向导第 2 步列出未审核的凭证");
    await page.keyboard.press("Escape");
    expect(await passage.count()).toBe(0);
    expect(await page.evaluate(() => document.querySelector("#threeline")!.shadowRoot!.activeElement?.className)).toBe(
      "mark",
    );
    expect(page.faults).toEqual([]);
    await page.leave();
  });

  test("starts with the questions of the page that it is on, and with none of its own", async () => {
    const { page, answers } = await openChat();
    const picks = page.locator("button.pick");
    expect(await picks.count()).toBe(3);
    const first = await picks.first().innerText();
    await page.getByRole("main").getByRole("button", { name: first }).click();
    await expect.poll(() => answers.count()).toBe(1);
    expect(await page.locator("article.me").innerText()).toContain(first);
    await page.goto("/demo?lang=en");
    const bare = await page.evaluate(() => {
      document.querySelector("#threeline")!.remove();
      const script = Object.assign(document.createElement("script"), { src: "/widget.js" });
      Object.assign(script.dataset, { tokenUrl: "/demo/token", thread: "another", open: "" });
      document.body.append(script);
      return new Promise((done) => {
        script.onload = () => done(document.querySelector("#threeline")!.shadowRoot!.querySelectorAll(".pick").length);
      });
    });
    expect(bare).toBe(0);
    await page.leave();
  });

  test("asks for answers in the language of the page that it is on, whatever the browser speaks", async () => {
    const page = await openPage(served.base);
    await page.goto("/demo?lang=en");
    await page.getByRole("button", { name: "Open support chat" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("👍");
    await page.keyboard.press("Enter");
    await expect.poll(() => chat.control.language).toBe("en");
    await page.leave();
  });

  test("shows the conversation again after a reload", async () => {
    const { page, ask, answers } = await openChat();
    await ask("如何结账？");
    await expect.poll(() => answers.innerText()).toContain("双击打开并审核");
    await page.reload();
    await page.getByRole("button", { name: "打开在线支持" }).click();
    await expect.poll(() => page.locator("article.line").count()).toBe(2);
    expect(await answers.innerText()).toContain("结账前，所有凭证都要审核并记账。");
    await page.leave();
  });

  test("sends once when the button is clicked twice", async () => {
    const { page, box } = await openChat();
    await box.fill("只问一次");
    await page
      .getByRole("button", { name: "发送", exact: true })
      .dblclick({ delay: 1 })
      .catch(() => {});
    await expect.poll(() => page.locator("article.ai").count()).toBe(1);
    expect(chat.control.posts).toBe(1);
    await page.leave();
  });

  test("takes up an answer that broke off, with every sentence once", async () => {
    chat.control.cutAfter = 1;
    const { page, ask, answers } = await openChat();
    await ask("如何结账？");
    await expect.poll(() => answers.innerText()).toContain("双击打开并审核");
    const text = await answers.locator(".text").innerText();
    for (const sentence of chat.answer) expect(text.split(sentence)).toHaveLength(2);
    await page.leave();
  });

  test("keeps what was typed offline and delivers it once the network is back", async () => {
    const { page, ask, answers } = await openChat();
    await page.context().setOffline(true);
    await ask("断网时的问题");
    await expect.poll(() => page.getByText("网络已断开").count()).toBe(1);
    await expect.poll(() => page.getByText("未送达").count()).toBe(1);
    await page.context().setOffline(false);
    await expect.poll(() => answers.count()).toBe(1);
    expect(chat.messages.filter(({ from }) => from === "customer")).toHaveLength(1);
    expect(await page.getByText("未送达").count()).toBe(0);
    await page.leave();
  });

  test("lets the customer talk to a person at any time, and shows what the person writes", async () => {
    const { page, ask, answers } = await openChat();
    await ask("如何结账？");
    await expect.poll(() => answers.innerText()).toContain("双击打开并审核");
    await page.getByRole("button", { name: "转人工" }).click();
    await expect.poll(() => page.getByText("已转人工客服").count()).toBe(1);
    expect(chat.control.asksForPerson).toBe(1);
    await page.getByRole("button", { name: "转人工" }).click();
    await page.getByText("已为您转人工，客服会在这里回复您。").waitFor();
    await ask("好的");
    await expect.poll(() => page.getByText("已为您转人工，客服会在这里回复您。").count()).toBe(0);
    chat.store("person", "您好，我是工程师小周。");
    await expect.poll(() => page.locator("article.person").innerText()).toContain("工程师小周");
    await page.leave();
  });

  test("sends a screenshot: shown before it goes, in the conversation, and again after a reload", async () => {
    const { page } = await openChat();
    const send = page.getByRole("button", { name: "发送", exact: true });
    expect(await send.isDisabled()).toBe(true);
    await page.locator("input[type=file]").setInputFiles([
      { name: "报错截图.png", mimeType: "image/png", buffer: PNG },
      { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
    ]);
    const tray = page.getByRole("list", { name: "附件" });
    await expect.poll(() => tray.innerText()).toContain("setup.exe 未能上传：不接收这种文件；可以发送 png, pdf 或 zip");
    await page.getByRole("button", { name: "移除 setup.exe" }).click();
    await expect.poll(() => send.isEnabled()).toBe(true);
    await send.click();
    const picture = page.getByRole("img", { name: "报错截图.png" });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    expect(chat.messages[0]).toMatchObject({ text: "", files: [{ name: "报错截图.png" }] });
    await page.reload();
    await page.getByRole("button", { name: "打开在线支持" }).click();
    await page.getByRole("img", { name: "报错截图.png" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(page.faults.filter((fault) => !fault.includes("415"))).toEqual([]);
    await page.leave();
  });

  test("takes back a file that was chosen and not sent", async () => {
    const { page } = await openChat();
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "app.log", mimeType: "text/plain", buffer: Buffer.from("ERROR") });
    await expect.poll(() => chat.stored.size).toBe(1);
    await page.getByRole("button", { name: "移除 app.log" }).click();
    await expect.poll(() => chat.stored.size).toBe(0);
    await page.leave();
  });

  test("carries 20,000 characters, emoji and right-to-left text unharmed", async () => {
    const { page, ask } = await openChat();
    const long = "长".repeat(20_000);
    const mixed = "你好 👩‍👩‍👧‍👦 مرحبا كيف حالك";
    await ask(long);
    await ask(mixed);
    await expect
      .poll(() => chat.messages.filter(({ from }) => from === "customer").map(({ text }) => text))
      .toEqual([long, mixed]);
    await expect.poll(() => page.locator("article.me .text").nth(1).innerText()).toBe(mixed);
    expect(await page.getByRole("button", { name: "展开全文" }).count()).toBe(1);
    await page.leave();
  });

  test("is announced to screen readers, works by keyboard, and has no serious finding of axe", async () => {
    const page = await openPage(served.base);
    await page.goto("/demo?theme=dark");
    await page.getByRole("button", { name: "打开在线支持" }).press("Enter");
    await page.keyboard.type("如何结账？");
    await page.keyboard.press("Enter");
    const answer = page.locator("article.ai");
    await expect.poll(() => answer.innerText()).toContain("双击打开并审核");
    expect(await page.getByRole("log").getAttribute("aria-live")).toBe("polite");
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.leave();
  });

  test("runs on another site's page: its own styles, no cookies, the token of that site's server", async () => {
    const { token } = (await (await fetch(`${served.base}/demo/token`)).json()) as { token: string };
    const shop = await listen(
      () =>
        new Response(
          `<!doctype html><style>button,article{display:none!important;color:red}
             div{color:red;line-height:3;letter-spacing:4px;text-transform:uppercase} div:empty{display:none!important}</style><body>
           <script src="${served.base}/widget.js" data-token="${token}" data-lang="zh" data-open></script>`,
          { headers: { "content-type": "text/html" } },
        ),
      "127.0.0.1",
      0,
    );
    const page = await openPage(shop.url);
    await page.goto("/");
    await page.getByRole("textbox", { name: "消息" }).fill("如何结账？");
    await page.getByRole("button", { name: "发送" }).click();
    await expect.poll(() => page.locator("article.ai").innerText()).toContain("双击打开并审核");
    // What the page says of its boxes is not handed down to the words in ours.
    const looks = await page.locator("article.ai .text").evaluate((text) => {
      const { color, letterSpacing, textTransform } = getComputedStyle(text);
      return { color, letterSpacing, textTransform };
    });
    expect(looks).toEqual({ color: "rgb(23, 32, 51)", letterSpacing: "normal", textTransform: "none" });
    await page.context().close();
    await shop.close(0);
  });

  test("fills a phone's screen and does not scroll sideways", async () => {
    const { page } = await openChat({ viewport: { width: 390, height: 844 } });
    expect(await page.getByRole("dialog").boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.leave();
  });
});
