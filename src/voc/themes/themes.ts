import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Actor } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { createSegmenter, type SegmenterDictionary } from "../../models/segmenter.ts";
import type { TagDeps } from "../deps.ts";
import { addDays, MOST_DAYS, type Range, requireRange, type Step, stepOf, stepsOf } from "../periods.ts";
import { shownQuote } from "../quotes.ts";
import { insertProposedTag } from "../store/proposed-tags.ts";
import * as store from "../store/themes.ts";
import { quoteOf } from "../tags/read-tags.ts";
import { dayOf } from "../tags/tag-ticket.ts";
import { type Cluster, cluster, cosine, termed } from "./cluster.ts";
import { joinEmergent } from "./emergent.ts";
import { byWeight, themeName, wordsOf } from "./theme-name.ts";

/** Days that are looked at, and how many texts of them are grouped. */
const WINDOW = 56;
const MOST_TEXTS = 3_000;
/** Days before them that say what has always been said, and how many texts of them. */
const BEFORE = 180;
const MOST_BEFORE = 2_000;
/** Tickets that make a theme, and those that make it a proposal. */
const LEAST = 4;
const PROPOSES = 8;
/** A group is an earlier theme when their centres are at least this close. */
const SAME = 0.5;
const KEPT_TERMS = 40;

/**
 * Groups the requests of the last eight weeks that no tag explains, and gives each group the id of the theme it was
 * before: the earlier theme with the closest centre, each at most once; else a new one. Groups about one new word are
 * one. A theme is named by the words that weigh most in it, written as its customers write them; one with at least
 * eight tickets is proposed as a tag, once. Returns how many themes there are now.
 */
export async function findThemes(deps: TagDeps, tenantId: string, dictionary?: SegmenterDictionary): Promise<number> {
  const now = deps.clock.now();
  const to = dayOf(now);
  const from = addDays(to, -WINDOW);
  const { texts, around, before } = await inTenant(deps.db, tenantId, async (tx) => ({
    texts: await store.untaggedTexts(tx, from, to, MOST_TEXTS),
    around: await store.aroundWindow(tx, { before: addDays(from, -BEFORE), from, to }, MOST_BEFORE),
    before: await store.readThemes(tx),
  }));
  const segmenter = createSegmenter(dictionary);
  const named = new Map(texts.map((text) => [text.id, text]));
  const written = new Map(texts.map(({ id, text }) => [id, text]));
  const found = joinEmergent(cluster(await termed(segmenter, texts), LEAST), { texts: written, ...around });
  const freshOf = new Map(found.map(({ group, fresh }) => [group, fresh]));
  const groups = found.map(({ group }) => group);
  const themes = matched(groups, before).map(({ group, known }) => {
    const tickets = group.ids.map((id) => named.get(id)!);
    const terms = [...group.centre].sort(byWeight).slice(0, KEPT_TERMS);
    const days = tickets.map(({ day }) => day).sort();
    const words = wordsOf(
      terms.map(([term]) => term),
      tickets.map(({ text }) => text),
      freshOf.get(group)!,
    );
    return {
      id: known?.id ?? newId(now),
      name: themeName(words),
      terms: Object.fromEntries(terms),
      firstDay: known === undefined || days[0]! < known.firstDay ? days[0]! : known.firstDay,
      lastDay: days.at(-1)!,
      tickets: tickets.map(({ id, day, text }) => ({ ticketId: id, day, quote: quoteOf(text, null) })),
      words,
    };
  });
  await inTenant(deps.db, tenantId, async (tx) => {
    await store.replaceThemes(tx, themes, now);
    for (const { id, name, words, tickets } of themes.filter((theme) => theme.tickets.length >= PROPOSES))
      await insertProposedTag(tx, {
        id: newId(now),
        name: { zh: name, en: name },
        words,
        reason: `${tickets.length} tickets without a tag have these words in common`,
        themeId: id,
        proposedBy: "themes",
        createdAt: now,
      });
  });
  return themes.length;
}

/** Each group with the earlier theme that it continues; the closest pairs find each other first. */
function matched(groups: readonly Cluster[], before: readonly store.ThemeRow[]) {
  const pairs = groups
    .flatMap((group) =>
      before.map((known) => ({ group, known, near: cosine(group.centre, new Map(Object.entries(known.terms))) })),
    )
    .filter(({ near }) => near >= SAME)
    .sort((a, b) => b.near - a.near);
  const taken = new Map<Cluster, store.ThemeRow>();
  const used = new Set<string>();
  for (const { group, known } of pairs) {
    if (taken.has(group) || used.has(known.id)) continue;
    taken.set(group, known);
    used.add(known.id);
  }
  return groups.map((group) => ({ group, known: taken.get(group) }));
}

export interface Theme {
  readonly id: string;
  readonly name: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** Tickets in the range, and in the range of the same length before it. */
  readonly count: number;
  readonly previous: number;
  /** Tickets in each step of the range. */
  readonly counts: readonly number[];
  readonly quotes: readonly { readonly ticketId: string; readonly day: string; readonly quote: string }[];
}

const QUOTES = 3;

/** Themes with tickets in the range, those that grow most first; personal data in quotes is masked by role. */
export async function themes(tx: Tx, actor: Actor, { by = "week", ...range }: Range & { by?: Step }): Promise<Theme[]> {
  requireRange(range, MOST_DAYS.day, "Ask for less.");
  const rows = await store.countThemes(tx, range, QUOTES);
  const steps = stepsOf(range, by);
  return rows
    .map(({ quotes, days, ...theme }) => ({
      ...theme,
      counts: countsOf(days, steps, by),
      quotes: quotes.map((quote) => ({ ...quote, quote: shownQuote(actor, quote.quote) })),
    }))
    .sort((a, b) => b.count - b.previous - (a.count - a.previous) || (a.id < b.id ? -1 : 1));
}

function countsOf(days: Readonly<Record<string, number>>, steps: readonly string[], by: Step): number[] {
  const counts = new Map(steps.map((step) => [step, 0]));
  for (const [day, count] of Object.entries(days)) counts.set(stepOf(day, by), counts.get(stepOf(day, by))! + count);
  return [...counts.values()];
}

/** A theme with its tickets by day, and all its quotes. */
export async function themeOf(tx: Tx, actor: Actor, id: string) {
  const found = await store.readTheme(tx, id);
  if (found === undefined) throw notFound("Theme", id);
  const tickets = await store.themeTickets(tx, id);
  const days = new Map<string, number>();
  for (const { day } of tickets) days.set(day, (days.get(day) ?? 0) + 1);
  return {
    id,
    name: found.name,
    firstDay: found.firstDay,
    lastDay: found.lastDay,
    terms: Object.keys(found.terms)
      .slice(0, 12)
      .map((term) => term.slice(1)),
    days: [...days].sort().map(([day, count]) => ({ day, count })),
    quotes: tickets.map((ticket) => ({ ...ticket, quote: shownQuote(actor, ticket.quote) })),
  };
}
