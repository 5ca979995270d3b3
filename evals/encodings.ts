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

/** Ways to write a text so that a simple filter does not see it, by name. */
export const ENCODINGS = {
  plain: (text: string) => text,
  base64: (text: string) => Buffer.from(text).toString("base64"),
  zero_width: (text: string) => [...text].join("\u200b"),
  homoglyph: (text: string) => [...text].map((sign) => LOOK_ALIKES[sign] ?? RADICALS.get(sign) ?? sign).join(""),
} as const;

export type Encoding = keyof typeof ENCODINGS;
