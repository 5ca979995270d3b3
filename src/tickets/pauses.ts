import type { Stoppable, Stretch } from "../policy/pauses.ts";
import type { Pause, Ticket } from "./ticket.ts";

/** What ended a pause: a member, the customer's message, its date, or the end of the ticket. */
export type PauseEnd = NonNullable<Pause["endedBy"]>;

/** The pause that holds now. */
export const openPause = ({ pauses }: Pick<Ticket, "pauses">): Pause | undefined =>
  pauses.find(({ to }) => to === null);

/** The same pauses with the open one ended; none is open afterwards. */
export const endPause = (pauses: readonly Pause[], now: Date, endedBy: PauseEnd): readonly Pause[] =>
  pauses.some(({ to }) => to === null)
    ? pauses.map((pause) => (pause.to === null ? { ...pause, to: now.toISOString(), endedBy } : pause))
    : pauses;

/** The stretches in which this clock stood still. */
export const stretchesOf = (pauses: readonly Pause[], clock: Stoppable): Stretch[] =>
  pauses
    .filter(({ stops }) => stops.includes(clock))
    .map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) }));
