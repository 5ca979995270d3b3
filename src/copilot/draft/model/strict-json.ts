/** Why a text is not accepted as JSON of a model. */
export type JsonProblem = "too_large" | "too_deep" | "duplicate_key" | "not_json";

export const MAX_LENGTH = 64_000;
const MAX_DEPTH = 8;

/**
 * Reads JSON written by a machine that is not trusted: bounded size and depth, no key twice, since readers disagree
 * about which one counts. What models put around it is read by nobody: thoughts of a reasoning model, a code fence, a
 * polite word before or after.
 */
export function strictJson(text: string): { readonly value: unknown } | { readonly problem: JsonProblem } {
  if (text.length > MAX_LENGTH) return { problem: "too_large" };
  const body = objectAlone(withoutThoughts(text));
  const shape = scan(body);
  if (shape !== null) return { problem: shape };
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return { problem: "not_json" };
  }
}

/** Some servers put a reasoning model's thoughts before its answer. They are no part of it and are read by nobody. */
const withoutThoughts = (text: string): string => text.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i, "");

/** The object without the words around it, unless these could be read as JSON as well. */
function objectAlone(text: string): string {
  const [start, end] = [text.indexOf("{"), text.lastIndexOf("}") + 1];
  if (start < 0 || end <= start) return text;
  return /[[\]{}]/.test(text.slice(0, start) + text.slice(end)) ? text : text.slice(start, end);
}

/** Walks strings and brackets only; JSON.parse judges the rest. */
function scan(text: string): JsonProblem | null {
  const stack: (Set<string> | null)[] = [];
  // A string that does not end takes all the rest: tried again from each of its quotes, it would take the square of it.
  const token = /"(?:[^"\\]|\\.)*"?|[{}[\]]/g;
  for (const match of text.matchAll(token)) {
    const sign = match[0];
    if (sign === "{" || sign === "[") {
      if (stack.push(sign === "{" ? new Set() : null) > MAX_DEPTH) return "too_deep";
    } else if (sign === "}" || sign === "]") stack.pop();
    else if (isKey(text, match.index + sign.length) && addKey(stack.at(-1), sign)) return "duplicate_key";
  }
  return null;
}

function isKey(text: string, after: number): boolean {
  let i = after;
  while (text[i] === " " || text[i] === "\n" || text[i] === "\r" || text[i] === "\t") i += 1;
  return text[i] === ":";
}

/** True when the key was there before, whichever way it is escaped. */
function addKey(keys: Set<string> | null | undefined, token: string): boolean {
  if (keys === null || keys === undefined) return false;
  const key = keyOf(token);
  if (keys.has(key)) return true;
  keys.add(key);
  return false;
}

function keyOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
