/** What was counted for one key, until when. */
export interface Window {
  count: number;
  /** Milliseconds of the clock. */
  readonly endsAt: number;
}

/**
 * Counts by key in windows of `lengthMs`, of at most `most` keys, whatever comes by: those that have ended go first, then
 * the oldest. A window begins with the first look at its key.
 */
export function createWindows(lengthMs: number, most: number) {
  // All windows are equally long, so they end in the order in which they were put in.
  const windows = new Map<string, Window>();
  return {
    at(key: string, now: number): Window {
      const known = windows.get(key);
      if (known !== undefined && known.endsAt > now) return known;
      windows.delete(key);
      for (const [oldest, { endsAt }] of windows) {
        if (endsAt > now && windows.size < most) break;
        windows.delete(oldest);
      }
      const fresh = { count: 0, endsAt: now + lengthMs };
      windows.set(key, fresh);
      return fresh;
    },
    /** What was counted so far, without a look at it being the first. */
    countOf(key: string, now: number): number {
      const known = windows.get(key);
      return known !== undefined && known.endsAt > now ? known.count : 0;
    },
    get size() {
      return windows.size;
    },
  };
}
