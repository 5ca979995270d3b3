import { findPii, maskPii } from "../pii.ts";
import { PII_KINDS, type PiiKind } from "./rule.ts";

/** Stand-ins for the personal data of one conversation, so that a model reads none of it and may still speak of it. */
export interface Pseudonyms {
  /** The text with each value replaced by its kind in brackets, numbered where a kind has several; a value keeps its own. */
  hide(text: string): string;
  /** A text of the model's with the values back in place. Secrets stay hidden, and so does what was never hidden here. */
  restore(text: string): string;
}

const STAND_IN = new RegExp(`\\[(?:${PII_KINDS.join("|")})(?: \\d{1,3})?\\]`, "g");
const SHORTEST_NAME = 2;

/** A name as a word of its own: letters of an alphabet beside it make another word. Stand-ins are read over. */
function nameIn(name: string): RegExp {
  const ahead = /^\p{Script=Latin}/u.test(name) ? "(?<!\\p{Script=Latin})" : "";
  const behind = /\p{Script=Latin}$/u.test(name) ? "(?!\\p{Script=Latin})" : "";
  return new RegExp(`(${STAND_IN.source})|${ahead}${RegExp.escape(name)}${behind}`, "gu");
}

/**
 * Stand-ins for a conversation of which nothing has been hidden yet. `known`: names of whoever is spoken with, which are
 * hidden also where no rule tells them.
 */
export function pseudonyms(known: readonly string[] = []): Pseudonyms {
  const standIns = new Map<string, string>();
  const values = new Map<string, string>();
  const counts = new Map<PiiKind, number>();
  const names = new Set(known.filter(({ length }) => length >= SHORTEST_NAME));

  const standInOf = (kind: PiiKind, value: string): string => {
    const key = `${kind} ${value}`;
    const known = standIns.get(key);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const standIn = count === 1 ? `[${kind}]` : `[${kind} ${count}]`;
    standIns.set(key, standIn);
    if (kind !== "secret") values.set(standIn, value);
    if (kind === "name" && value.length >= SHORTEST_NAME) names.add(value);
    return standIn;
  };

  return {
    hide(text) {
      let hidden = maskPii(text, findPii(text), standInOf);
      // Who was introduced once is spoken of without anything that tells a name.
      for (const name of names)
        if (hidden.includes(name))
          hidden = hidden.replace(nameIn(name), (_, standIn?: string) => standIn ?? standInOf("name", name));
      return hidden;
    },
    restore: (text) => text.replace(STAND_IN, (standIn) => values.get(standIn) ?? standIn),
  };
}
