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

const IS_ASCII = /^[\p{ASCII}]+$/u;
const IS_WORD = /[a-z0-9_]/;

/**
 * Finds expressions in a text from left to right, at each place the longest one; those in ASCII only as whole words. By
 * their first sign: a pattern of all of them would be tried at each sign of a text.
 */
function finder(expressions: readonly string[]): (text: string) => string[] {
  const sorted = [...new Set(expressions)].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
  const byFirst = Map.groupBy(sorted, (text) => text.charCodeAt(0));
  const ascii = new Set(sorted.filter((text) => IS_ASCII.test(text)));
  const stands = (text: string, word: string, at: number): boolean =>
    text.startsWith(word, at) &&
    !(ascii.has(word) && (IS_WORD.test(text.charAt(at - 1)) || IS_WORD.test(text.charAt(at + word.length))));
  return (text) => {
    const found: string[] = [];
    if (byFirst.size === 0) return found;
    for (let at = 0; at < text.length; at++) {
      const word = byFirst.get(text.charCodeAt(at))?.find((one) => stands(text, one, at));
      if (word === undefined) continue;
      found.push(word);
      at += word.length - 1;
    }
    return found;
  };
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
      if (source.words.length === 0) return;
      for (const word of words(normal.toLowerCase())) out.push(`w${word}`);
    },
    synonymsIn(normal) {
      const found = new Set(synonyms(normal.toLowerCase()));
      const others = new Map<string, string>();
      for (const of of found)
        for (const text of (groupsOf.get(of) ?? []).flat())
          if (!found.has(text) && !others.has(text)) others.set(text, of);
      return [...others].map(([text, of]) => ({ text, of }));
    },
  };
}
