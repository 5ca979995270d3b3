import type { Segmenter } from "../../models/segmenter.ts";

/** What a group of questions is about: the weights of their terms added up. */
export interface Topic {
  readonly terms: Readonly<Record<string, number>>;
  readonly count: number;
}

/** How telling a term is, 0..1; the knowledge base knows which words stand everywhere. */
export type Rarity = (term: string) => number;

/** A question joins the group it is most like from here on; below, it begins a group of its own. */
const ALIKE = 0.3;
/** Pairs of characters only help where words are cut otherwise. */
const WEIGHT: Readonly<Record<string, number>> = { w: 1, s: 1, i: 1.5, b: 0.4 };
const MOST_TERMS = 60;
/** What the commonest word still counts. */
const LEAST = 0.15;
/** Words of nearly every question to a help desk; they say nothing of its matter. */
const COMMON = new Set(
  "w系统 w功能 w问题 w软件 w公司 w我们 w你们 w可以 w能不能 w支持 w需要 w使用 w设置 w操作 w怎么 w如何 w为什么 w没有 w现在 w一下 w请问 ssystem sfeatur sissu suse ssupport sneed swant spossibl".split(
    " ",
  ),
);

/** The weighted terms of a question; asking words are off. */
export function topicTerms(segmenter: Segmenter, question: string, rarity: Rarity = () => 1): Map<string, number> {
  const terms = segmenter
    .queryTerms(question)
    .filter(({ term, synonym }) => term[0]! in WEIGHT && !COMMON.has(term) && synonym !== "foreign")
    .slice(0, MOST_TERMS);
  return new Map(
    terms.map(({ term, weight }) => [term, Math.min(weight, 1) * WEIGHT[term[0]!]! * Math.max(LEAST, rarity(term))]),
  );
}

/** 0..1: the cosine between a question and a group. */
function likeness(question: ReadonlyMap<string, number>, { terms }: Topic): number {
  let dot = 0;
  let own = 0;
  for (const [term, weight] of question) {
    own += weight ** 2;
    dot += weight * (terms[term] ?? 0);
  }
  const other = Object.values(terms).reduce((sum, weight) => sum + weight ** 2, 0);
  return own === 0 || other === 0 ? 0 : dot / Math.sqrt(own * other);
}

/** The group that a question joins; undefined when it begins one. The first of equals, so that order decides nothing else. */
export function joins<Group extends Topic>(
  question: ReadonlyMap<string, number>,
  groups: readonly Group[],
): Group | undefined {
  let best: { group: Group; alike: number } | undefined;
  for (const group of groups) {
    const alike = likeness(question, group);
    if (alike >= ALIKE && alike > (best?.alike ?? 0)) best = { group, alike };
  }
  return best?.group;
}

/** The group with one more question. */
export const withQuestion = (topic: Topic, question: ReadonlyMap<string, number>): Topic => {
  const terms: Record<string, number> = { ...topic.terms };
  for (const [term, weight] of question) terms[term] = (terms[term] ?? 0) + weight;
  return { terms, count: topic.count + 1 };
};

/** Two groups as one. */
export const united = (a: Topic, b: Topic): Topic => {
  const terms: Record<string, number> = { ...a.terms };
  for (const [term, weight] of Object.entries(b.terms)) terms[term] = (terms[term] ?? 0) + weight;
  return { terms, count: a.count + b.count };
};

const NAME_WORDS = 3;

/** A name of the words that most of its questions share, as they were written. */
export function nameOf(topic: Topic, segmenter: Segmenter, questions: readonly string[]): string {
  const common = Object.entries(topic.terms)
    .filter(([term]) => !term.startsWith("b"))
    .sort((a, b) => b[1] - a[1] || b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1))
    .map(([term]) => term);
  const written = new Map<string, string>();
  for (const question of questions)
    for (const word of question.match(/\p{Script=Latin}[\p{L}\d_-]*/gu) ?? [])
      for (const term of segmenter.terms(word)) if (!written.has(term)) written.set(term, word);
  const words: string[] = [];
  for (const term of common) {
    const word = term.startsWith("w") ? term.slice(1) : (written.get(term) ?? term.slice(1));
    if (words.some((other) => other.includes(word) || word.includes(other))) continue;
    words.push(word);
    if (words.length === NAME_WORDS) break;
  }
  const named = questions.find((question) => words.slice(0, 2).every((word) => question.includes(word)));
  const at = (word: string) => named?.indexOf(word) ?? 0;
  return words.sort((a, b) => at(a) - at(b)).join(" ") || (questions[0] ?? "").slice(0, 60);
}
