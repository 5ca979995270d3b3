/**
 * The first `count` items in the order of `isBefore`, without ordering all: where few of many are wanted, most are told
 * from the last of these in one look. `isBefore` must hold for one of any two.
 */
export function firstOf<Item>(
  items: readonly Item[],
  count: number,
  isBefore: (one: Item, other: Item) => boolean,
): Item[] {
  const first: Item[] = [];
  for (const item of items) {
    let at = first.length;
    if (at === count && (at === 0 || !isBefore(item, first[at - 1]!))) continue;
    if (at === count) at -= 1;
    for (; at > 0 && isBefore(item, first[at - 1]!); at--) first[at] = first[at - 1]!;
    first[at] = item;
  }
  return first;
}
