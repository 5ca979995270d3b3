const DAY_MS = 86_400_000;

/** Days without anybody's confirmation after which an article is stale. */
export const STALE_DAYS = 180;
/** Days before its end in which an article is expiring. */
export const EXPIRING_DAYS = 30;

/** Between what instants and days an article is stale, expiring or expired. */
export interface Ages {
  /** Not confirmed since then: stale. */
  readonly confirmedBefore: Date;
  /** Ends by then: expiring. */
  readonly validBefore: string;
  /** Ended before: expired. */
  readonly today: string;
}

export function agesAt(now: Date, staleDays = STALE_DAYS, expiringDays = EXPIRING_DAYS): Ages {
  const day = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  return {
    confirmedBefore: new Date(now.getTime() - staleDays * DAY_MS),
    validBefore: day(expiringDays),
    today: day(0),
  };
}
