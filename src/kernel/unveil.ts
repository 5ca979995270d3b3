/** A text without its disguise, and where each of its UTF-16 units stood in the text as given. */
export interface Unveiled {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Letters of other scripts that pass for Latin ones, and the Latin ones, in the same order. */
const ALIKE = "аɑαеҽоοօрρсϲухχіιıјѕԁոһкκмтτвνυսԛԝɡцӏⅼгнп";
const LATIN = "aaaeeoooppccyxxiiijsdnhkkmttbvuuqwggllrhn";
const UNSEEN = /^[\p{Cf}\p{Mn}\u115f\u3164\u00ad]$/u;

/**
 * Lower case, half width, compatibility forms resolved, letters that look Latin made Latin, unseen signs left out: what
 * a reader sees, however it is encoded. Every unit knows its place in the original.
 */
export function unveil(given: string): Unveiled {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const sign of given) {
    const end = at + sign.length;
    const plain = plainSign(sign);
    for (let i = 0; i < plain.length; i += 1) {
      starts.push(at);
      ends.push(end);
    }
    text += plain;
    at = end;
  }
  return { text, starts, ends };
}

function plainSign(sign: string): string {
  if (sign < "\u0080") return sign.toLowerCase();
  // Nearly every sign of a Chinese text, and never a disguise.
  if (sign >= "\u4e00" && sign <= "\u9fff") return sign;
  if (UNSEEN.test(sign)) return "";
  return [...sign.normalize("NFKC").toLowerCase()]
    .map((part) => {
      const known = ALIKE.indexOf(part);
      return known < 0 ? part : LATIN[known]!;
    })
    .join("");
}
