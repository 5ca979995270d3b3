import { reordered } from "./order.ts";
import { swappedValue } from "./partners.ts";
import { contradiction, inventedDenial } from "./polarity.ts";
import { editionsOf, widened } from "./restriction.ts";
import { languageOf } from "./sentence-language.ts";
import type { Source } from "./source.ts";
import {
  type Beside,
  bestPiece,
  type PreparedUnit,
  putBeside,
  type SourceWindow,
  sourceWindow,
  weakestClause,
} from "./source-window.ts";
import { supportClues } from "./support/clues.ts";
import { supportOf } from "./support/support.ts";
import { hardTokens, sameToken, withoutStepSign } from "./tokens.ts";
import type { Reason } from "./verdict.ts";

/** Least chance that the cited passages bear a sentence out. */
const SUPPORTED = 0.5;
/** Where they do not: least share of a sentence, and of each of its clauses, that would stand in them. */
const FLOOR = 0.5;
const CLAUSE_FLOOR = 0.3;
/** From this share on a sentence repeats its passages, and a clause below its floor has been put to what they say. */
const REPEATED = 0.6;
/** A copied token whose place in the source says this much less of the sentence than another place belongs to something else. */
const ELSEWHERE = 0.3;

/** A sentence in words of its own beside the passages that it cites in its language. */
export interface Compared {
  readonly text: string;
  readonly sources: readonly Source[];
  readonly beside: Beside;
  readonly window: SourceWindow;
}

/** Puts a sentence beside those of its sources that are in its language; null when there are none. */
export function compared(text: string, cited: readonly Source[]): Compared | null {
  const language = languageOf(text);
  const sources = cited.filter(
    (source) => language === null || source.language === null || source.language === language,
  );
  if (sources.length === 0) return null;
  const plain = withoutStepSign(text);
  const beside = putBeside(
    plain,
    sources.map(({ prepared }) => prepared()),
  );
  return { text: plain, sources, beside, window: sourceWindow(beside) };
}

/** How far a sentence in words of its own says what its sources say: the share of its words that stands there, and what speaks against it. */
export function resemblance(
  text: string,
  cited: readonly Source[],
  known: string,
): { readonly similarity: number | null; readonly reasons: readonly Reason[] } {
  if (cited.length === 0) return { similarity: 0, reasons: [] };
  const beside = compared(text, cited);
  if (beside === null) return { similarity: null, reasons: [{ rule: "unverified", found: text.slice(0, 80) }] };
  const similarity = Number(beside.window.similarity.toFixed(3));
  return { similarity, reasons: [...unsupported(beside, known), ...turned(text, beside)] };
}

/** What the sources do not bear out, and what in it most likely tells so. */
function unsupported({ text, beside, window }: Compared, known: string): Reason[] {
  const support = supportOf(supportClues(text, beside, window, known));
  const isBorneOut = support >= SUPPORTED;
  if (isBorneOut && window.similarity < REPEATED) return [];
  if (window.similarity < FLOOR) return [{ rule: "similarity", found: window.similarity.toFixed(2) }];
  const weakest = weakestClause(text, beside);
  if (weakest < CLAUSE_FLOOR) return [{ rule: "clause", found: weakest.toFixed(2) }];
  return isBorneOut ? [] : [{ rule: "support", found: support.toFixed(2) }];
}

/** The sentence says the opposite of what its sources say, or gives what they say of one thing to another. */
function* turned(text: string, { text: plain, sources, beside, window }: Compared): Generator<Reason> {
  if (window.similarity < FLOOR) return;
  const segments = sources.flatMap((source) => source.prepared().segments);
  const units = sources.flatMap((source) => source.prepared().units);
  const opposite = contradiction(text, segments) ?? inventedDenial(text, window.text) ?? widened(text, segments);
  if (opposite !== null) yield { rule: "contradiction", found: opposite };
  const value = swappedValue(text, units) ?? elsewhere(plain, beside, sources);
  if (value !== null) yield { rule: "swapped", found: value };
  const shuffled = reordered(
    text,
    sources.map((source) => source.squeezed),
  );
  if (shuffled !== null) yield { rule: "swapped", found: shuffled };
}

/** A number, code or edition that the sources have, but where they speak of something else; null when there is none. */
function elsewhere(plain: string, beside: Beside, cited: readonly Source[]): string | null {
  const best = bestPiece(beside);
  const isFar = (holding: (unit: PreparedUnit) => boolean) => best - bestPiece(beside, holding) > ELSEWHERE;
  const token = hardTokens(plain).find(
    (said) =>
      (said.kind === "number" || said.kind === "identifier") &&
      !cited.some(({ headings }) => headings.includes(said.key)) &&
      isFar((unit) => unit.tokens().some((other) => sameToken(said, other))),
  );
  if (token !== undefined) return token.raw;
  const edition = editionsOf(plain).find(
    (said) =>
      !cited.some(({ headings }) => headings.includes(said)) && isFar(({ text }) => editionsOf(text).includes(said)),
  );
  return edition ?? null;
}
