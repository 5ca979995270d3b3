import { once } from "./once.ts";
import { remembered } from "./remembered.ts";

/** A text without its disguise. */
export interface Unveiled {
  readonly text: string;
  /** Where each of its UTF-16 units stood in the text as given; worked out when it is first asked. */
  places(): Places;
}

export interface Places {
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
  let kept = 0;
  let at = 0;
  // What stays as it is goes over in runs, and that is nearly all of most texts.
  for (const sign of given) {
    const plain = plainSign(sign);
    if (plain !== sign) {
      text += given.slice(kept, at) + plain;
      kept = at + sign.length;
    }
    at += sign.length;
  }
  text += given.slice(kept);
  return { text, places: once(() => placesOf(given)) };
}

function placesOf(given: string): Places {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const sign of given) {
    const end = at + sign.length;
    for (let i = plainSign(sign).length; i > 0; i -= 1) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { starts, ends };
}

function plainSign(sign: string): string {
  if (sign < "\u0080") return sign.toLowerCase();
  // Nearly every sign of a Chinese text, and never a disguise.
  if (sign >= "\u4e00" && sign <= "\u9fff") return sign;
  return plainOf(sign);
}

const MOST_SIGNS = 5_000;
const plainOf = remembered(MOST_SIGNS, (sign: string): string => {
  if (UNSEEN.test(sign)) return "";
  return [...sign.normalize("NFKC").toLowerCase()]
    .map((part) => {
      const known = ALIKE.indexOf(part);
      return known < 0 ? part : LATIN[known]!;
    })
    .join("");
});
