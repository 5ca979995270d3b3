/**
 * Which strings a pattern cannot do without: a text with a match, in small letters, holds at least one of them. Null where
 * none can be told. A text that has none need not be searched (Cox, "Regular Expression Matching with a Trigram Index", 2012).
 */
export function neededWords({ source, flags }: RegExp): readonly string[] | null {
  if (flags.includes("v") || MODIFIED.test(source)) return null;
  const { needed, exact } = alternatives({ source, at: 0 });
  const words = smallLetters(best([needed, exact]));
  if (words === null || words.some((word) => CASED.test(word) || SURROGATE.test(word))) return null;
  // A text that holds a longer one holds a shorter one within it.
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
}

const smallLetters = (words: readonly string[] | null): string[] | null =>
  words && [...new Set(words.map((word) => word.toLowerCase()))];

/** A text as `neededWords` has its strings: two signs outside of ASCII are a letter of it to whoever minds no case. */
export const inSmallLetters = (text: string): string => text.toLowerCase().replaceAll("\u017f", "s");

/** A part of a pattern that has flags of its own. */
const MODIFIED = /\(\?[a-z-]+:/;
/** Other letters may have more than two cases, or small ones that depend on what stands beside them. */
const CASED = /(?![a-z])[\p{Lu}\p{Ll}\p{Lt}]/u;

/** What is known of a part: all that it can match, where that is little, and what each of its matches holds. */
interface Part {
  readonly exact: readonly string[] | null;
  readonly needed: readonly string[] | null;
}

interface Reader {
  readonly source: string;
  at: number;
}

const SURROGATE = /[\ud800-\udfff]/;
/** More strings than these are not followed any further. */
const MOST_EXACT = 24;
const NOTHING: Part = { exact: [""], needed: null };
const ANYTHING: Part = { exact: null, needed: null };

function alternatives(reader: Reader): Part {
  const parts = [sequence(reader)];
  while (reader.source[reader.at] === "|") {
    reader.at += 1;
    parts.push(sequence(reader));
  }
  return parts.length === 1 ? parts[0]! : { exact: union(parts.map(({ exact }) => exact)), needed: anyOf(parts) };
}

/** What one of several parts holds: what each of them holds. */
const anyOf = (parts: readonly Part[]): readonly string[] | null => {
  const each = parts.map(({ exact, needed }) => best([exact, needed]));
  return each.includes(null) ? null : [...new Set(each.flatMap((words) => words!))];
};

const union = (sets: readonly (readonly string[] | null)[]): readonly string[] | null => {
  if (sets.includes(null)) return null;
  const all = [...new Set(sets.flatMap((set) => set!))];
  return all.length > MOST_EXACT ? null : all;
};

/** The set that tells most: that whose shortest string is longest, and then the smallest. */
function best(sets: readonly (readonly string[] | null)[]): readonly string[] | null {
  let found: readonly string[] | null = null;
  for (const set of sets) {
    if (set === null || shortest(set) === 0) continue;
    if (found === null || worth(set) > worth(found)) found = set;
  }
  return found;
}

const shortest = (set: readonly string[]): number => Math.min(...set.map(({ length }) => length));
/** Beyond a few signs a longer string tells no more. */
const ENOUGH = 4;
const worth = (set: readonly string[]): number => Math.min(ENOUGH, shortest(set)) - set.length / 1_000;

function sequence(reader: Reader): Part {
  const found: (readonly string[] | null)[] = [];
  let run: readonly string[] = [""];
  let whole = true;
  while (reader.at < reader.source.length && reader.source[reader.at] !== "|" && reader.source[reader.at] !== ")") {
    const { exact, needed } = repeated(reader, atom(reader));
    const longer = exact === null ? null : followed(run, exact);
    if (longer !== null) {
      // What is looked for around takes up no sign, and the text has to hold it all the same.
      found.push(needed);
      run = longer;
      continue;
    }
    // What follows does not stand right behind what is known any more.
    found.push(run, needed);
    run = exact ?? [""];
    whole = false;
  }
  return { exact: whole ? run : null, needed: best([run, ...found]) };
}

function followed(first: readonly string[], second: readonly string[]): readonly string[] | null {
  if (first.length * second.length > MOST_EXACT) return null;
  return first.flatMap((start) => second.map((end) => start + end));
}

const REPETITION = /(?:([?*+])|\{(\d+)(,?)(\d*)\})\??/y;

function repeated(reader: Reader, part: Part): Part {
  REPETITION.lastIndex = reader.at;
  const found = REPETITION.exec(reader.source);
  if (found === null) return part;
  reader.at = REPETITION.lastIndex;
  const [, sign, least, comma, most] = found;
  if (sign === "?" || (least === "0" && most === "1")) return { exact: union([part.exact, [""]]), needed: null };
  if (least === "1" && comma === "") return part;
  return sign === "*" || least === "0" ? ANYTHING : { exact: null, needed: best([part.exact, part.needed]) };
}

const GROUP = /\((?:\?(?::|<?[=!]|<[A-Za-z]\w*>))?/y;
const CLASS = /\[(?:[^\]\\]|\\.)*\]/y;
const ESCAPE = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<[^>]*>|c[A-Za-z]|\d+|.)/y;

function atom(reader: Reader): Part {
  const { source, at } = reader;
  const sign = source[at]!;
  if (sign === "(") return group(reader);
  if (sign === "[") return signClass(taken(reader, CLASS));
  if (sign === "\\") return escaped(taken(reader, ESCAPE));
  reader.at += 1;
  if (sign === "^" || sign === "$") return NOTHING;
  return sign === "." ? ANYTHING : { exact: [sign], needed: null };
}

function taken(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const text = pattern.exec(reader.source)![0];
  reader.at += text.length;
  return text;
}

/** A look around takes up no sign. The text holds what it asks for, and nothing is known of what it forbids. */
function group(reader: Reader): Part {
  const open = taken(reader, GROUP);
  const inner = alternatives(reader);
  reader.at += 1;
  if (open.endsWith("!")) return NOTHING;
  return open.endsWith("=") ? { exact: [""], needed: best([inner.exact, inner.needed]) } : inner;
}

function signClass(text: string): Part {
  const inner = text.slice(1, -1);
  if (inner.startsWith("^") || /\\|.-./.test(inner)) return ANYTHING;
  const exact = [...new Set(inner)];
  return exact.length > MOST_EXACT ? ANYTHING : { exact, needed: null };
}

function escaped(text: string): Part {
  if (text === "\\b" || text === "\\B") return NOTHING;
  if (text === "\\n") return { exact: ["\n"], needed: null };
  return /^\\[^\w]$/.test(text) ? { exact: [text[1]!], needed: null } : ANYTHING;
}
