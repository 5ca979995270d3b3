import { setTimeout } from "node:timers/promises";

/** Why the database did not do what was asked, when it may do so a little later, and when to ask again. */
export interface Trouble {
  readonly detail: string;
  readonly retryAfterS: number;
  /** Whether the same transaction may be run again: it lost against another one and left nothing behind. */
  readonly lost: boolean;
}

const trouble = (detail: string, retryAfterS: number, lost = false): Trouble => ({ detail, retryAfterS, lost });
const AWAY = trouble("The database does not answer.", 5);
const BUSY = trouble("The database is too busy for this request.", 5);
const LOST = trouble("Others changed the same things at the same moment.", 1, true);

/** By the server's code (PostgreSQL, appendix A), or the system's. */
const BY_CODE: Readonly<Record<string, Trouble>> = {
  "40001": LOST,
  "40P01": LOST,
  "55P03": trouble("Others work on the same things for too long.", 2),
  "57014": trouble("The database took too long for this request.", 10),
  "25P03": BUSY,
  "25P04": BUSY,
  "53000": BUSY,
  "53200": BUSY,
  "53300": BUSY,
  "53100": trouble("The disk of the database is full.", 60),
  "25006": trouble("The database can only be read just now.", 10),
  "57P01": AWAY,
  "57P02": AWAY,
  "57P03": AWAY,
  "57P05": AWAY,
  "08000": AWAY,
  "08001": AWAY,
  "08003": AWAY,
  "08004": AWAY,
  "08006": AWAY,
  ECONNREFUSED: AWAY,
  ECONNRESET: AWAY,
  EPIPE: AWAY,
  ETIMEDOUT: AWAY,
  EHOSTUNREACH: AWAY,
};
/** What the driver says without a code: no connection came free in time, or the one in use broke. */
const UNCODED: readonly (readonly [RegExp, Trouble])[] = [
  [/^timeout exceeded when trying to connect/i, BUSY],
  [/^connection terminated|client has encountered a connection error|server closed the connection/i, AWAY],
];
const MOST_CAUSES = 5;

/** Reads an error of the driver; undefined for one that will not pass by waiting, which is a bug or a refusal. */
export function databaseTrouble(error: unknown): Trouble | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < MOST_CAUSES; at = at.cause, depth += 1) {
    const { code, message } = at as Error & { code?: unknown };
    const known = typeof code === "string" ? BY_CODE[code] : undefined;
    const found = known ?? UNCODED.find(([pattern]) => pattern.test(message))?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Milliseconds, about, in which the winner of a deadlock takes what it waited for. */
const WINNER_MS = 30;

/** Runs again what lost against another transaction, but not at once: it would take the same lock and lose again. */
export const afterLosing = async <Result>(again: () => Promise<Result>): Promise<Result> => {
  await setTimeout(WINNER_MS * (1 + Math.random()));
  return again();
};
