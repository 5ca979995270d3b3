import { z } from "zod";
import { matchesOf } from "../kernel/text.ts";
import { type Unveiled, unveil } from "../kernel/unveil.ts";
import { patternFault } from "./safe-pattern.ts";
import { Bilingual, Code } from "./table.ts";

export const DIRECTIONS = ["in", "out"] as const;
/** Messages of customers, or what is written to them. */
export type Direction = (typeof DIRECTIONS)[number];

/**
 * `hold`: a person looks first. `mask`: the words are replaced by ＊. `refuse`: a customer's message goes to a person and
 * gets the list's reply; a text to a customer does not leave, whoever wrote it.
 */
export const SAFETY_ACTIONS = ["mask", "hold", "refuse"] as const;
export type SafetyAction = (typeof SAFETY_ACTIONS)[number];

const Words = z.array(z.string().trim().min(2).max(100)).max(5_000).default([]);

const List = z.strictObject({
  id: Code,
  direction: z.array(z.enum(DIRECTIONS)).min(1),
  action: z.enum(SAFETY_ACTIONS),
  /** Found in any case and width, between unseen signs, and with signs set between their letters. */
  words: Words,
  /** Regular expressions with bounded repetitions, over the text in lower case. */
  patterns: z.array(z.string().min(1)).max(200).default([]),
  /** Words in which nothing is found, such as a product's name. */
  except: Words,
  reason: Bilingual,
  /** What a customer is told whose message is refused. */
  reply: Bilingual.optional(),
});

export const SafetyPolicy = z.strictObject({ lists: z.array(List).max(100) });
export type SafetyPolicy = z.infer<typeof SafetyPolicy>;
type List = z.infer<typeof List>;

/** `text.slice(start, end)` is what a list has found. */
export interface SafetyFinding {
  readonly list: string;
  readonly action: SafetyAction;
  readonly start: number;
  readonly end: number;
  readonly reason: Bilingual;
  readonly reply: Bilingual | null;
}

/** What is wrong inside a safety policy beyond its shape. */
export function safetyFaults({ lists }: SafetyPolicy): string[] {
  const ids = lists.map(({ id }) => id);
  return [
    ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `row id ${id} is used twice`),
    ...lists
      .filter(({ words, patterns }) => words.length + patterns.length === 0)
      .map(({ id }) => `row ${id} finds nothing`),
    ...lists.flatMap(({ id, patterns }) =>
      patterns.flatMap((pattern) => {
        const fault = patternFault(pattern);
        return fault === null ? [] : [`row ${id} has the pattern ${pattern}: ${fault}`];
      }),
    ),
  ];
}

/** Longest text that is looked at; what lies beyond it counts as found, so that nothing hides there. */
const LONGEST = 50_000;

/** All that the lists find in a text of this direction, in order. */
export function screen(policy: SafetyPolicy, direction: Direction, given: string): SafetyFinding[] {
  const lists = policy.lists.filter((list) => list.direction.includes(direction));
  if (lists.length === 0) return [];
  const unveiled = unveil(given.slice(0, LONGEST));
  const found = lists.flatMap((list) => findingsOf(list, unveiled));
  if (given.length > LONGEST) found.push({ ...whole(given), start: LONGEST });
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The text with everything that lists of these actions find replaced by ＊, one for each sign. */
export function masked(
  policy: SafetyPolicy,
  direction: Direction,
  text: string,
  actions: readonly SafetyAction[] = ["mask"],
): string {
  return maskedSpans(
    text,
    screen(policy, direction, text).filter(({ action }) => actions.includes(action)),
  );
}

/** The text with these spans of it, in order, replaced by ＊, one for each sign. */
export function maskedSpans(text: string, spans: readonly Pick<SafetyFinding, "start" | "end">[]): string {
  if (spans.length === 0) return text;
  let result = "";
  let at = 0;
  for (const { start, end } of spans) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    result += text.slice(at, from) + "＊".repeat([...text.slice(from, end)].length);
    at = end;
  }
  return result + text.slice(at);
}

function findingsOf(list: List, { text, places }: Unveiled): SafetyFinding[] {
  const { wanted, exempt } = compiled(list);
  const found = spansOf(wanted, text);
  if (found.length === 0) return [];
  const spared = spansOf(exempt, text);
  const { starts, ends } = places();
  return found
    .filter((span) => !spared.some((other) => other.start <= span.start && span.end <= other.end))
    .map(({ start, end }) => ({
      list: list.id,
      action: list.action,
      start: starts[start]!,
      end: ends[end - 1]!,
      reason: list.reason,
      reply: list.reply ?? null,
    }));
}

const spansOf = (patterns: readonly RegExp[], text: string): Span[] =>
  patterns.flatMap((pattern) => Array.from(matchesOf(text, pattern), spanOf));

type Span = Pick<SafetyFinding, "start" | "end">;

const spanOf = (match: RegExpExecArray): Span => ({ start: match.index, end: match.index + match[0].length });

const whole = (text: string): SafetyFinding => ({
  list: "too_long",
  action: "hold",
  start: 0,
  end: text.length,
  reason: { zh: "文字过长，须由人查看。", en: "The text is too long to be screened; a person looks at it." },
  reply: null,
});

interface Compiled {
  readonly wanted: readonly RegExp[];
  readonly exempt: readonly RegExp[];
}

/** Policies are parsed once for each content, so that their lists are compiled once as well. */
const made = new WeakMap<List, Compiled>();

function compiled(list: List): Compiled {
  const known = made.get(list);
  if (known !== undefined) return known;
  const patterns = list.patterns.map((pattern) => new RegExp(pattern, "gu"));
  const result = { wanted: [...anyOf(list.words), ...patterns], exempt: anyOf(list.except) };
  made.set(list, result);
  return result;
}

const WORDS_A_PATTERN = 200;

function anyOf(words: readonly string[]): RegExp[] {
  const sources = words.map((word) => wordPattern(unveil(word).text)).filter((source) => source !== "");
  const parts: RegExp[] = [];
  for (let i = 0; i < sources.length; i += WORDS_A_PATTERN)
    parts.push(new RegExp(sources.slice(i, i + WORDS_A_PATTERN).join("|"), "gu"));
  return parts;
}

const GAP = "[^\\p{L}\\p{N}]";

/**
 * A word as it is written, or with up to three signs between its letters. Latin words stand alone, and are stretched
 * either everywhere or nowhere, so that they are not found across the words of an ordinary sentence.
 */
function wordPattern(word: string): string {
  const signs = [...word].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  if (signs.length === 0) return "";
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  if (/\p{Script=Han}/u.test(word)) return signs.map(literal).join(`${GAP}{0,3}`);
  const written = word.trim().split(/\s+/).map(literal).join("\\s{1,3}");
  return `(?<![\\p{L}\\p{N}])(?:${written}|${signs.map(literal).join(`${GAP}{1,3}`)})(?![\\p{L}\\p{N}])`;
}
