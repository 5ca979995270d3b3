import type { Draft, Ticket } from "../../wire.ts";

/** Of a ticket's drafts, oldest first. */
interface ShownDrafts<Some> {
  /** The one that can be acted on; none once it has left or was put aside. */
  readonly current: Some | undefined;
  /** The newest one when it was put aside and the customer has not written since, whatever else can be acted on. */
  readonly refused: Some | undefined;
}

export function shownDrafts<Some extends Pick<Draft, "state" | "turn">>(
  drafts: readonly Some[],
  { turn }: Pick<Ticket, "turn">,
): ShownDrafts<Some> {
  const newest = drafts.at(-1);
  return {
    current: drafts.findLast(({ state }) => state === "proposed" || state === "waiting"),
    refused: newest?.state === "rejected" && newest.turn === turn ? newest : undefined,
  };
}
