import type { ReactNode } from "react";
import type { Values } from "../values.ts";

/** A stretch of a policy in words: a table under a heading. */
export interface Part {
  readonly title: string;
  readonly text?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/** Names and values, one a row. */
export const listed = (
  title: string,
  head: readonly [string, string],
  rows: Iterable<readonly [string, ReactNode]>,
): Part => ({
  title,
  head,
  rows: [...rows],
});

/** Codes of a dimension, one after the other; a word for none. */
export const allOf = (values: Values, dimension: string, codes: readonly string[]): string =>
  codes.length === 0 ? values.words.none : codes.map((code) => values.value(dimension, code)).join(values.words.or);
