import { Converter } from "opencc-js/t2cn";
import { once } from "../../kernel/once.ts";
import { oneAccount, simpleCharacters } from "../simplify.ts";
import { unitsOf } from "./units.ts";

const phrases = once(() => Converter({ from: "twp", to: "cn" }));
const simplePhrases = (text: string): string => phrases()(text);

/** Characters that are replaced in some phrases only (回覆 → 回复, but 覆盖). */
const IN_PHRASES = "坏瞭藉覆沈哩甦衹";
const HIGH_SURROGATE = 0xd800;
const [UNKNOWN, STAYS, MAY_CHANGE] = [0, 1, 2];
const fates = new Uint8Array(0x10000);

/**
 * Whether the text holds traditional characters. Most hold none at all, and the dictionary is walked only along lines with
 * a sign that it has; no entry of it goes beyond a line.
 */
function isTraditional(text: string, units: Uint16Array): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = units[i]!;
    if (unit < 0x80) continue;
    if (fates[unit] === UNKNOWN) fates[unit] = mayChange(unit) ? MAY_CHANGE : STAYS;
    if (fates[unit] === STAYS) continue;
    const end = text.indexOf("\n", i);
    const line = text.slice(text.lastIndexOf("\n", i) + 1, end < 0 ? text.length : end);
    if (simpleCharacters(line) !== line) return true;
    if (end < 0) return false;
    i = end;
  }
  return false;
}

function mayChange(unit: number): boolean {
  const character = String.fromCharCode(unit);
  if ((unit & 0xf800) === HIGH_SURROGATE || IN_PHRASES.includes(character)) return true;
  return simpleCharacters(character) !== character;
}

/**
 * NFKC, traditional to simplified, lower case off: case still matters for camelCase parts. Text with traditional
 * characters also gets the mainland's words for Taiwan's (程式 → 程序); simplified text must not, because words such as
 * 文件 differ in meaning.
 */
export const normalise = (text: string): string => normaliseBy(text, unitsOf);

/** The same; what is returned is what `write` was last given. */
export function normaliseBy(text: string, write: (text: string) => Uint16Array): string {
  const composed = text.normalize("NFKC");
  const isSimple = !isTraditional(composed, write(composed));
  const simple = oneAccount(isSimple ? composed : simplePhrases(composed));
  if (simple === composed) return composed;
  write(simple);
  return simple;
}
