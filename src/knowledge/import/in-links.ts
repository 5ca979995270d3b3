import { createHash } from "node:crypto";
import type { InLink } from "../articles/article-index.ts";
import type { Link } from "../types.ts";

/** The links one page makes, and the labels it can be found by. */
export interface PageLinks {
  readonly path: string;
  readonly links: readonly Link[];
  readonly labels: readonly string[];
}

const EXTENSIONS = ["", ".md", ".rst", ".html", ".mdx", ".txt", "/index.md", "/README.md", "/index.rst", "/index.html"];
/** Longer than this is a sentence that was linked by mistake. */
const LONGEST_TEXT = 200;

export const keepLink = ({ text }: Link): boolean => text.length <= LONGEST_TEXT;

/**
 * For each page that others link to: the words they use, most used first. A link to itself counts too. `breathe` is
 * called after each page.
 */
export async function collectInLinks(
  pages: readonly PageLinks[],
  breathe: () => Promise<void>,
): Promise<Map<string, InLink[]>> {
  const paths = new Set(pages.map(({ path }) => path));
  const labels = new Map<string, string>();
  for (const { path, labels: own } of pages) for (const label of own) if (!labels.has(label)) labels.set(label, path);
  const counts = new Map<string, Map<string, InLink>>();
  for (const { links } of pages) {
    for (const { target, anchor, text } of links) {
      const page = target === "" ? labels.get(anchor ?? "") : pageAt(target, paths);
      if (page === undefined) continue;
      const known = counts.get(page) ?? new Map<string, InLink>();
      counts.set(page, known);
      const key = `${anchor ?? ""}\n${text}`;
      known.set(key, { anchor, text, count: (known.get(key)?.count ?? 0) + 1 });
    }
    await breathe();
  }
  return new Map([...counts].map(([page, links]) => [page, [...links.values()].sort(byCount)]));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byCount = (a: InLink, b: InLink): number =>
  b.count - a.count || order(a.anchor ?? "", b.anchor ?? "") || order(a.text, b.text);

function pageAt(target: string, paths: ReadonlySet<string>): string | undefined {
  const bare = target.replace(/\.html?$/, "");
  return (
    EXTENSIONS.map((extension) => target + extension).find((path) => paths.has(path)) ??
    EXTENSIONS.map((extension) => bare + extension).find((path) => paths.has(path))
  );
}

/** Changes when an article that did not change itself must be indexed anew. */
export const indexKey = (indexVersion: string, inLinks: readonly InLink[]): string =>
  createHash("sha256")
    .update(JSON.stringify([indexVersion, inLinks]))
    .digest("base64url");
