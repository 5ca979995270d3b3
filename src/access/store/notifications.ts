import type { ReadTx, Tx } from "../../db/pool.ts";
import type { MemberRole } from "../../kernel/labels.ts";

export interface NotificationRow {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly ticketId: string | null;
  readonly text: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}
export const NOTIFICATION_KINDS = [
  "assignment",
  "mention",
  "approval",
  "refusal",
  "reply",
  "budget",
  "insight",
  "training",
  "embedding",
  "erasure",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Adds one for each of these members of these roles, in one statement; none for one who is disabled or unknown. */
export async function insertNotifications(
  tx: Tx,
  to: readonly { readonly memberId: string; readonly id: string }[],
  roles: readonly MemberRole[],
  row: Omit<NotificationRow, "id" | "readAt">,
): Promise<void> {
  await tx.query(
    `insert into notification (tenant_id, member_id, id, kind, ticket_id, text, created_at)
     select m.tenant_id, m.id, n.id, $4, $5, $6, $7
     from unnest($2::uuid[], $3::uuid[]) as n (member_id, id) join member m on m.tenant_id = $1 and m.id = n.member_id
     where m.tenant_id = $1 and m.status <> 'disabled' and m.role = any($8::text[])`,
    [
      tx.tenantId,
      to.map(({ memberId }) => memberId),
      to.map(({ id }) => id),
      row.kind,
      row.ticketId,
      row.text,
      row.createdAt,
      roles,
    ],
  );
}

export async function listNotifications(
  tx: ReadTx,
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

export async function countUnread(tx: ReadTx, memberId: string): Promise<number> {
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

/** Deletes what members were told of these tickets. */
export async function deleteNotificationsOf(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await tx.query("delete from notification where tenant_id = $1 and ticket_id = any($2::uuid[])", [
    tx.tenantId,
    ticketIds,
  ]);
}
