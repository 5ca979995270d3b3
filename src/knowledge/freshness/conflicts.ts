import { createSlices } from "../import/slices.ts";
import { versionBounds } from "../parse/versions.ts";
import type { ArticleScope } from "../types.ts";
import { type Claim, type StepList, tokensOf } from "./claims.ts";

export interface Side {
  readonly articleId: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Two published articles that say different things of one matter to the same reader. */
export interface Conflict {
  readonly kind: "number" | "version" | "steps";
  readonly a: Side;
  readonly b: Side;
  /** What each of them says where they differ. */
  readonly differing: readonly { readonly a: string; readonly b: string }[];
}

/*
 * Thresholds are set by hand: precision before recall, since a list that cries wolf is read once. "Planted" are copies of
 * the 909 claims and 109 lists of the sample content, which contradicts itself nowhere, with another number or step.
 */

/**
 * Dice of the tokens beside the numbers. Only one side may have words of its own, so .8 lets it have half as many more
 * than both share. At .6 two rows of the sample content, the limits of an import and of an export, are kept apart by
 * their titles alone; from .7 on by themselves.
 */
const SKELETON_ALIKE = 0.8;
/**
 * Dice of the tokens of title and heading: every second one. In the sample content .1 already keeps apart what is not one
 * matter; there it has few articles about each thing, so most of that room is left unused.
 */
const CONTEXT_ALIKE = 0.5;
/** Of fewer the comparison says little: `Memory: 8 GB` stands in tables of many things. 44 of the 909 have fewer. */
const FEWEST_TOKENS = 4;
/**
 * A claim is compared with those that share two of its six rarest tokens. This saves time and no more: planted conflicts
 * are found alike with 3 to 12 of them and with 1 to 3 shared.
 */
const RAREST = 6;
const SHARED = 2;
/** Tokens in more claims than this tell nothing apart; at 50 the first planted conflicts are lost, the sample has up to 71. */
const MOST_COMMON = 400;
/** Lists are long texts that look alike, so title and heading must all but agree. */
const LIST_CONTEXT_ALIKE = 0.8;
/** Dice of two steps that are one step in other words; planted steps are told from .5 to .9. */
const STEP_ALIKE = 0.7;
/** The shortest lists have three steps, and one that differs leaves two thirds: at .7 42 of 109 planted steps are lost. */
const STEPS_SHARED = 0.6;

/**
 * Pairs of claims of different articles that differ in a number alone, and lists that differ in a step. In slices: of ten
 * thousand articles the comparison takes the processor for many seconds.
 */
export async function findConflicts(claims: readonly Claim[], lists: readonly StepList[] = []): Promise<Conflict[]> {
  const breathe = createSlices();
  const found = [...(await claimConflicts(claims, breathe)), ...(await listConflicts(lists, breathe))].map(ordered);
  const keys = new Map(found.map((conflict) => [conflict, keyOf(conflict)]));
  return found.sort((x, y) => (keys.get(x)! < keys.get(y)! ? -1 : 1));
}

/** The same for the same two sentences, whichever is read first. */
export const keyOf = ({ kind, a, b }: Conflict): string =>
  JSON.stringify([kind, a.articleId, b.articleId, a.text, b.text]);

const ordered = ({ kind, a, b, differing }: Conflict): Conflict =>
  a.articleId < b.articleId
    ? { kind, a, b, differing }
    : { kind, a: b, b: a, differing: differing.map((pair) => ({ a: pair.b, b: pair.a })) };

async function claimConflicts(claims: readonly Claim[], breathe: () => Promise<void>): Promise<Conflict[]> {
  const byToken = await placesOfTokens(claims, breathe);
  const conflicts: Conflict[] = [];
  for (const [i, claim] of claims.entries()) {
    for (const j of candidates(claim, i, byToken)) {
      const other = claims[j]!;
      if (isSameMatter(claim, other) && dice(claim.tokens, other.tokens) >= SKELETON_ALIKE)
        conflicts.push(...differenceOf(claim, other));
    }
    await breathe();
  }
  return conflicts;
}

/** By token the claims that have it, as far as these tell it apart from a common one. */
async function placesOfTokens(
  claims: readonly Claim[],
  breathe: () => Promise<void>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const byToken = new Map<string, number[]>();
  for (const [i, { tokens }] of claims.entries()) {
    for (const token of tokens) {
      const places = byToken.get(token);
      if (places === undefined) byToken.set(token, [i]);
      else if (places.length <= MOST_COMMON) places.push(i);
    }
    await breathe();
  }
  return byToken;
}

function candidates({ tokens }: Claim, at: number, byToken: ReadonlyMap<string, readonly number[]>): number[] {
  if (tokens.size < FEWEST_TOKENS) return [];
  const counts = new Map<number, number>();
  const rarest = [...tokens]
    .map((token) => byToken.get(token)!)
    .filter(({ length }) => length <= MOST_COMMON)
    .sort((x, y) => x.length - y.length)
    .slice(0, RAREST);
  for (const places of rarest) for (const j of places) if (j > at) counts.set(j, (counts.get(j) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= SHARED).map(([j]) => j);
}

interface Placed {
  readonly articleId: string;
  readonly scope: ArticleScope;
  readonly context: ReadonlySet<string>;
  readonly about: string;
  readonly codes: ReadonlySet<string>;
}

/** Whether both can be read by one customer at one time, about one thing. */
const isSameMatter = (a: Placed, b: Placed): boolean =>
  a.articleId !== b.articleId &&
  sharesReaders(a.scope, b.scope) &&
  (a.about === b.about || a.about === "" || b.about === "") &&
  !isDisjoint(a.codes, b.codes) &&
  !namesApart(a.context, b.context) &&
  dice(a.context, b.context) >= CONTEXT_ALIKE;

function sharesReaders(a: ArticleScope, b: ArticleScope): boolean {
  const open = (one: string | null, other: string | null) => one === null || other === null || one === other;
  return (
    a.product === b.product &&
    a.language === b.language &&
    open(a.module, b.module) &&
    open(a.deployment, b.deployment) &&
    !isDisjoint(new Set(a.editions), new Set(b.editions)) &&
    (a.validTo ?? "9999") >= (b.validFrom ?? "") &&
    (b.validTo ?? "9999") >= (a.validFrom ?? "") &&
    versionsOverlap(a.versions, b.versions)
  );
}

function versionsOverlap(a: string | null, b: string | null): boolean {
  const [left, right] = [versionBounds(a), versionBounds(b)];
  if (left.from.length === 0 || right.from.length === 0) return true;
  return left.from.some((low, i) => right.from.some((from, j) => low < right.to[j]! && from < left.to[i]!));
}

/** Each title or heading has a Latin name that the other lacks: "with MySQL" and "with Prisma" are two things. */
const namesApart = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  const own = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].some((token) => /^[a-z]/.test(token) && !other.has(token));
  return own(a, b) && own(b, a);
};

/** Both say something, and nothing in common. */
const isDisjoint = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size > 0 && b.size > 0 && ![...a].some((each) => b.has(each));

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const token of a) if (b.has(token)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

/** Words that turn a sentence round or choose another case: when only one side has them, the numbers answer two questions. */
const TURNS =
  /不|未|无|非|没|超过|以上|以下|之前|之后|低于|高于|至少|最多|最少|not?\b|never|without|over|under|before|after|least|most/gu;
const turns = (text: string): string =>
  [...new Set(Array.from(text.matchAll(TURNS), ([word]) => word))].sort().join(" ");

function differenceOf(a: Claim, b: Claim): Conflict[] {
  if (a.numbers.length !== b.numbers.length || turns(a.skeleton) !== turns(b.skeleton)) return [];
  // What differs beside the numbers may be the very thing that they belong to.
  if (beside(a.tokens, b.tokens) && beside(b.tokens, a.tokens)) return [];
  const differing = a.numbers.flatMap((number, i) =>
    plain(number) === plain(b.numbers[i]!) || ADDRESS.test(number) ? [] : [{ a: number, b: b.numbers[i]! }],
  );
  if (differing.length === 0) return [];
  const isVersion = differing.every((pair) => /^v?\d+\.\d+/.test(pair.a) && /^v?\d+\.\d+/.test(pair.b));
  return [{ kind: isVersion ? "version" : "number", a: sideOf(a), b: sideOf(b), differing }];
}

/** Whether a text has words of its own that the other lacks: each side having some means two subjects. */
const beside = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((token) => !b.has(token));

/** An address of a machine belongs to an example. */
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/;
const plain = (number: string): string => number.replace(/^v/i, "").replace(/(?<=\d),(?=\d{3}(?!\d))/g, "");
const sideOf = ({ articleId, text, start, end }: Side): Side => ({ articleId, text, start, end });

async function listConflicts(lists: readonly StepList[], breathe: () => Promise<void>): Promise<Conflict[]> {
  const byHeading = Map.groupBy(lists, ({ heading }) => [...tokensOf(heading)].sort().join(" "));
  const conflicts: Conflict[] = [];
  for (const same of byHeading.values())
    for (const [i, a] of same.entries()) {
      for (const b of same.slice(i + 1))
        if (isSameMatter(a, b) && dice(a.context, b.context) >= LIST_CONTEXT_ALIKE)
          conflicts.push(...stepDifference(a, b));
      await breathe();
    }
  return conflicts;
}

/** One step that only one of two otherwise like lists has, beside the step that stands there in the other. */
function stepDifference(a: StepList, b: StepList): Conflict[] {
  const tokens = (list: StepList) => list.steps.map(({ text }) => tokensOf(text));
  const [left, right] = [tokens(a), tokens(b)];
  const twin = (step: ReadonlySet<string>, others: readonly ReadonlySet<string>[]) =>
    others.findIndex((other) => dice(step, other) >= STEP_ALIKE);
  const ways = left.map((step) => twin(step, right));
  const shared = ways.filter((j) => j >= 0);
  if (shared.length < STEPS_SHARED * Math.max(left.length, right.length)) return [];
  const lone = ways.indexOf(-1);
  const loneRight = right.findIndex((step) => twin(step, left) < 0);
  const turned = shared.findIndex((j, i) => i > 0 && j < shared[i - 1]!);
  const at = lone >= 0 ? lone : loneRight >= 0 ? loneRight : turned > 0 ? turned : -1;
  if (at < 0) return [];
  const [x, y] = [a.steps[Math.min(at, a.steps.length - 1)]!, b.steps[Math.min(at, b.steps.length - 1)]!];
  const side = (list: StepList, step: Omit<Side, "articleId">): Side => sideOf({ articleId: list.articleId, ...step });
  return [{ kind: "steps", a: side(a, x), b: side(b, y), differing: [{ a: x.text, b: y.text }] }];
}
