const LONGEST_SLICE_MS = 10;

/** Gives a function to call between pieces of work: it lets other work run once 10 ms have gone by. */
export function createSlices(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < LONGEST_SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    begun = performance.now();
  };
}
