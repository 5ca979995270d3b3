/**
 * Twice as many places for keys and what stands there, in open addressing: two words a place, none where the second is 0.
 * `firstOf` gives the place where a key is looked for first, before it is cut to the number of places.
 */
export function moreRoom(old: Uint32Array, firstOf: (key: number) => number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(2 * old.length);
  const mask = old.length - 1;
  for (let i = 0; i < old.length; i += 2) {
    if (old[i + 1] === 0) continue;
    let at = firstOf(old[i]!) & mask;
    while (places[2 * at + 1] !== 0) at = (at + 1) & mask;
    places[2 * at] = old[i]!;
    places[2 * at + 1] = old[i + 1]!;
  }
  return places;
}
