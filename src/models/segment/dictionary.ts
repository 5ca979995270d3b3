/** A tenant's own words, and groups of expressions that mean the same. */
export interface SegmenterDictionary {
  readonly words: readonly string[];
  readonly synonyms: readonly (readonly string[])[];
}

interface Dictionary {
  /** Adds each own word that stands in the text as a term of kind w. */
  addWords(normal: string, out: string[]): void;
  /** Other members of each synonym group that has a member in the text, with that member. */
  synonymsIn(normal: string): { readonly text: string; readonly of: string }[];
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const isLatin = (text: string): boolean => /^[\p{ASCII}]+$/u.test(text);

/** Longest expression first; Latin ones only as whole words. */
function finder(expressions: readonly string[]): RegExp | null {
  const sorted = [...new Set(expressions)].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
  const pattern = sorted.map((text) => (isLatin(text) ? `(?<![a-z0-9_])${quoted(text)}(?![a-z0-9_])` : quoted(text)));
  return pattern.length === 0 ? null : new RegExp(pattern.join("|"), "g");
}

export function createDictionary(source: SegmenterDictionary, normalise: (text: string) => string): Dictionary {
  const fold = (text: string) => normalise(text).toLowerCase().replace(/\s+/g, " ").trim();
  const words = finder(source.words.map(fold));
  const groups = source.synonyms.map((group) => group.map(fold).filter((text) => text.length > 1));
  const synonyms = finder(groups.flat());
  const groupsOf = new Map<string, string[][]>();
  for (const group of groups)
    for (const member of group) groupsOf.set(member, [...(groupsOf.get(member) ?? []), group]);
  return {
    addWords(normal, out) {
      if (words) for (const [word] of normal.toLowerCase().matchAll(words)) out.push(`w${word}`);
    },
    synonymsIn(normal) {
      if (!synonyms) return [];
      const found = new Set([...normal.toLowerCase().matchAll(synonyms)].map(([text]) => text));
      const others = new Map<string, string>();
      for (const of of found)
        for (const text of (groupsOf.get(of) ?? []).flat())
          if (!found.has(text) && !others.has(text)) others.set(text, of);
      return [...others].map(([text, of]) => ({ text, of }));
    },
  };
}
