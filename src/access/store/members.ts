import type { ReadTx, Tx } from "../../db/pool.ts";
import type { MemberRole } from "../../kernel/labels.ts";

export interface MemberRow {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly team: string | null;
  readonly maySend: boolean;
  readonly status: "active" | "absent" | "disabled";
  /** When an absence that was told ahead begins; null for one that began when it was told. */
  readonly absentFrom: Date | null;
  readonly absentUntil: Date | null;
  readonly delegateId: string | null;
  /** Who reads the drafts of a member who may not send. */
  readonly mentorId: string | null;
  readonly createdAt: Date;
}

const COLUMNS = `id, user_id as "userId", email, name, role, team, may_send as "maySend", status,
  absent_from as "absentFrom", absent_until as "absentUntil", delegate_id as "delegateId", mentor_id as "mentorId",
  created_at as "createdAt"`;

/** Lets one transaction at a time change who is an administrator. */
export async function lockTenant(tx: Tx): Promise<void> {
  await tx.query("select 1 from tenant where tenant_id = $1 for no key update", [tx.tenantId]);
}

export async function countMembers(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ count: number }>("select count(*)::int as count from member where tenant_id = $1", [
    tx.tenantId,
  ]);
  return rows[0]!.count;
}

export async function countAdmins(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from member where tenant_id = $1 and role = 'admin' and status <> 'disabled'",
    [tx.tenantId],
  );
  return rows[0]!.count;
}

/** Adds the member, or brings a disabled one of this user back with the new role. The id of the member. */
export async function upsertMember(
  tx: Tx,
  member: Pick<MemberRow, "id" | "userId" | "email" | "name" | "role" | "team" | "maySend"> & { now: Date },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into member (tenant_id, id, user_id, email, name, role, team, may_send, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (tenant_id, user_id) do update
       set name = excluded.name, role = excluded.role, team = excluded.team, may_send = excluded.may_send,
           status = 'active', absent_from = null, absent_until = null, delegate_id = null
     returning id`,
    [
      tx.tenantId,
      member.id,
      member.userId,
      member.email,
      member.name,
      member.role,
      member.team,
      member.maySend,
      member.now,
    ],
  );
  return rows[0]!.id;
}

export async function readMember(tx: ReadTx, id: string): Promise<MemberRow | undefined> {
  const { rows } = await tx.query<MemberRow>(`select ${COLUMNS} from member where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

export async function lockMember(tx: Tx, id: string): Promise<MemberRow | undefined> {
  const { rows } = await tx.query<MemberRow>(
    `select ${COLUMNS} from member where tenant_id = $1 and id = $2 for no key update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function readMemberByEmail(tx: Tx, email: string): Promise<MemberRow | undefined> {
  const { rows } = await tx.query<MemberRow>(`select ${COLUMNS} from member where tenant_id = $1 and email = $2`, [
    tx.tenantId,
    email,
  ]);
  return rows[0];
}

export async function listMembers(tx: Tx): Promise<MemberRow[]> {
  const { rows } = await tx.query<MemberRow>(
    `select ${COLUMNS} from member where tenant_id = $1 order by created_at, id`,
    [tx.tenantId],
  );
  return rows;
}

/** Writes the fields that may change. */
export async function updateMember(
  tx: Tx,
  id: string,
  member: Pick<
    MemberRow,
    "role" | "team" | "maySend" | "status" | "absentFrom" | "absentUntil" | "delegateId" | "mentorId"
  >,
): Promise<void> {
  await tx.query(
    `update member set role = $3, team = $4, may_send = $5, status = $6, absent_until = $7, delegate_id = $8,
       absent_from = $9, mentor_id = $10
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      id,
      member.role,
      member.team,
      member.maySend,
      member.status,
      member.absentUntil,
      member.delegateId,
      member.absentFrom,
      member.mentorId,
    ],
  );
}

/** Members who are away and named this one as their stand-in. */
export async function listAbsentFor(tx: Tx, delegateId: string, now: Date): Promise<MemberRow[]> {
  const { rows } = await tx.query<MemberRow>(
    `select ${COLUMNS} from member
     where tenant_id = $1 and delegate_id = $2 and status = 'absent' and (absent_until is null or absent_until > $3)
       and (absent_from is null or absent_from <= $3)`,
    [tx.tenantId, delegateId, now],
  );
  return rows;
}

/** Of these members those who are away, each with whoever they named as their stand-in. */
export async function delegatesOf(tx: Tx, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ id: string; delegateId: string }>(
    `select id, delegate_id as "delegateId" from member
     where tenant_id = $1 and id = any($2::uuid[]) and status = 'absent' and delegate_id is not null
       and (absent_until is null or absent_until > $3) and (absent_from is null or absent_from <= $3)`,
    [tx.tenantId, ids, now],
  );
  return new Map(rows.map(({ id, delegateId }) => [id, delegateId]));
}

export async function listWithRoles(tx: Tx, roles: readonly string[]): Promise<MemberRow[]> {
  const { rows } = await tx.query<MemberRow>(
    `select ${COLUMNS} from member
     where tenant_id = $1 and role = any($2::text[]) and status <> 'disabled' order by created_at, id`,
    [tx.tenantId, roles],
  );
  return rows;
}
