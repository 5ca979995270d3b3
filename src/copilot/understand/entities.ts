import { bounded } from "../../kernel/bounded.ts";
import { fold } from "../../kernel/fold.ts";
import type { Language } from "../../kernel/labels.ts";
import { wordsAmong } from "../../kernel/likely.ts";
import { matchesOf } from "../../kernel/text.ts";
import { simplify } from "../../models/simplify.ts";
import type { Entity, ProductDictionary } from "./understanding.ts";

const VERSION =
  /(?<![\d.])v?\d{1,4}(?:\.\d{1,4}){1,3}(?:[-_ ]?(?:rc|beta|sp|hotfix|lts|patch)\d*)?(?![\d.]*\d|%|[a-z])/gu;
const VERSION_NAMED = /(?:版本|version|release|升(?:到|至|级到)|v)\s?\d{1,4}(?![\d.])/gu;
const ERROR_CODE = bounded(
  /(?<![\w-])(?:[a-z]{2,10}(?:-[a-z0-9]{1,10}){0,2}-\d{2,6}|(?:ora|err|error|sql|http|e|0x)[-_ ]?[0-9a-f]{3,8}|[a-z]+(?:\.[a-z]+)*(?:exception|error)|err_[a-z0-9_]+)(?![\w-])/gu,
);
const NETWORK_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Versions and error codes by their form, products and modules by the tenant's dictionary; in order, longest first. */
export function findEntities(text: string, folded: string, dictionary?: ProductDictionary): Entity[] {
  const found: Entity[] = [];
  const add = (kind: Entity["kind"], value: string, start: number, length: number) => {
    const span = { start, end: start + length };
    if (!found.some((other) => other.kind === kind && span.start < other.end && other.start < span.end))
      found.push({ kind, value, ...span });
  };
  for (const { name, spelling, kind } of spelledIn(folded, dictionary))
    for (let at = folded.indexOf(spelling); at >= 0; at = folded.indexOf(spelling, at + spelling.length))
      if (standsAlone(folded, at, spelling)) add(kind, name, at, spelling.length);
  for (const match of matchesOf(folded, ERROR_CODE))
    add("error_code", text.slice(match.index, match.index + match[0].length), match.index, match[0].length);
  for (const pattern of [VERSION, VERSION_NAMED])
    for (const match of matchesOf(folded, pattern)) {
      const number = /\d[\d.]*(?:[-_ ]?[a-z]+\d*)?$/u.exec(match[0])!;
      if (!NETWORK_ADDRESS.test(number[0])) add("version", number[0], match.index + number.index, number[0].length);
    }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

interface Spelling {
  readonly kind: "product" | "module";
  readonly name: string;
  readonly spelling: string;
}

/** A dictionary is made once for each content, so that its spellings are made once as well. */
const made = new WeakMap<ProductDictionary, (folded: string) => readonly Spelling[]>();

/** Names of the dictionary that stand in a folded text, longest first. */
function spelledIn(folded: string, dictionary: ProductDictionary | undefined): readonly Spelling[] {
  if (dictionary === undefined) return [];
  const known = made.get(dictionary) ?? spellingFinder(spell(dictionary));
  made.set(dictionary, known);
  return known(folded);
}

function spellingFinder(spellings: readonly Spelling[]): (folded: string) => readonly Spelling[] {
  const found = wordsAmong(spellings.map(({ spelling }) => spelling));
  return (folded) => [...found(folded)].sort((a, b) => a - b).map((number) => spellings[number]!);
}

function spell(dictionary: ProductDictionary): Spelling[] {
  const list = (kind: "product" | "module", entries: readonly { name: string; aliases: readonly string[] }[]) =>
    entries.flatMap(({ name, aliases }) =>
      [name, ...aliases].map((alias) => ({ kind, name, spelling: simplify(fold(alias)) })),
    );
  return [...list("product", dictionary.products), ...list("module", dictionary.modules)]
    .filter(({ spelling }) => spelling.length > 1)
    .sort((a, b) => b.spelling.length - a.spelling.length);
}

/** A Latin name must not be part of a longer word. */
function standsAlone(folded: string, at: number, spelling: string): boolean {
  const latin = /[a-z0-9]/u;
  const before = at > 0 && latin.test(folded[at - 1]!) && latin.test(spelling[0]!);
  const after = latin.test(folded[at + spelling.length] ?? "") && latin.test(spelling.at(-1)!);
  return !before && !after;
}

/** Chinese when Chinese characters carry a fair share of the text, since one of them counts for about two letters. */
export function languageOf(text: string): Language {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return han > 0 && han * 8 >= latin ? "zh" : "en";
}
