import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Remembers, along a chain of calls, which databases it holds an open transaction of. A statement outside that
 * transaction would wait for itself on the embedded driver and can exhaust the pool on a server; both fail at once.
 */
const held = new AsyncLocalStorage<ReadonlySet<object>>();

export const runHolding = <Result>(database: object, run: () => Promise<Result>): Promise<Result> =>
  held.run(new Set([...(held.getStore() ?? []), database]), run);

/** Runs what a transaction leaves behind outside of it. */
export const runReleased = <Result>(run: () => Result): Result => held.exit(run);

export function refuseWhileHeld(database: object): void {
  if (held.getStore()?.has(database)) {
    throw new Error(
      "A statement was sent to the database beside the transaction that this call chain holds: use its `tx`.",
    );
  }
}
