/** Repetitions of `.` and of what is not in a class may be longer: they stand for any words in between. */
const WIDER = 8;

/**
 * The same pattern with every open repetition (`*`, `+`, `{2,}`) bounded to `most`, and to eight times as much for `.`
 * and `[^…]`. A pattern that is tried from every place of a text reads on from each of them as far as it may: without
 * a bound, one sign repeated takes the square of its length. Only runs that are longer than any word are read otherwise.
 */
export function bounded(pattern: RegExp, most = 60): RegExp {
  const { source } = pattern;
  let out = "";
  let wide = false;
  for (let at = 0; at < source.length; ) {
    const atom = atomAt(source, at);
    if (atom > at) {
      out += source.slice(at, atom);
      wide = source[at] === "." || source.startsWith("[^", at);
      at = atom;
      continue;
    }
    const open = /^(?:([*+])|\{(\d+),\})/.exec(source.slice(at, at + 8));
    if (open === null) {
      // A group is not wide, whatever its last sign was.
      wide = false;
      out += source[at]!;
      at += 1;
      continue;
    }
    const least = open[1] === "*" ? 0 : open[1] === "+" ? 1 : Number(open[2]);
    out += `{${least},${Math.max(least, wide ? most * WIDER : most)}}`;
    at += open[0].length;
  }
  return new RegExp(out, pattern.flags);
}

/** The end of the sign, escape or class that begins here; `at` itself where a quantifier or a bracket stands. */
function atomAt(source: string, at: number): number {
  const sign = source[at]!;
  if (sign === "\\")
    return at + (/^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|k<[^>]*>|.)/s.exec(source.slice(at, at + 60))?.[0].length ?? 2);
  if (sign !== "[") return "*+?{}()|^$".includes(sign) ? at : at + 1;
  let end = at + 1;
  while (end < source.length && source[end] !== "]") end += source[end] === "\\" ? 2 : 1;
  return end + 1;
}
