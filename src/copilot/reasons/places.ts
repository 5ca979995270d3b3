import { z } from "zod";
import { fold } from "../../kernel/fold.ts";
import { largest } from "../../models/linear/largest.ts";
import { words } from "../../models/words/words.ts";

/** An article as contact reasons look at it: the words of its name, and how often it says each of its words. */
export const NamedPage = z.object({
  names: z.array(z.string()),
  words: z.record(z.string(), z.int().positive()),
});
export type NamedPage = z.infer<typeof NamedPage>;

/** Which words name the pages that a text leads to, and how many of these pages each names. */
export type Places = ReadonlyMap<string, number>;

/** What is looked at of a knowledge base, and kept with the model of the reasons: so many articles, and of each so much. */
export const [MOST_PAGES, LONGEST_PAGE] = [1_000, 10_000];
/** Pages that are looked at; their names say together what one page alone would leave to chance. */
const PAGES = 50;
/** Parameters of BM25 (Robertson and Zaragoza 2009) as usual. */
const [K1, B] = [1.2, 0.75];

/** What is kept of an article. Its path names it as well as its title: folders group what belongs together. */
export function namedPage({ path, title, body }: { path: string; title: string; body: string }): NamedPage {
  const counts = new Map<string, number>();
  for (const word of tellingWords(body.slice(0, LONGEST_PAGE))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const named = `${title} ${path.replace(/\.\w+$/, "").replace(/[/_.-]+/g, " ")}`;
  return { names: [...new Set(tellingWords(named))], words: Object.fromEntries(counts) };
}

const tellingWords = (text: string): string[] => words(fold(text)).filter((word) => /[\p{L}\p{N}]/u.test(word));

/**
 * Where a knowledge base speaks of what a text says. Few examples of a reason hardly share words with a new request, but
 * both lead to pages of the same names.
 */
export function placeFinder(pages: readonly NamedPage[]): (text: string) => Places {
  const names = pages.map((page) => page.names);
  const postings = postingsOf(pages.map((page) => page.words));
  // One for all texts, as long as the model is kept.
  const scores = new Float64Array(pages.length);
  return (text) => {
    scores.fill(0);
    for (const word of new Set(tellingWords(text))) {
      const list = postings.get(word);
      if (list === undefined) continue;
      const count = list.pages.length;
      const rarity = Math.log(1 + (names.length - count + 0.5) / (count + 0.5));
      list.pages.forEach((page, i) => {
        scores[page]! += rarity * list.gains[i]!;
      });
    }
    const places = new Map<string, number>();
    for (const page of largest(scores, PAGES))
      for (const name of names[page]!) places.set(name, (places.get(name) ?? 0) + 1);
    return places;
  };
}

/** The pages that say a word, and what it adds to the score of each. */
interface Posting {
  readonly pages: Uint16Array;
  readonly gains: Float32Array;
}

function postingsOf(pages: readonly NamedPage["words"][]): ReadonlyMap<string, Posting> {
  const lengths = pages.map((counts) => Object.values(counts).reduce((sum, count) => sum + count, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, pages.length);
  const lists = new Map<string, { pages: number[]; gains: number[] }>();
  pages.forEach((counts, page) => {
    const long = K1 * (1 - B + (B * lengths[page]!) / mean);
    for (const [word, count] of Object.entries(counts)) {
      const list = lists.get(word) ?? { pages: [], gains: [] };
      lists.set(word, list);
      list.pages.push(page);
      list.gains.push((count * (K1 + 1)) / (count + long));
    }
  });
  // Kept for as long as the model is: numbers in a row, not objects.
  return new Map(
    [...lists].map(([word, list]) => [
      word,
      { pages: Uint16Array.from(list.pages), gains: Float32Array.from(list.gains) },
    ]),
  );
}
