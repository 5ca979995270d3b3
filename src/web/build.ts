import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const ROOT = resolve(import.meta.dirname, "../..");
const OUT = join(ROOT, "dist/web");
const STAMP = join(OUT, ".built");

/** Builds the browser bundles into dist/web, unless they are up to date or the build tools are not installed. */
async function build(force: boolean): Promise<void> {
  if (!existsSync(join(import.meta.dirname, "app.html")) || !installed("vite")) return;
  const stamp = fingerprint();
  if (!force && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  const [vite, { default: pages, widget }] = await Promise.all([import("vite"), import("./vite.config.ts")]);
  await vite.build({ ...pages, configFile: false, logLevel: "warn" });
  await vite.build({ ...widget, configFile: false, logLevel: "warn" });
  report(compress());
  writeFileSync(STAMP, stamp);
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

/** Puts a gzip and a brotli copy beside each text file; gives the gzip sizes in bytes. */
function compress(): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const file of readdirSync(OUT, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css|svg)$/.test(file)) continue;
    const text = readFileSync(join(OUT, file));
    const zipped = gzipSync(text, { level: 9 });
    writeFileSync(join(OUT, `${file}.gz`), zipped);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(join(OUT, `${file}.br`), brotliCompressSync(text, { params }));
    sizes.set(file, zipped.length);
  }
  return sizes;
}

interface Piece {
  readonly file: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** Prints what each page loads at first, in kB of gzipped script. */
function report(sizes: Map<string, number>): void {
  const pieces: Record<string, Piece> = JSON.parse(readFileSync(join(OUT, "manifest.json"), "utf8"));
  const closure = (key: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of pieces[key]?.imports ?? []) closure(next, seen);
    return seen;
  };
  const weigh = (keys: Iterable<string>) =>
    [...new Set(keys)].reduce((sum, key) => sum + (sizes.get(pieces[key]!.file) ?? 0), 0);
  const line = (name: string, bytes: number) => process.stdout.write(`${name}: ${(bytes / 1000).toFixed(1)} kB gzip\n`);
  line("widget", sizes.get("widget.js") ?? 0);
  line("sign-in", weigh(closure("app.html")));
  for (const key of Object.keys(pieces).filter((name) => /^(workbench|insights|admin)\//.test(name)))
    line(key, weigh([...closure("app.html"), ...closure(key)]));
}

await build(process.argv.includes("--force"));
