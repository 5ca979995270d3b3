/** Signs that look like Latin letters and are none. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  E: "Е",
  i: "і",
  o: "о",
  p: "р",
  x: "х",
};

/** Radicals that look like the Chinese characters which they are the radicals of. */
const RADICALS: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x2fd6 - 0x2f00 }, (_, i) => String.fromCodePoint(0x2f00 + i)).map((sign) => [
    sign.normalize("NFKC"),
    sign,
  ]),
);

/** The signs of U+0020 to U+007E as tags, which nobody sees; other text by its percent signs. */
const asTags = (text: string): string =>
  [...encodeURI(text)].map((sign) => String.fromCodePoint(0xe0000 + sign.codePointAt(0)!)).join("");

/** Each byte as one of the 256 selectors of a variant, which nobody sees. */
const asVariants = (text: string): string =>
  [...Buffer.from(text)].map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join("");

const asBraille = (text: string): string =>
  [...Buffer.from(text)].map((byte) => String.fromCharCode(0x2800 + byte)).join("");

/** Halfwidth signs of ASCII in their full width; others set apart by full blanks. */
const fullWidth = (text: string): string =>
  /[A-Za-z]/.test(text)
    ? text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(" ", "\u3000")
    : [...text].join("\u3000");

/** Written from its end, and turned round by a sign that nobody sees. */
const turned = (text: string): string => `\u202e${[...text].reverse().join("")}\u202c`;

const MORSE =
  ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.."
    .split(" ")
    .concat("----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(" "));

/** Letters and digits; text in other letters by the hexadecimal digits of its bytes. */
const asMorse = (text: string): string =>
  [...(/[^ -~]/.test(text) ? Buffer.from(text).toString("hex") : text.toLowerCase())]
    .map((sign) => MORSE["abcdefghijklmnopqrstuvwxyz0123456789".indexOf(sign)] ?? "/")
    .join(" ");

/** Ways to write a text so that a simple filter does not see it, by name. */
export const ENCODINGS = {
  plain: (text: string) => text,
  base64: (text: string) => Buffer.from(text).toString("base64"),
  zero_width: (text: string) => [...text].join("\u200b"),
  homoglyph: (text: string) => [...text].map((sign) => LOOK_ALIKES[sign] ?? RADICALS.get(sign) ?? sign).join(""),
  tags: asTags,
  variants: asVariants,
  braille: asBraille,
  full_width: fullWidth,
  turned,
  morse: asMorse,
} as const;

export type Encoding = keyof typeof ENCODINGS;
