import { isNoteKind } from "../note.ts";

type Attributes = Readonly<Record<string, string>>;

/** Elements whose text is not what the page says. */
const SKIPPED = new Set([
  "script",
  "style",
  "nav",
  "template",
  "noscript",
  "svg",
  "iframe",
  "select",
  "button",
  "head",
]);
const SKIPPED_ROLES = new Set(["navigation", "banner", "contentinfo", "search", "dialog", "alertdialog"]);
/** What help centres, wikis and documentation sites put around the text, and numbers beside lines of code. */
const SKIPPED_CLASS =
  /^(?:breadcrumbs?|breadcrumb-nav|cookie-?(?:banner|consent|notice|bar)|article-(?:votes|relatives|vote)|(?:related|recent)-articles|toc-macro|table-of-contents|skip-(?:link|nav)|page-metadata|pagination(?:-nav)?|linenos?|line-?number|linenodiv|lineno|gutter|headerlink|hash-link|anchor-link|sr-only|visually-hidden)$/i;
/** A table that only sets numbers beside lines of code. */
const CODE_TABLE =
  /(?:^|\s)(?:highlighttable|highlight-table|rouge-table|lntable|syntaxhighlighter|code-table)(?:\s|$)/i;
/** Of a class name, what says that an element stands out of the text. */
const CALLOUT =
  /alert|admonition|callout|macro|panel|notice|notification|hint|infobox|message|^(?:warning|note|tip|caution|danger|important)$/i;
/** Parts of a callout have class names that begin as its own. */
const PART = /title|body|content|icon|heading|header|text/i;

export const isSkipped = (name: string, attributes: Attributes): boolean =>
  SKIPPED.has(name) ||
  SKIPPED_ROLES.has(attributes["role"] ?? "") ||
  /^breadcrumbs?$/i.test(attributes["aria-label"] ?? "") ||
  (attributes["class"]?.split(/\s+/).some((word) => SKIPPED_CLASS.test(word)) ?? false);

export const isCodeTable = (attributes: Attributes): boolean => CODE_TABLE.test(attributes["class"] ?? "");

/** What kind of note an element frames, by its classes: `alert alert-warning`, `admonition note`; null when none. */
export function noteKind(name: string, attributes: Attributes): string | null {
  const names = attributes["class"];
  if (names === undefined || !/^(?:div|aside|section|p|blockquote)$/.test(name)) return null;
  const words = names.split(/\s+/).slice(0, 12);
  if (!words.some((word) => CALLOUT.test(word)) || words.some((word) => PART.test(word))) return null;
  const kinds = words.flatMap((word) => word.split(/[-_]+/)).filter((part) => part !== "alert" && isNoteKind(part));
  return kinds.at(-1) ?? null;
}
