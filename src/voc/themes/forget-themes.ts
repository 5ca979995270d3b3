import type { Tx } from "../../db/pool.ts";
import type { Segmenter } from "../../models/segmenter.ts";
import * as store from "../store/themes.ts";
import { byWeight, themeName, wordsOf } from "./theme-name.ts";

/**
 * Takes tickets that are to be erased out of their themes. A theme keeps the terms that its other tickets have and is
 * named by these, as is the tag that it proposes; one without other tickets goes. What somebody took up as a tag stays.
 * Call it before the tickets go.
 */
export async function forgetThemes(tx: Tx, segmenter: Segmenter, ticketIds: readonly string[]): Promise<void> {
  for (const theme of await store.removeFromThemes(tx, ticketIds)) {
    const quotes = (await store.themeTickets(tx, theme.id)).map(({ quote }) => quote);
    if (quotes.length === 0) {
      await store.deleteTheme(tx, theme.id);
      continue;
    }
    const left = new Set(quotes.flatMap((quote) => segmenter.queryTerms(quote).map(({ term }) => term)));
    const terms = Object.entries(theme.terms)
      .filter(([term]) => left.has(term))
      .sort(byWeight);
    const heaviest = terms.map(([term]) => term);
    const words = wordsOf(heaviest, quotes, []);
    const name = themeName(words);
    await store.renameTheme(tx, { id: theme.id, name, terms: Object.fromEntries(terms) });
    await store.renameProposedTag(tx, theme.id, name, words);
  }
}
