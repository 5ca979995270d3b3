import { createHash } from "node:crypto";
import { isArticlePath, parseSource } from "../src/knowledge/parse/article.ts";
import type { ParsedArticle, Section } from "../src/knowledge/types.ts";

/** A question that a knowledge base asks itself. */
export interface MadeCase {
  readonly id: string;
  readonly query: string;
  readonly relevant: readonly string[];
}

/** Cases, and the pages they are to be asked of. */
export interface MadeSet {
  readonly cases: readonly MadeCase[];
  readonly pages: ReadonlyMap<string, string>;
}

interface Held {
  readonly page: ParsedArticle;
  readonly section: Section;
  readonly heading: string;
}

const MOST_CASES = 400;
const MOST_CUT = 300;
/** Characters of a heading that can stand as a question, and of a section that can stand as a page. */
const HEADING = [4, 60] as const;
const CUT_LENGTH = [120, 2_000] as const;

/**
 * Sets made from the headings of a knowledge base, so that a change of the ranker is judged on all pages and not on the
 * rows of a question set. A heading that stands on several pages asks nothing and is left out.
 * known: heading → the page that holds it. linked: heading → the pages its section links to. cut: heading → its section,
 * cut out of the page and indexed as a page of its own without the heading.
 */
export function selfMadeSets(pages: ReadonlyMap<string, string>): Record<"known" | "linked" | "cut", MadeSet> {
  const held = inFixedOrder(headingsOf(pages));
  const paths = new Set(pages.keys());
  const linked = held.flatMap(({ page, section, heading }) => {
    const relevant = linkedPages(page, section).filter((path) => path !== page.path && paths.has(path));
    return relevant.length === 0 ? [] : [{ id: idOf(page.path, heading), query: heading, relevant }];
  });
  return {
    known: {
      pages,
      cases: held.slice(0, MOST_CASES).map(({ page, heading }) => ({
        id: idOf(page.path, heading),
        query: heading,
        relevant: [page.path],
      })),
    },
    linked: { pages, cases: linked.slice(0, MOST_CASES) },
    cut: cutOut(pages, held),
  };
}

function headingsOf(pages: ReadonlyMap<string, string>): Held[] {
  const all = [...pages].flatMap(([path, source]) => {
    const page = parsed(path, source);
    return (page?.sections ?? []).flatMap((section, i) => {
      const heading = section.path.at(-1)!;
      const fits = heading.length >= HEADING[0] && heading.length <= HEADING[1];
      return page && i > 0 && section.blocks.length > 0 && fits ? [{ page, section, heading }] : [];
    });
  });
  const holders = Map.groupBy(all, ({ heading }) => heading.toLowerCase());
  return all.filter(({ heading }) => holders.get(heading.toLowerCase())!.length === 1);
}

function parsed(path: string, source: string): ParsedArticle | null {
  try {
    return isArticlePath(path) ? parseSource(path, source, []) : null;
  } catch {
    // A page that cannot be read asks nothing.
    return null;
  }
}

/** Pages that a section links to, by their paths. */
const linkedPages = (page: ParsedArticle, { start, end }: Section): string[] => [
  ...new Set(parsed(page.path, page.source.slice(start, end))?.links.map(({ target }) => target) ?? []),
];

function cutOut(pages: ReadonlyMap<string, string>, held: readonly Held[]): MadeSet {
  const result = new Map(pages);
  const taken = new Set<string>();
  const cases: MadeCase[] = [];
  for (const { page, section, heading } of held) {
    const [from, to] = [section.blocks[0]!.start, section.blocks.at(-1)!.end];
    const fits = to - from >= CUT_LENGTH[0] && to - from <= CUT_LENGTH[1];
    // One section a page, or offsets would move; a page of two sections would hardly be left.
    if (!fits || page.sections.length < 3 || taken.has(page.path) || cases.length === MOST_CUT) continue;
    taken.add(page.path);
    const id = idOf(page.path, heading);
    const extension = page.path.slice(page.path.lastIndexOf("."));
    const path = `${page.path.slice(0, page.path.lastIndexOf("/") + 1)}${id}${extension}`;
    result.set(page.path, page.source.slice(0, section.start) + page.source.slice(to));
    result.set(path, page.source.slice(from, to));
    cases.push({ id, query: heading, relevant: [path] });
  }
  return { cases, pages: result };
}

const idOf = (path: string, heading: string): string =>
  createHash("sha256").update(`${path}\n${heading}`).digest("hex").slice(0, 12);

/** Any order that has nothing to do with place or name, the same in every run. */
const inFixedOrder = (held: readonly Held[]): Held[] =>
  held
    .map((one) => ({ one, key: idOf(one.page.path, one.heading) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one);
