import { fold } from "../../kernel/fold.ts";
import type { Audience, Language } from "../../kernel/labels.ts";
import { once } from "../../kernel/once.ts";
import { rememberedOf } from "../../kernel/remembered.ts";
import { type Bound, boundsIn } from "./bounds.ts";
import { type Quantity, quantitiesIn } from "./quantities.ts";
import { languageOf } from "./sentence-language.ts";
import { type PreparedPassage, preparePassage } from "./source-window.ts";
import { type HardToken, hardTokens, sameToken, spelledNumbers, squeeze } from "./tokens.ts";

export interface CheckPassage {
  readonly text: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly audience: Audience;
}

/** A passage made ready for checking. */
export interface Source {
  /** Made when it is first looked at: a sentence that stands in its passage word for word needs none of it. */
  readonly prepared: () => PreparedPassage;
  readonly text: string;
  readonly folded: string;
  readonly headings: string;
  readonly squeezed: string;
  /** Folded lines without other white space. */
  readonly lines: string;
  readonly tokens: () => readonly HardToken[];
  readonly quantities: () => readonly Quantity[];
  readonly bounds: () => readonly Bound[];
  readonly language: Language | null;
  readonly audience: Audience;
}

export function prepareSource(passage: CheckPassage): Source {
  const headings = [passage.title, ...passage.headingPath];
  const text = `${headings.join("\n")}\n${passage.text}`;
  return {
    prepared: once(() => preparePassage(passage.text, headings)),
    text: passage.text,
    folded: fold(text),
    headings: fold(headings.join("\n")),
    squeezed: squeeze(text),
    lines: fold(text).replace(/[^\S\n]+/g, ""),
    tokens: once(() => [...hardTokens(text), ...spelledNumbers(text)]),
    quantities: once(() => quantitiesIn(text)),
    bounds: once(() => boundsIn(text)),
    language: languageOf(passage.text),
    audience: passage.audience,
  };
}

const MOST_SOURCES = 250;

/** The same for a passage of the knowledge base, of which the last few are kept. */
export const passageSource = rememberedOf(
  MOST_SOURCES,
  ({ audience, title, headingPath }: CheckPassage) => [audience, title, ...headingPath],
  prepareSource,
);

/** Whether a source holds a copied token. */
export function holds(source: Source, token: HardToken): boolean {
  switch (token.kind) {
    case "quote":
      return source.squeezed.includes(token.key);
    case "url":
      return linksTo(source.folded, token.key);
    case "identifier":
      return standsIn(source.folded, token.key);
    case "date":
      return source
        .tokens()
        .some(({ kind, key }) => kind === "date" && (key === token.key || key.endsWith(`-${token.key}`)));
    default:
      return source.tokens().some((other) => sameToken(token, other));
  }
}

/** Whether a link or address stands in `text` from end to end: a piece of it leads to another host or page. */
function linksTo(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const after = text.slice(at + key.length, at + key.length + 4);
    if (!/[\w.@%+-]/.test(text[at - 1] ?? " ") && !/^(?:[\w@%+=&#?~-]|[./:]+[\w@%])/.test(after)) return true;
  }
  return false;
}

/** Whether `key` stands in `text` as a whole word: v1.2 does not stand in v1.20. */
function standsIn(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const after = text.slice(at + key.length, at + key.length + 2);
    if (!/[a-z0-9_]/.test(text[at - 1] ?? " ") && !/^(?:[a-z0-9_]|\.\d)/.test(after)) return true;
  }
  return false;
}

/**
 * Whether a sentence stands in one of the sources word for word and as whole clauses: a piece cut out of 不支持 or
 * 1.20 would say something else.
 */
export function isVerbatim(sentence: string, sources: readonly Source[]): boolean {
  const wanted = squeeze(sentence);
  return wanted !== "" && sources.some(({ lines }) => standsWhole(lines, wanted));
}

function standsWhole(lines: string, wanted: string): boolean {
  for (let at = lines.indexOf(wanted); at >= 0; at = lines.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const opens = at === 0 || MARK.test(lines[at - 1]!) || MARK.test(wanted[0]!);
    const closes = end === lines.length || MARK.test(wanted.at(-1)!) || MARK.test(lines[end]!);
    const cut = splitsNumber(lines, at) || splitsNumber(lines, end);
    if (opens && closes && !cut) return true;
  }
  return false;
}

/** Whether a place lies inside of 1.20, 5,000 or 02:30. */
const splitsNumber = (text: string, at: number): boolean =>
  (/\d[.,:]$/.test(text.slice(Math.max(0, at - 2), at)) && /^\d/.test(text.slice(at, at + 1))) ||
  (/\d/.test(text[at - 1] ?? "") && /^[.,:]\d/.test(text.slice(at, at + 2)));

const MARK = /[\n。！？!?；;，,：:.]/;
