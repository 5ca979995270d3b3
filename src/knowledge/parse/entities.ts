const NAMED: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  copy: "©",
  reg: "®",
  times: "×",
  middot: "·",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  ldquo: "“",
  rdquo: "”",
};
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/y;

/** The character reference at `at`: what it stands for and its length. Null when there is none. */
export function entityAt(text: string, at: number): { text: string; length: number } | null {
  ENTITY.lastIndex = at;
  const found = ENTITY.exec(text);
  if (!found) return null;
  const code = found[1] === undefined ? Number.parseInt(found[2] ?? "", 16) : Number(found[1]);
  const character = found[3] === undefined ? fromCode(code) : NAMED[found[3]];
  return character === undefined ? null : { text: character, length: found[0].length };
}

function fromCode(code: number): string | undefined {
  const forbidden = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return forbidden ? undefined : String.fromCodePoint(code);
}
