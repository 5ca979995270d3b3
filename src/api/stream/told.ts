/** Begins `work` and gives what it tells as it tells it; returns its result, or throws what it throws. */
export function told<Item, Result>(
  work: (tell: (item: Item) => void) => Promise<Result>,
): AsyncGenerator<Item, Result> {
  const items: Item[] = [];
  let over = false;
  let wake = () => {};
  const result = work((item) => {
    items.push(item);
    wake();
  }).finally(() => {
    over = true;
    wake();
  });
  // Awaited below, unless the reader has left or never comes.
  result.catch(() => {});
  return (async function* () {
    for (;;) {
      const item = items.shift();
      if (item !== undefined) yield item;
      else if (over) return result;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  })();
}
