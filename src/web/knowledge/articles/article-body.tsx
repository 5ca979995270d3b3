import { Fragment } from "react";
import type { Preview } from "../wire.ts";

/** A text as the index reads it: headings, paragraphs, steps, table rows and code. */
export function ArticleBody({ preview }: { readonly preview: Pick<Preview, "sections"> }) {
  let before: readonly string[] = [];
  return (
    <div className="article-body" dir="auto">
      {preview.sections.map((section, i) => {
        const known = before;
        before = section.path;
        const shared = section.path.findIndex((heading, depth) => known[depth] !== heading);
        const fresh = shared < 0 ? [] : section.path.slice(shared);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: sections have no name of their own
          <Fragment key={i}>
            {fresh.map((heading, depth) => (
              <Heading key={heading} level={shared + depth} text={heading} />
            ))}
            {section.blocks.map(({ kind, text }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own
              <Block key={at} kind={kind} text={text} />
            ))}
          </Fragment>
        );
      })}
    </div>
  );
}

function Heading({ level, text }: { readonly level: number; readonly text: string }) {
  if (level === 0) return <h2>{text}</h2>;
  return level === 1 ? <h3>{text}</h3> : <h4>{text}</h4>;
}

function Block({ kind, text }: { readonly kind: string; readonly text: string }) {
  if (kind === "code")
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      <pre tabIndex={0}>{text}</pre>
    );
  if (kind === "quote") return <blockquote>{text}</blockquote>;
  return <p className={kind === "paragraph" ? undefined : `block-${kind}`}>{text}</p>;
}
