import type { Outline } from "../outline.ts";

/** Targets of `name_` references by lower-case name, and what is put in the place of `|name|` by that with its bars. */
export type RstTargets = ReadonlyMap<string, string>;

const MARKUP =
  /``([^`]{1,2000}?)``|((?::[\w+.-]{1,40}){1,3}:)`([^`]{1,2000})`|`([^`]{1,2000})`(__?)?|\*\*(?=\S)([^*]{1,2000}?)\*\*|\*(?=[^\s*])([^*]{1,2000}?)\*|\|(?=[^\s|])([^|\n]{1,100})\|_{0,2}|([A-Za-z][\w-]{0,60})_(?![\w_])|\\(.|\n)|\s?\[(\d{1,3}|[#*][\w-]{0,40})\]_/g;
const WITH_TARGET = /^([\s\S]*?)\s*<([^<>]+)>$/;
const TO_PAGE = new Set([":doc:", ":std:doc:"]);
const TO_LABEL = new Set([":ref:", ":std:ref:", ":any:", ":numref:"]);

/** The readable text of a paragraph's reStructuredText; links go to the outline. */
export function rstText(text: string, targets: RstTargets, outline: Outline): string {
  return text
    .replace(MARKUP, (all: string, ...groups: (string | undefined)[]) => {
      const [literal, role, body, plain, reference, strong, emphasis, substitution, name, escaped, footnote] = groups;
      if (literal !== undefined) return literal;
      if (role !== undefined && body !== undefined) return roleText(role, body, outline);
      if (plain !== undefined) return reference ? referenceText(plain, targets, outline) : plain;
      if (name !== undefined) return nameText(all, name, targets, outline);
      if (escaped !== undefined) return /\s/.test(escaped) ? "" : escaped;
      if (substitution !== undefined) return targets.get(`|${substitution.toLowerCase()}|`) ?? substitution;
      return footnote === undefined ? (strong ?? emphasis ?? all) : "";
    })
    .trim();
}

function nameText(all: string, name: string, targets: RstTargets, outline: Outline): string {
  const href = targets.get(name.toLowerCase());
  if (href === undefined) return all;
  outline.link(href, name);
  return name;
}

function roleText(role: string, body: string, outline: Outline): string {
  const found = WITH_TARGET.exec(body);
  const words = (found?.[1] || body).replace(/^[!~]/, "");
  const target = found?.[2] ?? body;
  if (found && TO_PAGE.has(role)) outline.link(target, words);
  if (found && TO_LABEL.has(role)) outline.labelLink(target, words);
  return words;
}

function referenceText(body: string, targets: RstTargets, outline: Outline): string {
  const found = WITH_TARGET.exec(body);
  const words = found?.[1] || body;
  const href = found ? found[2]! : targets.get(words.toLowerCase());
  if (href !== undefined) outline.link(href, words);
  return words;
}
