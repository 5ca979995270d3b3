const MARKUP = /\[([^\]]*)\]\([^)]*\)|<[^>]+>|[*`|]/g;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;

/** Letters and digits only, folded; links keep their text and other markup goes. */
const bare = (text: string): string =>
  text
    .replace(MARKUP, (_, label: string | undefined) => label ?? " ")
    .normalize("NFKC")
    .toLowerCase()
    .replace(NO_LETTER, "");

/** From this share of its characters in order a sentence counts as said: a table row is read with its headers in between. */
const SHARE = 0.8;
/** Pieces of an answer in which one sentence may stand. */
const NEIGHBOURS = 3;

/** Whether a verbatim sentence of a source, markup and all, is said by neighbouring pieces of an answer. */
export function contains(pieces: readonly string[], sentence: string): boolean {
  const wanted = bare(sentence);
  const said = pieces.map(bare);
  if (said.join("").includes(wanted)) return true;
  return said.some((_, i) => commonInOrder(wanted, said.slice(i, i + NEIGHBOURS).join("")) >= SHARE * wanted.length);
}

/** Length of the longest common subsequence. */
function commonInOrder(a: string, b: string): number {
  let row = new Uint32Array(b.length + 1);
  for (const sign of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = b[j] === sign ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!);
    row = next;
  }
  return row[b.length]!;
}
