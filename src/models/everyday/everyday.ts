import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, type Language } from "../../kernel/labels.ts";

/** What somebody says in everyday words, and how documentation may call it. */
export interface Everyday {
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly said: string;
  readonly meant: readonly string[];
}

/** A few signs or words that may stand in a gap. */
const GAPS: Readonly<Record<Language, string>> = {
  zh: "[^，。！？；,.!?;\\n]{0,6}?",
  en: "(?:\\s[a-z'-]+){0,4}?\\s",
};
const ENDINGS = ["", "s", "d", "ed", "es", "ing"];
const GAP = "*";

interface Thesaurus {
  /** Expressions without a gap, longest first. */
  readonly plain: RegExp;
  readonly meanings: ReadonlyMap<string, readonly string[]>;
  readonly gapped: readonly { readonly pattern: RegExp; readonly meant: readonly string[] }[];
}

let lists: readonly Thesaurus[] | undefined;

/** Everyday expressions of a folded text, from its start, none inside another. Either language's, since people mix them. */
export function everydayIn(folded: string): Everyday[] {
  lists ??= LANGUAGES.map(readThesaurus);
  const found = lists.flatMap(({ plain, meanings, gapped }) => [
    ...[...folded.matchAll(plain)].map((match) => placed(match, meaningsOf(meanings, match[0]))),
    ...gapped.flatMap(({ pattern, meant }) => [...folded.matchAll(pattern)].map((match) => placed(match, meant))),
  ]);
  let end = 0;
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((one) => {
      const free = one.start >= end;
      if (free) end = one.end;
      return free;
    });
}

const placed = (match: RegExpExecArray, meant: readonly string[]): Everyday => ({
  start: match.index,
  end: match.index + match[0].length,
  said: match[0],
  meant,
});

const meaningsOf = (meanings: Thesaurus["meanings"], said: string): readonly string[] => {
  const bare = ENDINGS.filter((ending) => said.endsWith(ending)).map((ending) =>
    said.slice(0, said.length - ending.length),
  );
  return bare.map((one) => meanings.get(one)).find((meant) => meant !== undefined) ?? [];
};

/** A line of a list: `said | said => meant | meant`; lines with # are remarks. */
function readThesaurus(language: Language): Thesaurus {
  const meanings = new Map<string, string[]>();
  const parts = (side: string) =>
    side
      .toLowerCase()
      .split("|")
      .map((one) => one.trim());
  for (const line of readFileSync(join(import.meta.dirname, `${language}.txt`), "utf8").split("\n")) {
    const [said, meant] = line.split("=>");
    if (line.startsWith("#") || meant === undefined) continue;
    for (const one of parts(said!)) meanings.set(one, [...new Set([...(meanings.get(one) ?? []), ...parts(meant)])]);
  }
  const all = [...meanings.keys()].sort((a, b) => b.length - a.length);
  const plain = all.filter((said) => !said.includes(GAP)).map((said) => patternOf(said, language));
  const gapped = all.filter((said) => said.includes(GAP));
  return {
    plain: new RegExp(plain.join("|"), "g"),
    meanings,
    gapped: gapped.map((said) => ({ pattern: new RegExp(patternOf(said, language), "g"), meant: meanings.get(said)! })),
  };
}

/** Latin words only whole; in English with their endings. */
function patternOf(said: string, language: Language): string {
  const words = said.split(GAP).map((part) => RegExp.escape(part.trim()));
  const ending = language === "en" ? `(?:${ENDINGS.filter((one) => one !== "").join("|")})?` : "";
  const [before, after] = [
    /^[a-z0-9]/.test(said) ? "(?<![a-z0-9])" : "",
    /[a-z0-9]$/.test(said) ? `${ending}(?![a-z0-9])` : "",
  ];
  return `${before}${words.join(GAPS[language])}${after}`;
}
