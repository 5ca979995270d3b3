import { simplify } from "../../../models/simplify.ts";

/** Letters of other scripts that pass for Latin ones, and the Latin ones, in the same order. */
const ALIKE = "аɑαеҽоοօрρсϲухχіιıјѕԁոһкκмтτвνυսԛԝɡցӏⅼгнп";
const LATIN = "aaaeeoooppccyxxiiijsdnhkkmttbvuuqwggllrhn";
const LEET: Readonly<Record<string, string>> = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", "@": "a", $: "s" };
const UNSEEN = /\p{Cf}|\p{Mn}|\u115f|\u3164/gu;
/** Single signs set apart by white space, at least six of them. */
const SPACED = /(?<!\S)(?:[^\s]\s){5,}[^\s](?!\S)/gu;
const BASE64 = /(?<![\w+/])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/=])/g;
const LONGEST = 20_000;

/**
 * A text and what it says under the usual disguises: compatibility forms, unseen signs, letters of other scripts,
 * letters set apart, digits for letters, numbers for signs, base64, rot13, backwards. The first reading is the text without its disguise of
 * signs; a plain text has no other.
 */
export function readings(text: string): string[] {
  const given = text.slice(0, LONGEST);
  const plain = simplify(lookAlikes(given.normalize("NFKC").replace(UNSEEN, "")));
  const found = [
    plain,
    joined(plain),
    unleeted(plain),
    ...decoded(plain),
    ...turned(plain),
    ...tagged(given),
    unescaped(plain),
  ];
  return [...new Set(found)];
}

function lookAlikes(text: string): string {
  if (!/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}ɑıɡⅼ]/u.test(text)) return text;
  return text.replace(/\p{L}/gu, (sign) => {
    const at = ALIKE.indexOf(sign.toLowerCase());
    return at < 0 ? sign : LATIN[at]!;
  });
}

/** Words are still told apart where two blanks stand between them. */
const joined = (text: string): string =>
  text
    .replace(/[ \t]{2,}/g, "\u0001")
    .split("\u0001")
    .map(joinSigns)
    .join(" ");
const joinSigns = (part: string): string => part.replace(SPACED, (run) => run.replace(/\s/g, ""));

const unleeted = (text: string): string =>
  text.replace(/(?<![\w@$])(?=[\w@$]*[a-z])(?=[\w@$]*[013457@$])[\w@$]{2,}/gi, (word) =>
    word.replace(/[013457@$]/g, (sign) => LEET[sign]!),
  );

/** What stands in base64, where that is readable. */
function decoded(text: string): string[] {
  const parts = [...text.matchAll(BASE64)].slice(0, 20).map(([run]) => Buffer.from(run, "base64").toString("utf8"));
  return parts.filter((part) => !part.includes("\ufffd") && /^[\p{L}\p{P}\p{N}\p{S}\s]+$/u.test(part));
}

/** Signs by their numbers, as programs, pages and addresses write them: \\u5ffd, &#24573;, %E5%BF%BD. */
function unescaped(text: string): string {
  if (!/\\u[0-9a-f]{4}|&#\d|&#x[0-9a-f]|%[0-9a-f]{2}/i.test(text)) return text;
  const sign = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd");
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => sign(Number.parseInt(hex, 16)))
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_, hex: string | undefined, decimal: string) =>
      sign(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replace(/(?:%[0-9a-f]{2}){1,400}/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
}

/** Letters that stand as tags, which nobody sees: U+E0020 to U+E007E are the signs of ASCII. */
function tagged(text: string): string[] {
  const tags = text.match(/[\u{e0020}-\u{e007e}]/gu) ?? [];
  return tags.length === 0 ? [] : [tags.map((tag) => String.fromCodePoint(tag.codePointAt(0)! - 0xe0000)).join("")];
}

function turned(text: string): string[] {
  const found: string[] = [];
  if (/rot ?-?13|vtaber|flfgrz|cebzcg/i.test(text)) found.push(text.replace(/[a-z]/gi, rot13));
  if (/snoitcurtsni|tpmorp|erongi|drage?rsid|令指|词示提/i.test(text)) found.push([...text].reverse().join(""));
  return found;
}

function rot13(letter: string): string {
  const base = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}
