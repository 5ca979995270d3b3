import { isBackground } from "../background.ts";

/** Who waits: people, or work that may wait for them. */
interface Waiter {
  readonly who: string;
  readonly later: boolean;
  readonly since: number;
  readonly enter: () => void;
}

/** After so long in line, what may wait goes with the people: it always gets on. */
const LATER_AT_MOST_MS = 2_000;

/**
 * Lets up to `most` callers at once hold a connection, with fair shares: of those in line, whoever holds fewest goes
 * next, and among equals whoever came first. A tenant that floods waits for itself; another one's chat passes it. What
 * may wait (reports, imports; see `inBackground`) goes behind people and holds half of the connections at most. Rejects
 * after `patienceMs` in line.
 */
export function createFairTurns(most: number, patienceMs: number, now: () => number = () => performance.now()) {
  const held = new Map<string, number>();
  const line: Waiter[] = [];
  const mostLater = Math.max(1, Math.floor(most / 2));
  let taken = 0;
  let takenLater = 0;

  const behind = ({ later, since }: Waiter) => later && now() - since < LATER_AT_MOST_MS;
  function nextInLine(): Waiter | undefined {
    const mayEnter = line.filter(({ later }) => !later || takenLater < mostLater);
    const people = mayEnter.filter((waiter) => !behind(waiter));
    const first = people.length > 0 ? people : mayEnter;
    let best = first[0];
    for (const waiter of first) if (heldBy(waiter) < heldBy(best!)) best = waiter;
    return best;
  }
  const heldBy = ({ who }: Waiter) => held.get(who) ?? 0;

  function letIn(): void {
    while (taken < most) {
      const next = nextInLine();
      if (next === undefined) return;
      line.splice(line.indexOf(next), 1);
      taken += 1;
      if (next.later) takenLater += 1;
      held.set(next.who, heldBy(next) + 1);
      next.enter();
    }
  }
  function leave({ who, later }: Waiter): void {
    taken -= 1;
    if (later) takenLater -= 1;
    const left = (held.get(who) ?? 1) - 1;
    if (left === 0) held.delete(who);
    else held.set(who, left);
    letIn();
  }

  return {
    /** Waits for a turn; gives what ends it, to be called once. */
    take(who: string): Promise<() => void> {
      return new Promise((resolve, reject) => {
        let timer: NodeJS.Timeout | undefined;
        const enter = () => {
          clearTimeout(timer);
          resolve(() => leave(waiter));
        };
        const waiter: Waiter = { who, later: isBackground(), since: now(), enter };
        line.push(waiter);
        letIn();
        // Most enter at once, and a timer for each would be a good part of what a turn costs.
        if (!line.includes(waiter)) return;
        timer = setTimeout(() => {
          line.splice(line.indexOf(waiter), 1);
          reject(new Error("timeout exceeded when trying to connect: the pool's connections are all in use"));
        }, patienceMs);
      });
    },
    waiting: () => line.length,
  };
}
