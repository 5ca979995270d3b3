import type { Ticket } from "../../wire.ts";

/** The colleague who works on the ticket; null when it is oneself or nobody. Nobody works on what is closed. */
export const takenBy = ({ assigneeId, status }: Pick<Ticket, "assigneeId" | "status">, meId: string): string | null =>
  status === "closed" || assigneeId === meId ? null : assigneeId;
