/**
 * Places that the best passages of the other language get when they would stand further down. The question's own
 * language keeps the first three, yet an answer that only the other language has is still among the first few.
 */
const PLACES = [4, 6];
export const PLACES_ACROSS = PLACES.length;

/** Moves passages of the other language up to their places; everything else keeps its order. */
export function keepPlaces<Item>(ordered: readonly Item[], isAcross: (item: Item) => boolean): Item[] {
  const result = [...ordered];
  const across = ordered.filter(isAcross).slice(0, PLACES.length);
  for (const [i, item] of across.entries()) {
    const at = result.indexOf(item);
    if (at < PLACES[i]!) continue;
    result.splice(at, 1);
    result.splice(PLACES[i]! - 1, 0, item);
  }
  return result;
}
