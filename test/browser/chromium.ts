import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium as playwright } from "playwright-core";

const run = promisify(execFile);
const MAX_TRIES = 400;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
  // A page lives for seconds: what compiling its scripts to faster code costs, it never earns back.
  "--js-flags=--no-opt --no-maglev --min-semi-space-size=16",
];

/** Starts the Chromium that comes from npm. */
export async function launchChromium(): Promise<Browser> {
  // Its first use on a machine unpacks it; two processes must not do so at once.
  const executablePath = await alone(() => chromium.executablePath());
  // Without fonts of the system it still needs the one it brought along.
  const bare = !existsSync("/etc/fonts/fonts.conf");
  const env = { ...process.env, ...(bare ? { FONTCONFIG_PATH: join(tmpdir(), "fonts") } : {}) } as Record<
    string,
    string
  >;
  return playwright.launch({ executablePath, headless: true, args: FLAGS, env });
}

// Under the NODE_ENV of a test Vite would build React for development, which is slow, and people would be served it.
const FOR_PRODUCTION = { env: { ...process.env, NODE_ENV: "production" } };

let built: Promise<unknown> | undefined;

/** Builds the pages as they are when this process first asks; does nothing when they are up to date. */
export function buildPages(): Promise<unknown> {
  const script = resolve(import.meta.dirname, "../../src/web/build.ts");
  built ??= alone(() => run(process.execPath, [script], FOR_PRODUCTION));
  return built;
}

/** Runs while no other process of the tests does so. */
async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  const lock = join(tmpdir(), "threeline-browser-tests.lock");
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      // A holder that died leaves its lock behind; both kinds of work take seconds.
      await wait(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const FONTS = dirname(createRequire(import.meta.url).resolve("@fontsource-variable/noto-sans-sc/package.json"));

/** Gives pages of the context a Chinese font, which this Chromium lacks. It comes from the page's own address. */
export async function giveChineseFont(context: BrowserContext): Promise<void> {
  const css = readFileSync(join(FONTS, "index.css"), "utf8").replaceAll("Noto Sans SC Variable", "Noto Sans SC");
  await context.route("**/__fonts/*.css", (route) => route.fulfill({ contentType: "text/css", body: css }));
  await context.route("**/__fonts/files/*", (route) =>
    route.fulfill({ path: join(FONTS, "files", new URL(route.request().url()).pathname.split("/").at(-1)!) }),
  );
  await context.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = "/__fonts/index.css";
      document.head.append(link);
    });
  });
}
