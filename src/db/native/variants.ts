/**
 * Gives each object in a variant that has some methods of its own and is otherwise the same. A variant is made once: made
 * anew each time it would have a new shape each time, which is slow to make, to use and to collect.
 */
export function variantsOf<Original extends object>(methods: Partial<Original>): (original: Original) => Original {
  const made = new WeakMap<Original, Original>();
  return (original) => {
    const known = made.get(original);
    if (known !== undefined) return known;
    const variant = Object.assign(Object.create(original), methods);
    made.set(original, variant);
    return variant;
  };
}
