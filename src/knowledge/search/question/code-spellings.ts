import { WRITTEN_CODE } from "../../../kernel/codes.ts";
import type { QueryTerm } from "../../../models/segmenter.ts";

/** A run of letters shorter than this is one part of a code; each part has at least two letters. */
const SHORTEST_OF_TWO = 4;

/** How else the codes of a question may be written where they are told, as terms that stand for the written ones. */
export function codeSpellings(text: string, weight: number): QueryTerm[] {
  return [...text.normalize("NFKC").toLowerCase().matchAll(WRITTEN_CODE)].flatMap(
    ([written, first = "", between = "", second = "", joint, number = ""]) => {
      const isOne = !written.includes(" ");
      const of = [isOne ? `${written.includes("-") ? "i" : "s"}${written}` : `s${number}`];
      const letters = second === "" ? [first] : [first, second];
      const readings = [letters, ...(between === " " ? [[second]] : []), ...(joint === "" ? parted(letters) : [])];
      const spellings = readings.flatMap((parts) => [
        `i${[...parts, number].join("-")}`,
        `i${parts.join("")}-${number}`,
        `s${parts.join("")}${number}`,
      ]);
      return [...new Set(spellings)]
        .filter((term) => !of.includes(term))
        .map((term) => ({ term, weight, synonym: "same", of }));
    },
  );
}

/** One run of letters as two: erpfin may be ERP-FIN. */
const parted = ([run = "", ...rest]: readonly string[]): string[][] =>
  rest.length > 0
    ? []
    : Array.from({ length: Math.max(0, run.length - SHORTEST_OF_TWO + 1) }, (_, i) => [
        run.slice(0, i + 2),
        run.slice(i + 2),
      ]);
