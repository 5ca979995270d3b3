import type { Queryable, Tx } from "../../db/pool.ts";

/** Statements on schema `auth`, before a tenant is known. The connection runs as the role that checks sign-ins. */

interface UserRow {
  readonly id: string;
  readonly name: string;
  /** null when this person never had a password. */
  readonly passwordHash: string | null;
}

export interface Membership {
  readonly tenantId: string;
  readonly slug: string;
  readonly memberId: string;
}

/** The one secret of this installation under `name`: the stored one, or `fresh` when there was none. */
export async function keepSecret(connection: Queryable, name: string, fresh: string, now: Date): Promise<string> {
  await connection.query(
    "insert into auth.secret (name, value, created_at) values ($1, $2, $3) on conflict (name) do nothing",
    [name, fresh, now],
  );
  const { rows } = await connection.query<{ value: string }>("select value from auth.secret where name = $1", [name]);
  return rows[0]!.value;
}

export async function findUser(connection: Queryable, email: string): Promise<UserRow | undefined> {
  const { rows } = await connection.query<UserRow>(
    `select u.id, u.name, a.password as "passwordHash"
     from auth."user" u left join auth.account a on a.user_id = u.id and a.provider_id = 'credential'
     where u.email = $1`,
    [email],
  );
  return rows[0];
}

/** Creates the user with a password; false when the e-mail is taken. */
export async function insertUser(
  connection: Queryable,
  user: { id: string; accountId: string; email: string; name: string; passwordHash: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `insert into auth."user" (id, name, email, email_verified, created_at, updated_at)
     values ($1, $2, $3, true, $4, $4) on conflict (email) do nothing`,
    [user.id, user.name, user.email, user.now],
  );
  if (rowCount === 0) return false;
  await setPasswordHash(connection, { ...user, userId: user.id });
  return true;
}

/** Sets the password of a user, whether there was one or not. */
export async function setPasswordHash(
  connection: Queryable,
  { accountId, userId, passwordHash, now }: { accountId: string; userId: string; passwordHash: string; now: Date },
): Promise<void> {
  await connection.query(
    `insert into auth.account (id, user_id, account_id, provider_id, password, created_at, updated_at)
     values ($1, $2::uuid, ($2::uuid)::text, 'credential', $3, $4, $4)
     on conflict (user_id, provider_id) do update set password = excluded.password, updated_at = excluded.updated_at`,
    [accountId, userId, passwordHash, now],
  );
}

export async function deleteSessions(connection: Queryable, userId: string): Promise<void> {
  await connection.query("delete from auth.session where user_id = $1", [userId]);
}

/** The tenants this user belongs to, the first one first. */
export async function listMemberships(connection: Queryable, userId: string): Promise<Membership[]> {
  const { rows } = await connection.query<Membership>(
    `select m.tenant_id as "tenantId", d.slug, m.member_id as "memberId"
     from auth.membership m join auth.tenant_directory d on d.tenant_id = m.tenant_id
     where m.user_id = $1 order by m.created_at, m.tenant_id`,
    [userId],
  );
  return rows;
}

/** In the transaction of the tenant: the user belongs to it from now on. */
export async function insertMembership(tx: Tx, userId: string, memberId: string, now: Date): Promise<void> {
  await tx.query(
    `insert into auth.membership (user_id, tenant_id, member_id, created_at) values ($1, $2, $3, $4)
     on conflict (user_id, tenant_id) do nothing`,
    [userId, tx.tenantId, memberId, now],
  );
}

export async function deleteMembership(tx: Tx, userId: string): Promise<void> {
  await tx.query("delete from auth.membership where tenant_id = $1 and user_id = $2", [tx.tenantId, userId]);
}

/**
 * The user of a session that holds and need not be prolonged for `days` yet, with their tenants, the first one first.
 * Nothing for any other token.
 */
export async function findFreshSession(
  connection: Queryable,
  token: string,
  days: number,
): Promise<{ userId: string; memberships: Membership[] } | undefined> {
  const { rows } = await connection.query<{ userId: string; memberships: Membership[] }>(
    `select s.user_id as "userId",
       (select coalesce(jsonb_agg(jsonb_build_object('tenantId', m.tenant_id, 'slug', d.slug, 'memberId', m.member_id)
          order by m.created_at, m.tenant_id), '[]')
        from auth.membership m join auth.tenant_directory d on d.tenant_id = m.tenant_id where m.user_id = s.user_id) as memberships
     from auth.session s where s.token = $1 and s.expires_at > now() + $2 * interval '1 day'`,
    [token, days],
  );
  return rows[0];
}
