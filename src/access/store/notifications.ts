import type { Tx } from "../../db/pool.ts";

export interface NotificationRow {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly ticketId: string | null;
  readonly text: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}
export const NOTIFICATION_KINDS = ["assignment", "mention", "approval", "reply", "budget", "insight"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Adds the notification, unless there is no such member or they are disabled. */
export async function insertNotification(
  tx: Tx,
  memberId: string,
  row: Omit<NotificationRow, "readAt">,
): Promise<void> {
  await tx.query(
    `insert into notification (tenant_id, member_id, id, kind, ticket_id, text, created_at)
     select tenant_id, id, $3, $4, $5, $6, $7 from member where tenant_id = $1 and id = $2 and status <> 'disabled'`,
    [tx.tenantId, memberId, row.id, row.kind, row.ticketId, row.text, row.createdAt],
  );
}

export async function listNotifications(
  tx: Tx,
  memberId: string,
  { unreadOnly, limit }: { unreadOnly: boolean; limit: number },
): Promise<NotificationRow[]> {
  const { rows } = await tx.query<NotificationRow>(
    `select id, kind, ticket_id as "ticketId", text, created_at as "createdAt", read_at as "readAt"
     from notification where tenant_id = $1 and member_id = $2 and ($3 = false or read_at is null)
     order by created_at desc, id desc limit $4`,
    [tx.tenantId, memberId, unreadOnly, limit],
  );
  return rows;
}

export async function countUnread(tx: Tx, memberId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from notification where tenant_id = $1 and member_id = $2 and read_at is null",
    [tx.tenantId, memberId],
  );
  return rows[0]!.count;
}

/** Marks these (or all, for null) as read; how many were unread. */
export async function markRead(tx: Tx, memberId: string, ids: readonly string[] | null, now: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `update notification set read_at = $3
     where tenant_id = $1 and member_id = $2 and read_at is null and ($4::uuid[] is null or id = any($4::uuid[]))`,
    [tx.tenantId, memberId, now, ids],
  );
  return rowCount;
}
