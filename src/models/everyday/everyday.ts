import { once } from "../../kernel/once.ts";
import { readExpressions, type Said } from "./expressions.ts";
import { BREAK, type Token, tokensOf } from "./tokens.ts";

/** What somebody says in everyday words, and how documentation may call it. */
export interface Everyday {
  /** Where its words stand in the text, in order: more than one place if others stand in between. */
  readonly places: readonly Place[];
  readonly said: string;
  readonly meant: readonly string[];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Words of a text that an expression is made of, by their numbers. */
interface Match {
  readonly words: readonly number[];
  readonly meant: readonly string[];
}

const expressions = once(readExpressions);

/**
 * Everyday expressions of a text in lower case, from its start, no word in two of them. Either language's, since people
 * mix them. One walk from each word, however many expressions there are.
 */
export function everydayIn(folded: string): Everyday[] {
  const tokens = tokensOf(folded);
  const taken = new Set<number>();
  const found: Everyday[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const match = matchFrom(expressions(), at, { folded, tokens, taken });
    if (match === null) continue;
    for (const word of match.words) taken.add(word);
    const places = placesOf(match.words, tokens);
    found.push({
      places,
      said: places.map(({ start, end }) => folded.slice(start, end)).join(" "),
      meant: match.meant,
    });
  }
  return found;
}

interface Text {
  readonly folded: string;
  readonly tokens: readonly Token[];
  readonly taken: ReadonlySet<number>;
}

/** The expression of most words that begins there; of a gap the shortest. */
function matchFrom(said: Said, at: number, text: Text): Match | null {
  const { folded, tokens, taken } = text;
  const token = tokens[at];
  let best: Match | null = null;
  const keepBetter = (match: Match | null) => {
    if (match !== null && match.words.length > (best?.words.length ?? 0)) best = match;
  };
  const next = token && !taken.has(at) ? said.next?.get(token.key) : undefined;
  if (next !== undefined) {
    const rest = matchFrom(next, at + 1, text);
    const end = next.ends.find(({ word }) => word === null || isForm(folded.slice(token!.start, token!.end), word));
    if (end) keepBetter({ words: [at], meant: end.meant });
    if (rest) keepBetter({ words: [at, ...rest.words], meant: rest.meant });
  }
  if (said.gap !== null)
    for (let skipped = 0; skipped <= said.gap.most; skipped++) {
      const match = matchFrom(said.gap.next, at + skipped, text);
      keepBetter(match);
      if (match !== null || (tokens[at + skipped]?.key ?? BREAK) === BREAK) break;
    }
  return best;
}

/** Both have one key; the form must be no shorter, so that "closing", a thing, is not found by "close". */
const isForm = (form: string, word: string): boolean =>
  form.length >= word.length && form.startsWith(word.replace(/[ey]$/, ""));

/** Neighbouring words are one place. */
function placesOf(words: readonly number[], tokens: readonly Token[]): Place[] {
  const places: Place[] = [];
  for (const [i, word] of words.entries()) {
    const { start, end } = tokens[word]!;
    if (i > 0 && words[i - 1] === word - 1) places[places.length - 1] = { start: places.at(-1)!.start, end };
    else places.push({ start, end });
  }
  return places;
}
