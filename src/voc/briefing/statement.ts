/** What a number of a sentence stands for: the period itself, the one before, the bound of what was expected, a share. */
export type Role = "now" | "before" | "limit" | "share";
/** A direction or a place that a sentence may claim. */
export type Direction = "up" | "down" | "same" | "most" | "second" | "third" | "above" | "new";

/** A number as it may be said: whole, and shares in percent. */
export interface Said {
  readonly role: Role;
  readonly value: number;
}

/** One thing that was computed, said by template, with all that a sentence about it may rest on. */
export interface Statement {
  readonly text: string;
  readonly figures: readonly Said[];
  readonly names: readonly string[];
  /** Days, as `2026-03-02`. */
  readonly dates: readonly string[];
  readonly directions: readonly Direction[];
}
