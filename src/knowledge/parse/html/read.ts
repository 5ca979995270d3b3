import { Parser } from "htmlparser2";
import { createOutline, type OutlineResult } from "../outline.ts";
import { htmlBlock } from "./block.ts";

/** What the head of a page says of it. */
export interface HtmlHead {
  readonly title: string | null;
  readonly description: string | null;
}

export function readHtml(path: string, source: string): OutlineResult & { readonly head: HtmlHead } {
  const outline = createOutline(path, source, 0);
  htmlBlock(source, 0, source.length, outline);
  return {
    firstHeading: outline.firstHeading,
    links: outline.links,
    sections: outline.sections,
    head: readHead(source),
  };
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
