import { AsyncLocalStorage } from "node:async_hooks";

const background = new AsyncLocalStorage<true>();

/** Marks all that `run` does as work that may wait: for a connection, people who talk with each other go first. */
export const inBackground = <Result>(run: () => Promise<Result>): Promise<Result> => background.run(true, run);

/** Whether the caller's work is such. */
export const isBackground = (): boolean => background.getStore() === true;

/** People's requests come in chains of short transactions: background work lets this much quiet pass before it enters. */
const QUIET_MS = 8;
/** … but never waits longer than this, so that it always gets on. */
const LONGEST_WAIT_MS = 400;

interface Waiter {
  readonly enter: () => void;
  readonly since: number;
}

/**
 * Lets one caller at a time hold the single connection, in order of arrival; callers in the background enter only in
 * quiet moments. Resolves with the function that leaves.
 */
export function createTurnstile(now: () => number = () => performance.now()): () => Promise<() => void> {
  const people: Waiter[] = [];
  const others: Waiter[] = [];
  let busy = false;
  let lastPerson = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    if (busy) return;
    clearTimeout(timer);
    const overdue = others[0] !== undefined && now() - others[0].since >= LONGEST_WAIT_MS;
    const person = overdue ? undefined : people.shift();
    if (person !== undefined) {
      admit(person);
      return;
    }
    if (others.length === 0) return;
    const quiet = now() - lastPerson;
    if (!overdue && quiet < QUIET_MS) {
      timer = setTimeout(next, Math.ceil(QUIET_MS - quiet));
      return;
    }
    admit(others.shift()!);
  }
  function admit(waiter: Waiter): void {
    busy = true;
    waiter.enter();
  }
  return () =>
    new Promise((resolve) => {
      const person = !isBackground();
      const leave = () => {
        busy = false;
        if (person) lastPerson = now();
        next();
      };
      (person ? people : others).push({ enter: () => resolve(leave), since: now() });
      next();
    });
}
