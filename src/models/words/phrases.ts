import { stemmer } from "stemmer";
import { jieba } from "../segment/jieba.ts";
import { tells } from "./telling.ts";

const PIECE = /\p{Script=Han}+|[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*/gu;
/** Nouns of any kind, verbs used as nouns, and words that the dictionary has no kind for. */
const THING = /^(?:n|vn|j|x)/;
/** What may stand before a thing; of these verbs behind one as well. */
const ACT = /^(?:v|a|b|l)/;
const MOST_WORDS = 3;
const LONGEST_HAN = 8;
const SHORTEST_LATIN = 3;
/** Longer ones in the dictionary are whole remarks. */
const LONGEST_WORD = 4;

interface Word {
  readonly text: string;
  /** How it may end a phrase: by itself, behind a word that may not stand alone, or not at all. */
  readonly ends: "alone" | "behind" | null;
  readonly starts: boolean;
}

/**
 * The phrases by which folded text names what it is about, each once: runs of up to three words that end in a thing, with
 * no greeting, filler or number among them. Chinese ones are written together, Latin ones as they stand.
 */
export function phrasesOf(folded: string): Set<string> {
  const found = new Set<string>();
  for (const { words, joint } of runsOf(folded))
    for (let end = 0; end < words.length; end++)
      for (const phrase of endingAt(words, end)) {
        const text = phrase.join(joint);
        if (joint === "" ? text.length > 1 && text.length <= LONGEST_HAN : text.length >= SHORTEST_LATIN)
          found.add(text);
      }
  return found;
}

/** The phrases whose last word stands there, the shortest first. */
function endingAt(words: readonly Word[], end: number): string[][] {
  const { ends, text } = words[end]!;
  const found: string[][] = ends === "alone" ? [[text]] : [];
  if (ends === null) return found;
  let phrase = [text];
  for (let from = end - 1; from >= 0 && phrase.length < MOST_WORDS && words[from]!.starts; from--) {
    phrase = [words[from]!.text, ...phrase];
    found.push(phrase);
  }
  return found;
}

/** Neighbouring words of one script: a phrase does not go beyond a sign. */
function runsOf(folded: string): { words: Word[]; joint: string }[] {
  const runs: { words: Word[]; joint: string }[] = [];
  let last = -1;
  for (const { 0: piece, index } of folded.matchAll(PIECE)) {
    if (/^\p{Script=Han}/u.test(piece)) {
      runs.push({ joint: "", words: jieba().tag(piece, false).map(readWord) });
    } else {
      const filler = !tells(`s${stemmer(piece)}`) || piece.length < SHORTEST_LATIN || FUNCTION_WORDS.has(piece);
      const word: Word = { text: piece, ends: filler ? null : "alone", starts: !filler };
      const before = runs.at(-1);
      if (before?.joint === " " && folded.slice(last, index) === " ") before.words.push(word);
      else runs.push({ joint: " ", words: [word] });
    }
    last = index + piece.length;
  }
  return runs;
}

/** A noun of one sign names nothing alone, but ends a longer name: 出库单. A verb does so as well: 流程配置. */
function readWord({ word, tag }: { word: string; tag: string }): Word {
  const long = word.length > 1;
  const nothing = !tells(`w${word}`) || word.length > LONGEST_WORD || !(THING.test(tag) || (ACT.test(tag) && long));
  if (nothing) return { text: word, ends: null, starts: false };
  if (THING.test(tag) && long) return { text: word, ends: "alone", starts: true };
  return { text: word, ends: tag === "n" || tag.startsWith("v") ? "behind" : null, starts: long };
}

/** English words that name nothing by themselves. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  "you yours them they she him who are can the and for with from that this these those there then than what when where which while whose why how was were been being have has had does did doing not but nor could should would will may might must shall our your their his her its into onto over under after before about because since until between out off all any some each every other more most very too only own same such both few via per one two three get gets got gives give given keeps keep kept says said saying".split(
    " ",
  ),
);
