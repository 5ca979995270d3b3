import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createTenant } from "../../src/access/tenants.ts";
import { openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { learn } from "../../src/jobs/knowledge/learn.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { shootAdmin } from "./admin-screens.ts";
import { demoDesk } from "./demo-desk.ts";
import { giveHistory } from "./history-desk.ts";
import { shootInsights } from "./insights-screens.ts";
import { shootPolicies } from "./policy-screens.ts";
import { type ServiceTickets, serviceTickets, shootService } from "./service-screens.ts";
import { closeBrowser, type OpenedPage, openPage, type PageOptions, seriousFindings } from "./support.ts";

const OUT = resolve(process.argv.slice(2).find((word) => !word.startsWith("--")) ?? "dist/screenshots");
const KNOWLEDGE = resolve(import.meta.dirname, "../../knowledge");
const QUESTIONS = [
  "月结提示有未审核凭证怎么办？",
  "升级到 9.0 之后打印模板全乱了",
  "How do I set up single sign-on with OIDC?",
  "请帮我们把老系统数据迁移过来",
  "我要投诉，上次工程师答应的补丁一直没有给，再这样我们就换系统了。",
  "报错 FIN-2107，生产环境无法结账，很急！",
  "食堂的刷卡机怎么对接？",
  "刷卡机对接需要什么协议",
  "旗舰版 50 用户多少钱？",
];

type Desk = Awaited<ReturnType<typeof demoDesk>>;
type Shoot = (page: OpenedPage, screen: string) => Promise<void>;
interface Look {
  readonly language: "zh" | "en";
  readonly theme: "light" | "dark";
  readonly size: "desktop" | "phone";
}

/** `--light` leaves the dark theme out, for a look. */
const THEMES = process.argv.includes("--light") ? (["light"] as const) : (["light", "dark"] as const);
const LOOKS: readonly Look[] = (["zh", "en"] as const).flatMap((language) =>
  THEMES.flatMap((theme) => (["desktop", "phone"] as const).map((size) => ({ language, theme, size }))),
);
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Writes every screen in both languages, both themes and both sizes, and fails on serious findings of axe. */
async function main(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const db = await openEmbedded(null);
  await migrate(db);
  const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: "demo", name: "Demo" });
  const desk = await demoDesk(db, tenantId, KNOWLEDGE);
  const tickets: string[] = [];
  for (const question of QUESTIONS) tickets.push(await desk.ask(question));
  const priced = tickets.at(-1)!;
  await handIn(desk, priced);
  await learn({ db, clock: systemClock }, tenantId);
  await giveHistory(db, tenantId, desk.app.policies, 1_200);
  const service = await serviceTickets(desk, tenantId);
  // Trials of policies run in the queue.
  await desk.app.start();
  const findings: string[] = [];
  for (const look of LOOKS)
    findings.push(...(await shootAll(desk, look, { priced, urgent: tickets.at(-4)!, service })));
  await closeBrowser();
  await desk.close();
  for (const finding of findings) process.stdout.write(`${finding}\n`);
  process.stdout.write(`Screens in ${OUT}; serious findings of axe: ${findings.length}\n`);
  process.exit(findings.length === 0 ? 0 : 1);
}

/** An agent edits the price answer, so that it waits for an approval. */
async function handIn(desk: Desk, ticketId: string): Promise<void> {
  const page = await desk.openAs("agent", `/app/tickets/${ticketId}`);
  await page.getByRole("button", { name: /编辑/ }).click();
  await page.getByRole("textbox", { name: "编辑" }).press("Control+End");
  await page.keyboard.type("\n我们可以为您退款 500 元。");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/已提交/).waitFor();
  await page.context().close();
}

interface Ids {
  readonly priced: string;
  readonly urgent: string;
  readonly service: ServiceTickets;
}

async function shootAll(desk: Desk, look: Look, ids: Ids): Promise<string[]> {
  const { language, theme, size } = look;
  const findings: string[] = [];
  const shoot: Shoot = async (page, screen) => {
    // What is still loading says nothing of a screen; one that never loads is shot as it is.
    const spinning = page.locator(".ant-spin").first();
    await spinning.waitFor({ state: "detached", timeout: 10_000 }).catch(() => {});
    await page.waitForTimeout(500);
    const name = `${screen}.${language}.${theme}.${size}`;
    await page.screenshot({ path: join(OUT, `${name}.png`) });
    findings.push(...(await seriousFindings(page)).map((finding) => `${name}: ${finding}`));
  };
  const options: PageOptions = { viewport: SIZES[size], colorScheme: theme, fonts: true };
  await shootDemo(desk, look, options, shoot);
  await shootApp(desk, look, options, shoot, ids);
  return findings;
}

async function shootDemo(desk: Desk, { language, theme }: Look, options: PageOptions, shoot: Shoot): Promise<void> {
  const page = await openPage(desk.base, options);
  await page.goto(`/demo?lang=${language}&theme=${theme}`);
  await shoot(page, "demo");
  await page.locator("button.launcher").click();
  await shoot(page, "widget");
  await page.locator("textarea").fill(language === "zh" ? QUESTIONS[0]! : "What does ERP-FIN-2107 mean?");
  await page.keyboard.press("Enter");
  await page.locator("article.ai").last().waitFor();
  await shoot(page, "widget-answer");
  if ((await page.locator("button.source").count()) > 0) {
    await page.locator("button.source").first().click();
    await shoot(page, "widget-passage");
  }
  await page.context().close();
}

async function shootApp(desk: Desk, { language }: Look, options: PageOptions, shoot: Shoot, ids: Ids): Promise<void> {
  const page = await openPage(desk.base, options);
  await page.addInitScript((chosen) => localStorage.setItem("tl.language", chosen), language);
  await page.goto("/app");
  await page.getByLabel(/邮箱|E-mail/).waitFor();
  await shoot(page, "sign-in");
  await desk.signIn(page, "manager");
  await page.locator("a.row").first().waitFor();
  await shoot(page, "queue");
  await page.goto(`/app/tickets/${ids.urgent}`);
  await page.locator(".ticket-title").waitFor();
  await shoot(page, "ticket");
  if (options.viewport!.width < 1020) {
    await page.getByText(/^(建议|Proposal)$/).click();
    await shoot(page, "ticket-proposal");
  }
  const evidence = page.locator(".evidence button").first();
  if ((await evidence.count()) > 0) {
    await evidence.click();
    await page.locator(".article mark").waitFor();
    await shoot(page, "evidence");
    await page.keyboard.press("Escape");
  }
  await page.keyboard.press("u");
  await page.getByRole("dialog").waitFor();
  await shoot(page, "escalate");
  await page.goto(`/app/tickets/${ids.priced}`);
  await page.locator(".ticket-title").waitFor();
  await shoot(page, "ticket-waiting");
  await page.goto("/app/approvals");
  await page.locator(".exact").first().waitFor();
  await shoot(page, "approvals");
  await shootInsights(page, shoot);
  await shootKnowledge(page, shoot);
  await shootPolicies(page, shoot);
  const admin = await desk.openAs("admin", "/app/admin", options);
  await admin.evaluate((chosen) => localStorage.setItem("tl.language", chosen), language);
  await shootAdmin(admin, shoot);
  await admin.context().close();
  await page.goto("/app/help");
  await shoot(page, "help");
  await shootService(page, ids.service, shoot);
  await page.context().close();
}

async function shootKnowledge(page: OpenedPage, shoot: Shoot): Promise<void> {
  const open = async (path: string, ready: string, screen: string) => {
    await page.goto(`/app/knowledge/${path}`);
    await page.locator(ready).first().waitFor();
    await shoot(page, screen);
  };
  await open("articles", ".article-row", "knowledge-articles");
  await page.locator(".article-row").nth(3).click();
  await page.locator(".article-body").waitFor();
  await shoot(page, "knowledge-article");
  await page.getByRole("tab", { name: /编辑|Edit/ }).click();
  await page.locator(".live-preview .article-body").waitFor();
  await shoot(page, "knowledge-editor");
  await open("imports", ".import", "knowledge-imports");
  await open("search", "form", "knowledge-search");
  await page.locator("form input").first().fill("怎么反结账？");
  await page.keyboard.press("Enter");
  await page.locator(".hits summary").first().click();
  await shoot(page, "knowledge-search-hits");
  await open("freshness", ".counts", "knowledge-freshness");
  await open("suggestions", ".suggestion, .state-box", "knowledge-suggestions");
}

await main();
