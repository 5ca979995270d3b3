import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, type Language } from "../../kernel/labels.ts";
import { tokensOf } from "./tokens.ts";

/** A place in the tree of all expressions, reached by the keys of what was said so far. */
export interface Said {
  readonly next: ReadonlyMap<string, Said> | null;
  /** Where it goes on behind a gap, and the most words or signs of a gap. */
  readonly gap: { readonly next: Said; readonly most: number } | null;
  readonly ends: readonly End[];
}

/** An expression ends here. One that is a single English word is not found by every form of it. */
interface End {
  readonly word: string | null;
  readonly meant: readonly string[];
}

interface Growing {
  next: Map<string, Growing> | null;
  gap: { readonly next: Growing; readonly most: number } | null;
  readonly ends: { readonly word: string | null; meant: readonly string[] }[];
}

const seed = (): Growing => ({ next: null, gap: null, ends: [] });

const GAP = "*";
/** A few signs or words may stand in a gap. */
const MOST_IN_GAP: Readonly<Record<Language, number>> = { zh: 6, en: 4 };

/** The expressions of all lists beside this file: lines of `said | said => meant | meant`, with # for remarks. */
export function readExpressions(): Said {
  const root = seed();
  for (const language of LANGUAGES) {
    const folder = join(import.meta.dirname, language);
    for (const file of readdirSync(folder).sort())
      for (const line of readFileSync(join(folder, file), "utf8").toLowerCase().split("\n")) {
        const [said, meant] = line.split("=>");
        if (line.startsWith("#") || meant === undefined) continue;
        const meanings = trimmed(meant.split("|"));
        for (const one of trimmed(said!.split("|")).flatMap(spelledOut))
          add(root, one, meanings, MOST_IN_GAP[language]);
      }
  }
  return root;
}

const trimmed = (parts: readonly string[]): string[] => parts.map((one) => one.trim()).filter((one) => one !== "");

/** `(kick/throw) * out` is two expressions. */
function spelledOut(said: string): string[] {
  const choice = /\(([^)]*)\)/.exec(said);
  if (choice === null) return [said];
  const [before, after] = [said.slice(0, choice.index), said.slice(choice.index + choice[0].length)];
  return choice[1]!.split("/").flatMap((one) => spelledOut(before + one + after));
}

function add(root: Growing, said: string, meant: readonly string[], most: number): void {
  let at = root;
  let words = 0;
  for (const [i, part] of said.split(GAP).entries()) {
    if (i > 0) {
      at.gap ??= { next: seed(), most };
      at = at.gap.next;
    }
    for (const { key } of tokensOf(part)) {
      words++;
      at.next ??= new Map();
      const next = at.next.get(key) ?? seed();
      at.next.set(key, next);
      at = next;
    }
  }
  const word = words === 1 ? said : null;
  const same = at.ends.find((end) => end.word === word);
  if (same) same.meant = [...new Set([...same.meant, ...meant])];
  else at.ends.push({ word, meant });
}
