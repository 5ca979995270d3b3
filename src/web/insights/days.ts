export const DAY_MS = 86_400_000;

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const daysAgo = (days: number, from = Date.now()): string => isoDay(from - days * DAY_MS);

/** Of two days in ISO form. */
export const later = (one: string, other: string): string => [one, other].sort()[1]!;
export const earlier = (one: string, other: string): string => [one, other].sort()[0]!;
