import { fold } from "../../../kernel/fold.ts";
import { remembered } from "../../../kernel/remembered.ts";
import { hardTokens } from "../../check/tokens.ts";
import type { ExtractPassage, ScoredUnit } from "../scoring/score-units.ts";
import { kindsSaid } from "./question-kind.ts";

/** Where the passages speak of a code that the question names. */
export interface CodePlace {
  readonly passage: number;
  readonly units: readonly ScoredUnit[];
  /**
   * Whether that place is about the code: a heading over it names it, or it opens with it. Else it names it in passing, as
   * what tells of changes does.
   */
  readonly about: boolean;
  /** Whether what names the code, or what follows on it, says what to do. */
  readonly helps: boolean;
}

/** A number by itself may be the end of a code: people say 2107 for ERP-FIN-2107. No year, time or amount. */
const BARE =
  /(?<![\w.,:-])\d{3,6}(?![\w.,:]*\d|\s?(?:%|年|月|日|天|次|个|条|行|人|元|张|万|端口|gb|mb|rows?|users?))/gu;

const MOST_PIECES = 5_000;
const saysHow = remembered(MOST_PIECES, (text: string): boolean => kindsSaid(text).has("how"));
/** The keys of the identifiers of a piece. */
const identifiersOf = remembered(MOST_PIECES, (text: string): readonly string[] =>
  hardTokens(text).flatMap(({ kind, key }) => (kind === "identifier" ? [key] : [])),
);

interface Code {
  readonly raw: string;
  readonly names: (key: string) => boolean;
}

/** What the passages say about an error code or parameter that the question names: the place that is most about it. */
export function codePlace(
  question: string,
  scored: readonly (readonly ScoredUnit[])[],
  passages: readonly Pick<ExtractPassage, "title" | "headingPath">[],
): CodePlace | undefined {
  const codes = codesOf(question);
  if (codes.length === 0) return undefined;
  const namesOne = (text: string) => identifiersOf(text).some((key) => codes.some(({ names }) => names(key)));
  const places = scored.flatMap((units, passage): Place[] => {
    const { title, headingPath } = passages[passage]!;
    const named = units.filter(({ unit }) => namesOne(unit.text));
    const titled = namesOne(title);
    const first = headingPath.at(-1) ?? title;
    const headed = first !== title && namesOne(first) ? units.filter(({ section }) => section === 0) : [];
    return [
      ...(headed.length > 0 ? [{ passage, units: headed, about: 2, helps: true }] : []),
      ...named.map((home) => ({
        passage,
        units: home.unit.kind === "row" ? named : around(home, units),
        about: aboutness(home, codes[0]!.raw, titled),
        helps: units.slice(home.place, home.place + 2).some(({ unit }) => saysHow(unit.text)),
      })),
    ];
  });
  const best = places.reduce<Place | undefined>((a, b) => (a === undefined || b.about > a.about ? b : a), undefined);
  if (best === undefined) return undefined;
  const { passage, units, about, helps } = best;
  return { passage, units, helps, about: about > 0 && !isOfChanges(passages[passage]!.title) };
}

interface Place extends Omit<CodePlace, "about"> {
  readonly about: number;
}

const around = (home: ScoredUnit, units: readonly ScoredUnit[]): readonly ScoredUnit[] =>
  units.filter((one) => (home.headline ? one.section === home.section : one.unit.group === home.unit.group));

function codesOf(question: string): Code[] {
  const folded = fold(question);
  if (!/\d/.test(folded)) return [];
  const written = hardTokens(question)
    .filter(({ kind, key }) => kind === "identifier" && /\d/.test(key))
    .map(({ raw, key }): Code => ({ raw, names: (other) => other === key }));
  if (written.length > 0) return written;
  return [...folded.matchAll(BARE)].map(([number]) => ({
    raw: number,
    names: (key) => key.endsWith(`-${number}`),
  }));
}

const CHANGES = /更新|发布|版本说明|变更|\breleases?\b|\bchange ?log\b|\bwhat'?s new\b|\bupdates? to\b/;

/** Whether a title is that of a page that tells what has changed: it names what it mends and does not explain it. */
const isOfChanges = (title: string): boolean => CHANGES.test(fold(title));

/** A headline is about its code, and so is a page that has it in its title, and a row or sentence that opens with it. */
const aboutness = ({ headline, unit }: ScoredUnit, code: string, titled: boolean): number =>
  headline ? 2 : titled || fold(unit.text.slice(0, code.length + 10)).includes(fold(code)) ? 1 : 0;
