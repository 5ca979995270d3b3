import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { signEndUserToken } from "../../src/access/end-user-tokens.ts";
import { createServer, type Routes } from "../../src/api/server.ts";
import { webRoutes } from "../../src/api/web.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createLogger } from "../../src/kernel/log.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { buildPages, giveChineseFont, launchChromium } from "./chromium.ts";
import { listenAgain } from "./listen-again.ts";

let launched: Promise<Browser> | undefined;

/** One browser for all files of this process, and it ends with the process. */
function theBrowser(): Promise<Browser> {
  launched ??= launchChromium();
  return launched;
}

/** Pages that tests have open. */
const open = new Set<OpenedPage>();
/** Pages that tests have left, by their settings. */
const left = new Map<string, OpenedPage[]>();

/** Leaves every page of a file that has come to its end. */
export async function leavePages(): Promise<void> {
  await Promise.all([...open].map((page) => page.leave()));
}

export async function closeBrowser(): Promise<void> {
  const browser = await launched;
  launched = undefined;
  open.clear();
  left.clear();
  await browser?.close();
}

export type OpenedPage = Page & {
  readonly faults: string[];
  /** Gives the page back. One that a test listens to, or whose network it slows down, is closed with its context instead. */
  leave(): Promise<void>;
};

export interface PageOptions extends BrowserContextOptions {
  /** Chinese glyphs, for screenshots. */
  readonly fonts?: boolean;
}

/**
 * A page in a context of its own: a new one, or one that was left and remembers nothing, which starts in half the
 * time. Errors on the page fail the test that reads `faults`. Nothing moves on it unless asked for, so that no test
 * waits for movements or sees colours half way.
 */
export async function openPage(base: string, options: PageOptions = {}): Promise<OpenedPage> {
  const settings = JSON.stringify({ base, ...options });
  const page = left.get(settings)?.pop() ?? (await newPage(base, options));
  page.faults.length = 0;
  open.add(page);
  page.leave = async () => {
    open.delete(page);
    if (page.isClosed()) return;
    await forget(page).catch(async (error: unknown) => {
      await page.context().close();
      throw error;
    });
    left.set(settings, [...(left.get(settings) ?? []), page]);
  };
  return page;
}

async function newPage(base: string, { fonts = false, ...options }: PageOptions): Promise<OpenedPage> {
  const context = await (await theBrowser()).newContext({
    baseURL: base,
    locale: "zh-CN",
    reducedMotion: "reduce",
    ...options,
  });
  if (fonts) await giveChineseFont(context);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
  });
  return Object.assign(page, { faults, leave: async () => {} });
}

/** Ends what runs on the page, and clears what it and its context keep. */
async function forget(page: Page): Promise<void> {
  const context = page.context();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await context.setOffline(false);
  // Of the same site, so that the browser goes on in the same process; there is no such page.
  await page.goto("/left");
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await context.clearCookies();
  await context.clearPermissions();
}

/** Serves these routes and the built pages on a free port, for one fresh tenant. */
export async function serve(routes: readonly Routes[]) {
  await buildPages();
  const db = await testDatabase();
  const { tenant, ctx } = await freshTenant();
  const token: Routes = (app) => {
    app.get("/demo/token", async (c) => {
      const expiresAt = Math.floor(Date.now() / 1000) + 3600;
      return c.json({ token: await signEndUserToken(db, { tenantId: tenant.tenantId, userId: "u-1", expiresAt }) });
    });
  };
  const app = createServer(
    { db, clock: systemClock, log: createLogger("error"), maxBodyBytes: 1_000_000, requestsPerMinute: 10_000 },
    [...routes, token, webRoutes({ demo: true })],
  );
  const listener = await listenAgain((request) => app.fetch(request));
  return { base: listener.url, ctx, close: () => listener.close(0) };
}

/** The half as large one of its two files. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Serious and critical findings of axe, as "rule: selector"; of all rules, or of these. */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(
    async (only) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ["violations"],
        ...(only ? { runOnly: only } : {}),
      });
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(" ")}`));
    },
    rules && [...rules],
  );
}

/** What a rule finds hangs on the theme with these alone: they compare colours. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** The same in the light theme, and what the dark one adds, of a page that follows the system's theme. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  const light = await seriousFindings(page);
  await showTheme(page, "dark");
  const dark = await seriousFindings(page, RULES_OF_COLOUR);
  await showTheme(page, "light");
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

async function showTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.locator(`html[data-theme=${theme}]`).waitFor({ state: "attached" });
}
