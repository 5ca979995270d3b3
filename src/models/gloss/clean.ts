/** One dictionary entry: traditional, simplified, pinyin, meaning or meanings. */
export type Entry = readonly [string, string, string, string | readonly string[], ...unknown[]];

/** A meaning of a Chinese word in a few English words; a lower order stands first. */
interface Gloss {
  readonly words: readonly string[];
  readonly order: number;
}

const POINTER =
  /^(?:\([^)]*\)\s*)*(?:(?:old|erroneous|archaic|popular|nonstandard|ancient|Japanese|Taiwanese|Hong Kong) )*(?:variant|form) of |^(?:see(?: also)?|used in|same as|equivalent to|abbr\. (?:for|to)|also written|contraction of|equivalent of|short for|another name for) /i;
const POINTED = /(?:[^\s|[\]]+\|)?(\p{Script=Han}+)\[/u;
const WORTHLESS =
  /^(?:CL:|surname |also pr\.|Taiwan pr\.|pr\. |classifier |measure word|Kangxi |radical |particle|phonetic |onomat|\(onom|interj|final particle|\(used |place name)/i;
/** Meanings that software support is likely to mean, and meanings that it is not. */
const NEAR =
  /comput|software|internet|network|\bdata|\bfiles?\b|\bIT\b|e-?mail|\bweb|printer|accounting|commerce|finance|telecom|program|password|screen|electronic/i;
const FAR =
  /\bold\b|archaic|literary|dialect|slang|\bTw\b|vulgar|bird|botan|zool|species|chem|music|physic|astron|Buddh|medic|mil\.|neologism|loanword|idiom|Cantonese|coll\.|genus|family|dynasty|biol|anat|geol|bound form/i;
const LIGHT = new Set(
  "a an the to of be is are was being been sb sth sb's sth's etc or and one's one oneself somebody something someone that which with for in on at by as from into it its esp lit fig e.g i.e usually usu especially very not s".split(
    " ",
  ),
);
/** Longer meanings explain instead of translating. */
const MOST_WORDS = 4;
const MOST_GLOSSES = 4;

/** The words a meaning consists of, without markers, remarks in brackets and words that carry nothing. */
export function contentWords(meaning: string): string[] {
  const plain = meaning.replace(/\([^)]*\)|\[[^\]]*\]|[\p{Script=Han}|·]+/gu, " ").toLowerCase();
  const all = plain.match(/[a-z][a-z0-9]*(?:['-][a-z0-9]+)*/g) ?? [];
  const content = all.filter((word) => !LIGHT.has(word));
  return content.length > 0 ? content : all.filter((word) => word.length > 1 && word !== "to");
}

/** Simplified words that a meaning only points to ("variant of …"). */
const pointsTo = (meaning: string): string | undefined =>
  POINTER.test(meaning) ? POINTED.exec(meaning)?.[1] : undefined;

const meaningsOf = (entry: Entry): readonly string[] => (typeof entry[3] === "string" ? [entry[3]] : entry[3]);

/** Meanings of one Chinese word from all its entries, the most useful first, each as English words. */
export function glossesOf(entries: readonly Entry[]): string[][] {
  const found = entries.flatMap((entry, reading) =>
    meaningsOf(entry).flatMap((meaning, sense) => readMeaning(meaning, reading * 3 + sense, /^[A-Z]/.test(entry[2]))),
  );
  const best = found.sort((a, b) => a.order - b.order).map(({ words }) => words);
  return distinct(best).slice(0, MOST_GLOSSES);
}

/** The synonyms that one meaning lists. `place` is its place among all; names stand behind words. */
function readMeaning(meaning: string, place: number, name: boolean): Gloss[] {
  if (WORTHLESS.test(meaning) || POINTER.test(meaning)) return [];
  const order = place + (name ? 20 : 0) + (NEAR.test(meaning) ? -4 : 0) + (FAR.test(meaning) ? 3 : 0);
  const synonyms = meaning.replace(/\([^)]*\)/g, " ").split(name ? /[;,]/ : /;/);
  return synonyms.slice(0, name ? 1 : 4).flatMap((synonym, i) => {
    const words = contentWords(synonym);
    if (words.length === 0) return [];
    return [{ words: words.slice(0, MOST_WORDS), order: order + i * 0.7 + (words.length > MOST_WORDS ? 6 : 0) }];
  });
}

/** Words to look at when an entry has no meaning of its own. */
export const pointersOf = (entries: readonly Entry[]): string[] =>
  entries.flatMap((entry) => meaningsOf(entry).flatMap((meaning) => pointsTo(meaning) ?? []));

function distinct(glosses: readonly (readonly string[])[]): string[][] {
  const seen = new Set<string>();
  return glosses.flatMap((words) => {
    const key = words.join(" ");
    if (seen.has(key)) return [];
    seen.add(key);
    return [[...words]];
  });
}
