import { JOINT } from "../../models/words/telling.ts";
import { type Cluster, centreOf } from "./cluster.ts";

/** Texts before the window that say what has always been said; too few of them say nothing. */
const ENOUGH = 100;
/** A word is new when it is said at least so many times as often as before, by at least so many. */
const TIMES = 3;
const LEAST = 8;
/** A group is about a word that at least this share of its texts have. */
const HEAD = 0.5;
/** An earlier text asks what a group asks when it has at least this share of the words that the group is about. */
const ALIKE = 0.6;

export interface Window {
  /** Texts that were grouped, by id, and how many tickets there were in the same days, tagged or not. */
  readonly texts: ReadonlyMap<string, string>;
  readonly tickets: number;
  /** Texts of tickets before these days. */
  readonly before: readonly string[];
}

/**
 * Brings groups together that are about one new subject: customers ask many things about it in different words, so
 * their groups are not close; but nobody asked so before, and they share a word that was hardly ever said. Pairs of
 * Chinese characters count as words here, since a new word is rarely in a dictionary. Gives each group with the new
 * words that it is about, the most frequent first; without enough earlier texts the groups stay as they are.
 */
export function joinEmergent(
  groups: readonly Cluster[],
  window: Window,
): { readonly group: Cluster; readonly fresh: readonly string[] }[] {
  const heads = groups.map(({ ids }) => headsOf(ids.map((id) => window.texts.get(id)!.toLowerCase())));
  const shared = new Map<string, number[]>();
  const before = window.before.map((text) => text.toLowerCase());
  const isNew = (place: number) =>
    rises(groups[place]!.ids.length, before.filter((text) => asks(text, heads[place]!)).length, window);
  const fits = before.length >= ENOUGH ? [...groups.keys()].filter(isNew) : [];
  for (const place of fits) for (const word of heads[place]!) shared.set(word, [...(shared.get(word) ?? []), place]);
  const fresh = freshWords(shared, before, window);
  const leads = groups.map((_, place) => place);
  const leadOf = (place: number): number => (leads[place] === place ? place : leadOf(leads[place]!));
  for (const word of fresh) {
    const [first, ...rest] = shared.get(word)!;
    for (const other of rest) leads[leadOf(other)] = leadOf(first!);
  }
  const joined = new Map<number, number[]>();
  for (const place of groups.keys()) joined.set(leadOf(place), [...(joined.get(leadOf(place)) ?? []), place]);
  return [...joined.values()].map((places) => {
    const own = places.map((place) => groups[place]!);
    const said = new Set(places.flatMap((place) => [...heads[place]!]));
    return {
      group: own.length === 1 ? own[0]! : together(own),
      fresh: own.length === 1 ? [] : fresh.filter((word) => said.has(word)),
    };
  });
}

const together = (groups: readonly Cluster[]): Cluster => ({
  ids: groups.flatMap(({ ids }) => ids),
  centre: centreOf(
    groups.map(({ centre, ids }) => new Map([...centre].map(([term, weight]) => [term, weight * ids.length]))),
  ),
});

/** Latin words and pairs of Chinese characters that at least half of the texts have. */
function headsOf(texts: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(piecesOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= texts.length * HEAD).map(([word]) => word));
}

function* piecesOf(text: string): Generator<string> {
  for (const [word] of text.matchAll(/[a-z][a-z'-]{2,}/g)) yield word;
  for (const [run] of text.matchAll(/\p{Script=Han}{2,}/gu))
    for (let at = 0; at < run.length - 1; at += 1) if (!JOINT.test(run.slice(at, at + 2))) yield run.slice(at, at + 2);
}

const asks = (text: string, words: ReadonlySet<string>): boolean =>
  [...words].filter((word) => text.includes(word)).length >= words.size * ALIKE;

/** Whether something is said so many times as often in the window as before. */
const rises = (now: number, earlier: number, { tickets, before }: Window): boolean =>
  now / tickets >= (TIMES * (earlier + 1)) / (before.length + 1);

/** Those of the shared words that are new in the window; the most frequent first. */
function freshWords(
  shared: ReadonlyMap<string, readonly number[]>,
  before: readonly string[],
  window: Window,
): string[] {
  const texts = [...window.texts.values()].map((text) => text.toLowerCase());
  const holding = (among: readonly string[], word: string) => among.filter((text) => text.includes(word)).length;
  return [...shared]
    .filter(([, places]) => places.length > 1)
    .map(([word]) => ({ word, now: holding(texts, word) }))
    .filter(({ word, now }) => now >= LEAST && rises(now, holding(before, word), window))
    .sort((a, b) => b.now - a.now || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
}
