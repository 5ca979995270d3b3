import type { Database, Tx } from "../db/pool.ts";
import { inTenant, readInTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import { isUuid, newId } from "../kernel/ids.ts";
import { standInsFor } from "./members.ts";
import { type Action, rolesThatMay } from "./roles.ts";
import * as store from "./store/notifications.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

export type Notification = store.NotificationRow;

/** What a member should look at. `text` is one line, at most 500 characters are kept. */
export interface Notice {
  readonly memberId: string;
  readonly kind: store.NotificationKind;
  readonly ticketId: string | null;
  readonly text: string;
  /** What whoever is told must be allowed to do; left out, what the kind asks for. */
  readonly needs?: Action;
}

const MAX_TEXT = 500;
/** A notice says something of what it is about, so it is for those alone who may see that. */
const NEEDS: Readonly<Record<store.NotificationKind, Action>> = {
  assignment: "ticket.read",
  mention: "ticket.read",
  approval: "ticket.read",
  refusal: "ticket.read",
  reply: "ticket.read",
  budget: "report.read",
  insight: "voc.read",
  training: "model.train",
  embedding: "knowledge.reembed",
  erasure: "contact.erase",
};

/**
 * Tells the member, in the transaction of what happened; while they are away, whoever stands in is told as well. Whoever
 * may not see what it is about, by their role of today, is told nothing.
 */
export const notify = (tx: Tx, clock: Clock, { memberId, ...notice }: Notice): Promise<void> =>
  notifyAll(tx, clock, [memberId], notice);

/** The same for whoever asked for something. Keys and the command line ask as well; nobody reads their notices. */
export const notifyAsker = async (
  tx: Tx,
  clock: Clock,
  actorId: string | null,
  notice: Omit<Notice, "memberId">,
): Promise<void> => {
  if (actorId !== null && isUuid(actorId)) await notify(tx, clock, { ...notice, memberId: actorId });
};

/** As `notify`, each of many members once, in a few statements however many they are. */
export async function notifyAll(
  tx: Tx,
  clock: Clock,
  memberIds: readonly string[],
  { kind, ticketId, text, needs = NEEDS[kind] }: Omit<Notice, "memberId">,
): Promise<void> {
  if (memberIds.length === 0) return;
  const createdAt = clock.now();
  const acting = await standInsFor(tx, clock, memberIds);
  const receivers = [...new Set([...memberIds, ...acting.values()])];
  const to = receivers.map((memberId) => ({ memberId, id: newId(createdAt) }));
  const line = [...text.replace(/\s+/g, " ").trim()].slice(0, MAX_TEXT).join("");
  await store.insertNotifications(tx, to, rolesThatMay(needs), { kind, ticketId, text: line, createdAt });
}

/** The member's own notifications, newest first, and how many are unread. */
export async function listNotifications(
  { db }: Pick<Deps, "db">,
  ctx: Ctx,
  query: { unreadOnly: boolean; limit: number },
): Promise<{ notifications: Notification[]; unread: number }> {
  const memberId = ownId(ctx);
  return readInTenant(db, ctx.tenantId, async (tx) => {
    const [notifications, unread] = await Promise.all([
      store.listNotifications(tx, memberId, query),
      store.countUnread(tx, memberId),
    ]);
    return { notifications, unread };
  });
}

/** Marks these of the member's own notifications as read, or all of them. */
export async function markRead({ db, clock }: Deps, ctx: Ctx, ids: readonly string[] | "all"): Promise<number> {
  const memberId = ownId(ctx);
  return inTenant(db, ctx.tenantId, (tx) => store.markRead(tx, memberId, ids === "all" ? null : ids, clock.now()));
}

function ownId({ actor }: Ctx): string {
  if (actor.type === "member") return actor.id;
  throw new DomainError("forbidden", "Only members have notifications: sign in as one.");
}
