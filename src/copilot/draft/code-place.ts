import { fold } from "../../kernel/fold.ts";
import { remembered } from "../../kernel/remembered.ts";
import { hardTokens } from "../check/tokens.ts";
import type { ScoredUnit } from "./score-units.ts";

/** Where the passages speak of a code that the question names. */
export interface CodePlace {
  readonly passage: number;
  readonly units: readonly ScoredUnit[];
}

/** A number by itself may be the end of a code: people say 2107 for ERP-FIN-2107. No year, time or amount. */
const BARE =
  /(?<![\w.,:-])\d{3,6}(?![\w.,:]*\d|\s?(?:%|年|月|日|天|次|个|条|行|人|元|张|万|端口|gb|mb|rows?|users?))/gu;

const MOST_PIECES = 5_000;
/** The keys of the identifiers of a piece. */
const identifiersOf = remembered(MOST_PIECES, (text: string): readonly string[] =>
  hardTokens(text).flatMap(({ kind, key }) => (kind === "identifier" ? [key] : [])),
);

interface Code {
  readonly raw: string;
  readonly names: (key: string) => boolean;
}

/** What the passages say about an error code or parameter that the question names: the place that is most about it. */
export function codePlace(question: string, scored: readonly (readonly ScoredUnit[])[]): CodePlace | undefined {
  const codes = codesOf(question);
  if (codes.length === 0) return undefined;
  const places = scored.flatMap((units, passage) => {
    const named = units.filter(({ unit }) =>
      identifiersOf(unit.text).some((key) => codes.some(({ names }) => names(key))),
    );
    return named.map((home) => ({ passage, home, named, about: aboutness(home, codes[0]!.raw) }));
  });
  const best = places.reduce<(typeof places)[number] | undefined>(
    (a, b) => (a === undefined || b.about > a.about ? b : a),
    undefined,
  );
  if (best === undefined) return undefined;
  const { passage, home, named } = best;
  const around = scored[passage]!.filter((one) =>
    home.headline ? one.section === home.section : one.unit.group === home.unit.group,
  );
  return { passage, units: home.unit.kind === "row" ? named : around };
}

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

/** A headline is about its code, and so is a row or sentence that opens with it. */
const aboutness = ({ headline, unit }: ScoredUnit, code: string): number =>
  headline ? 2 : unit.text.slice(0, code.length + 10).includes(code) ? 1 : 0;
