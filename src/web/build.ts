import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundleSizes } from "./bundle-sizes.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const OUT = join(ROOT, "dist/web");
const TOOLS = ["vite", "@vitejs/plugin-react", "react", "antd"];
const STAMP = join(OUT, ".built");

/** Builds the browser bundles into dist/web, unless they are up to date or the build tools are not installed. */
async function build(force: boolean): Promise<void> {
  if (!existsSync(join(import.meta.dirname, "app.html")) || !TOOLS.every(installed)) return;
  const stamp = fingerprint();
  if (!force && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  const [vite, { default: pages, widget }] = await Promise.all([import("vite"), import("./vite.config.ts")]);
  await vite.build({ ...pages, configFile: false, logLevel: "warn" });
  await vite.build({ ...widget, configFile: false, logLevel: "warn" });
  compress();
  writeFileSync(STAMP, stamp);
  for (const [name, bytes] of bundleSizes(OUT))
    process.stdout.write(`${name}: ${(bytes / 1000).toFixed(1)} kB gzip of script\n`);
}

function installed(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** What the bundles are made from. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|tsx|css|html|svg)$/.test(file))
    .sort();
  for (const file of sources) hash.update(file).update(readFileSync(join(import.meta.dirname, file)));
  return hash.update(readFileSync(join(ROOT, "package-lock.json"))).digest("hex");
}

/** Puts a gzip and a brotli copy beside each text file. */
function compress(): void {
  for (const file of readdirSync(OUT, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css|svg)$/.test(file)) continue;
    const text = readFileSync(join(OUT, file));
    writeFileSync(join(OUT, `${file}.gz`), gzipSync(text, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(join(OUT, `${file}.br`), brotliCompressSync(text, { params }));
  }
}

await build(process.argv.includes("--force"));
