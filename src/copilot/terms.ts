import { stemmer } from "stemmer";
import { fold } from "../kernel/fold.ts";

const RUN = /\p{Script=Han}+|[a-z0-9][a-z0-9_'.-]*[a-z0-9]|[a-z0-9]/gu;
const HAN = /^\p{Script=Han}/u;

const STOP_EN = new Set(
  `a an the of to in on at by for from with and or but if is are was were be been being am do does did done doing have
  has had i me my we us our you your he she it its they them their this that these those there here what which who whom
  when where why how can could will would shall should may might must not no yes please hi hello thanks thank so then
  than as into about any some also just very`.split(/\s+/),
);
/** Chinese words that ask or are polite; they say nothing about the topic. */
const STOP_ZH =
  /请问|你好|您好|谢谢|麻烦|怎么办|怎么样|怎么|怎样|如何|为什么|为何|什么|哪些|哪个|哪里|是否|能否|可否|可不可以|能不能|是不是|有没有|我们|你们|您的|我的|一下|这个|那个|这种|时候|请教|想问|咨询|问题|有人|知道/gu;
const WEAK_HAN = new Set([..."的了吗呢吧啊是在我你您他它也都就又还很要会和与或及把被对从到由于为以请这那个些"]);

/**
 * What a text is about, as a set of comparable terms: Chinese character pairs (a lone character stands for itself),
 * stemmed Latin words, and identifiers whole as well as in parts.
 */
export function terms(text: string): Set<string> {
  const found = new Set<string>();
  for (const run of fold(text).replace(STOP_ZH, " ").match(RUN) ?? []) {
    if (HAN.test(run)) addPairs(run, found);
    else addLatin(run, found);
  }
  return found;
}

function addPairs(run: string, found: Set<string>): void {
  const signs = [...run];
  if (signs.length === 1 && !WEAK_HAN.has(run)) found.add(run);
  for (let i = 0; i + 1 < signs.length; i++) {
    const [a, b] = [signs[i]!, signs[i + 1]!];
    if (WEAK_HAN.has(a) && WEAK_HAN.has(b)) continue;
    if (!WEAK_HAN.has(a) && !WEAK_HAN.has(b)) found.add(a + b);
    else if (signs.length <= 2) found.add(WEAK_HAN.has(a) ? b : a);
  }
}

function addLatin(run: string, found: Set<string>): void {
  if (STOP_EN.has(run)) return;
  found.add(latinTerm(run));
  if (!/[_.-]/.test(run) || /^[\d.]+$/.test(run)) return;
  for (const piece of run.split(/[_.-]+/)) if (piece.length > 1 && !STOP_EN.has(piece)) found.add(latinTerm(piece));
}

const latinTerm = (word: string): string => {
  const bare = word.replace(/'s?$/, "");
  return /^[a-z]{4,}$/.test(bare) ? stemmer(bare) : bare;
};

/** Weights of terms among some texts: rare ones tell more. */
export function termWeights(texts: readonly ReadonlySet<string>[]): (term: string) => number {
  const known = new Map<string, number>();
  return (term) => {
    const before = known.get(term);
    if (before !== undefined) return before;
    const frequency = texts.reduce((count, text) => (text.has(term) ? count + 1 : count), 0);
    const weight = termWeight(frequency, texts.length);
    known.set(term, weight);
    return weight;
  };
}

/** The weight of a term that so many of some texts have. ln(1 + N / df), the smooth idf of Spärck Jones. */
export const termWeight = (frequency: number, texts: number): number => Math.log(1 + (texts + 1) / (frequency + 1));

/** The weighted share of `wanted` that is held, 0..1; 0 when nothing is wanted. */
export function coverage(
  wanted: ReadonlySet<string>,
  held: { readonly has: (term: string) => boolean },
  weight: (term: string) => number,
): number {
  let all = 0;
  let met = 0;
  for (const term of wanted) {
    const value = weight(term);
    all += value;
    if (held.has(term)) met += value;
  }
  return all === 0 ? 0 : met / all;
}
