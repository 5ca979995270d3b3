/**
 * Twice as many places for keys and what stands there, in open addressing: two words a place, none where the second is 0.
 * `firstOf` gives the place where a key is looked for first, before it is cut to the number of places.
 */
export function moreRoom(old: Uint32Array, firstOf: (key: number) => number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(2 * old.length);
  for (let i = 0; i < old.length; i += 2)
    if (old[i + 1] !== 0) putPlace(places, firstOf(old[i]!), old[i]!, old[i + 1]!);
  return places;
}

/** Puts a key that is not there yet, and what stands there, into the first free place from `first` on. */
export function putPlace(places: Uint32Array, first: number, key: number, value: number): void {
  const mask = placeMask(places);
  let at = first & mask;
  while (places[2 * at + 1] !== 0) at = (at + 1) & mask;
  places[2 * at] = key;
  places[2 * at + 1] = value;
}

/** Cuts a number to the places that there are, a power of two. */
export const placeMask = (places: Uint32Array): number => (places.length >>> 1) - 1;
