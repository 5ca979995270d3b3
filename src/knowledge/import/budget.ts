/** What a transaction should take, so that a chat which waits for it hardly notices. */
const TARGET_MS = 60;
const FIRST = 1;

/** How much may go into one batch, learnt from how long the batches before took. */
export function createBudget(): { isFull(weight: number): boolean; learn(weight: number, milliseconds: number): void } {
  let budget = FIRST;
  return {
    isFull: (weight) => weight >= budget,
    learn(weight, milliseconds) {
      if (weight <= 0) return;
      const wanted = (weight * TARGET_MS) / Math.max(milliseconds, 1);
      // Slowly up, at once down.
      budget = Math.max(FIRST, wanted < budget ? wanted : Math.min(wanted, budget * 4));
    },
  };
}
