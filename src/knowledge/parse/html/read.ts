import { Parser } from "htmlparser2";
import { createOutline, type Outline, type OutlineResult } from "../outline.ts";
import { htmlBlock } from "./block.ts";

/** What the head of a page says of it. */
export interface HtmlHead {
  readonly title: string | null;
  readonly description: string | null;
}

export function readHtml(path: string, source: string): OutlineResult & { readonly head: HtmlHead } {
  const outline = readMain(path, source) ?? readPart(path, source, 0, source.length);
  return {
    firstHeading: outline.firstHeading,
    links: outline.links,
    sections: outline.sections,
    head: readHead(source),
  };
}

function readPart(path: string, source: string, start: number, end: number): Outline & OutlineResult {
  const outline = createOutline(path, source, start);
  htmlBlock(source, start, end, outline);
  return outline;
}

/** What stands in the page's main element; null where that holds no text, or not the page's heading. */
function readMain(path: string, source: string): (Outline & OutlineResult) | null {
  const start = source.search(/<main[\s>]/i);
  const end = start < 0 ? undefined : [...source.slice(start).matchAll(/<\/main\s*>/gi)].at(-1)?.index;
  if (end === undefined) return null;
  const heading = /<h1[\s>]/i;
  if (heading.test(source) && !heading.test(source.slice(start, start + end))) return null;
  const outline = readPart(path, source, start, start + end);
  return outline.sections("").some(({ blocks }) => blocks.length > 0) ? outline : null;
}

function readHead(source: string): HtmlHead {
  let title: string | null = null;
  let description: string | null = null;
  let inTitle = false;
  const parser = new Parser({
    onopentag(name, { name: key, content }) {
      inTitle = name === "title" && title === null;
      if (name === "meta" && key?.toLowerCase() === "description") description ??= content?.trim() || null;
      if (name === "body") parser.pause();
    },
    ontext(text) {
      if (inTitle) title = (title ?? "") + text;
    },
    onclosetag(name) {
      if (name === "title") inTitle = false;
    },
  });
  parser.end(source);
  const found = (title as string | null)?.replace(/\s+/g, " ").trim();
  return { title: found || null, description };
}
