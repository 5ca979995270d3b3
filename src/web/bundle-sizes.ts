import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

interface Piece {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/** Gzipped script, in bytes, that each surface loads before it can be used: the widget, the sign-in, each lazy page. */
export function bundleSizes(folder: string): Map<string, number> {
  const pieces: Record<string, Piece> = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const needed = (key: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of pieces[key]?.imports ?? []) needed(next, seen);
    return seen;
  };
  const zipped = (file: string) => statSync(join(folder, `${file}.gz`)).size;
  const weigh = (...keys: string[]) =>
    [...new Set(keys.flatMap((key) => [...needed(key)]))].reduce((sum, key) => sum + zipped(pieces[key]!.file), 0);
  // Pages that the app opens by themselves; what a page in turn loads later, once it stands, is weighed alone.
  const pages = [...needed("app.html")].flatMap((key) => pieces[key]?.dynamicImports ?? []);
  const surface = (name: string) => /^(workbench|knowledge|policies|insights|admin)\//.test(name);
  const later = Object.keys(pieces).filter((name) => surface(name) && !pages.includes(name));
  const alone = (key: string) =>
    [...needed(key)]
      .filter((name) => !needed("app.html").has(name))
      .reduce((sum, name) => sum + zipped(pieces[name]!.file), 0);
  return new Map([
    ["widget", zipped("widget.js")],
    ["sign-in", weigh("app.html")],
    ...pages.filter(surface).map((key) => [key, weigh("app.html", key)] as const),
    ...later.map((key) => [`${key} (later)`, alone(key)] as const),
  ]);
}
