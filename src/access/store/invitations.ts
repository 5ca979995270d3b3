import type { Tx } from "../../db/pool.ts";
import type { MemberRole } from "../../kernel/labels.ts";

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly team: string | null;
  readonly maySend: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
}

const INVITATION_COLUMNS = `id, email, role, team, may_send as "maySend", created_at as "createdAt",
  expires_at as "expiresAt", accepted_at as "acceptedAt"`;

export async function insertInvitation(
  tx: Tx,
  invitation: Omit<InvitationRow, "acceptedAt"> & { tokenHash: Buffer },
): Promise<void> {
  await tx.query(
    `insert into invitation (tenant_id, id, email, role, team, may_send, token_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.tenantId,
      invitation.id,
      invitation.email,
      invitation.role,
      invitation.team,
      invitation.maySend,
      invitation.tokenHash,
      invitation.createdAt,
      invitation.expiresAt,
    ],
  );
}

/** Ends the open invitations that match; how many there were. */
export async function expireInvitations(tx: Tx, which: { id: string } | { email: string }, now: Date): Promise<number> {
  const [field, value] = "id" in which ? ["id", which.id] : ["email", which.email];
  const { rowCount } = await tx.query(
    `update invitation set expires_at = $3 where tenant_id = $1 and ${field} = $2 and accepted_at is null and expires_at > $3`,
    [tx.tenantId, value, now],
  );
  return rowCount;
}

export async function lockInvitation(
  tx: Tx,
  id: string,
): Promise<(InvitationRow & { tokenHash: Uint8Array }) | undefined> {
  const { rows } = await tx.query<InvitationRow & { tokenHash: Uint8Array }>(
    `select ${INVITATION_COLUMNS}, token_hash as "tokenHash" from invitation where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function markAccepted(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query("update invitation set accepted_at = $3 where tenant_id = $1 and id = $2", [tx.tenantId, id, now]);
}

export async function listOpenInvitations(tx: Tx, now: Date): Promise<InvitationRow[]> {
  const { rows } = await tx.query<InvitationRow>(
    `select ${INVITATION_COLUMNS} from invitation
     where tenant_id = $1 and accepted_at is null and expires_at > $2 order by created_at, id`,
    [tx.tenantId, now],
  );
  return rows;
}
