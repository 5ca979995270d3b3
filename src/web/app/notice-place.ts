import type { Notification } from "../wire.ts";

/** Where notices lead that are about no ticket. */
const PLACES: Partial<Record<Notification["kind"], string>> = {
  insight: "/insights",
  budget: "/admin/usage",
  training: "/admin/trainings",
  embedding: "/knowledge/imports",
};

/** The address under /app that a notice leads to; none where there is nothing more to see. */
export function noticePlace({ kind, ticketId }: Pick<Notification, "kind" | "ticketId">): string | undefined {
  if (ticketId === null) return PLACES[kind];
  if (kind === "approval") return "/approvals";
  // Why a draft was refused stands beside the conversation, where a phone shows one of the two.
  return kind === "refusal" ? `/tickets/${ticketId}?show=proposal` : `/tickets/${ticketId}`;
}
