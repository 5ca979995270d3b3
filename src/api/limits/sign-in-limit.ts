import type { Clock } from "../../kernel/clock.ts";
import { DomainError, isDomainError } from "../../kernel/errors.ts";
import { createWindows, type Window } from "./windows.ts";

const WINDOW_MS = 15 * 60_000;
/** Failures within a window, by what they have in common. A person mistypes a few times; an office shares an address. */
const LIMITS = { person: 10, address: 100, device: 10 } as const;
/** Failures for one e-mail from anywhere, after which attempts from unknown browsers go one by one. */
const SLOW_FROM = 50;
const SLOW_EACH_MS = 15_000;
const MOST_COUNTED = 20_000;

/** Who tries: for which e-mail, from where, and from which browser, when it has signed in with this e-mail before. */
export interface Attempt {
  readonly email: string;
  readonly address: string;
  readonly device?: string | undefined;
}

export type FailureLimit = <Result>(who: Attempt, attempt: () => Promise<Result>) => Promise<Result>;

/**
 * Runs `attempt`, unless too many have failed lately. Counted in this process; an attempt counts as failed while it runs,
 * so many at once do not slip through.
 *
 * Nobody is locked out by strangers. A browser that has signed in with the e-mail before has a count of its own, which
 * no one else can fill; others are counted by e-mail and address together, and by address. When an e-mail fails from
 * many addresses, a guess at one account from a thousand machines, those browsers that are not known get one attempt
 * every 15 seconds among them all (at most 5,760 guesses a day), while the known ones sign in as ever.
 */
export function limitFailures(clock: Clock): FailureLimit {
  const windows = createWindows(WINDOW_MS, MOST_COUNTED);
  const slowed = createWindows(SLOW_EACH_MS, MOST_COUNTED);
  return async <Result>(who: Attempt, attempt: () => Promise<Result>): Promise<Result> => {
    const now = clock.now().getTime();
    const mine = countedFor(who).map(([key, limit]) => ({ window: windows.at(key, now), limit }));
    const full = mine.find(({ window, limit }) => window.count >= limit);
    if (full !== undefined) throw tooMany(full.window, now);
    const ofEmail = windows.at(`email:${who.email}`, now);
    if (who.device === undefined && ofEmail.count >= SLOW_FROM) takeTurn(slowed.at(who.email, now));
    const counted = [...mine.map(({ window }) => window), ...(who.device === undefined ? [ofEmail] : [])];
    for (const window of counted) window.count += 1;
    let failed = false;
    try {
      return await attempt();
    } catch (error) {
      // What is broken on our side is nobody's guess: after it is mended, everybody can sign in.
      failed = isDomainError(error);
      throw error;
    } finally {
      if (!failed) for (const window of counted) window.count -= 1;
    }
  };
}

const countedFor = ({ email, address, device }: Attempt): readonly (readonly [key: string, limit: number])[] =>
  device === undefined
    ? [
        [`person:${email}:${address}`, LIMITS.person],
        [`address:${address}`, LIMITS.address],
      ]
    : [[`device:${email}:${device}`, LIMITS.device]];

/** The one attempt of a stretch, for whoever comes first. */
function takeTurn(turn: Window): void {
  turn.count += 1;
  if (turn.count > 1)
    throw new DomainError(
      "rate_limited",
      "Too many failed attempts for this e-mail. Try again in 15 seconds, or in a browser that has signed in before.",
    );
}

function tooMany(window: Window, now: number): DomainError {
  const minutes = Math.ceil((window.endsAt - now) / 60_000);
  return new DomainError("rate_limited", `Too many failed attempts. Try again in ${minutes} minutes.`);
}
