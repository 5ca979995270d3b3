import { hashPassword, verifyPassword } from "better-auth/crypto";
import { z } from "zod";
import type { Database } from "../db/pool.ts";
import { asSignIn } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { DomainError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import * as users from "./store/users.ts";

/** An e-mail address, as it is stored and compared: trimmed, in lower case. */
export const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
export const Password = z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max);
export const PersonName = z.string().trim().min(1).max(100);

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

interface Person {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/**
 * The user of this e-mail: a new one with this password, or the one there is, when the password is theirs. Throws
 * `unauthenticated` when it is not, so that an invitation never takes over somebody's account.
 */
export async function ensureUser({ db, clock }: Deps, { email, name, password }: Person): Promise<string> {
  const id = newId(clock.now());
  const passwordHash = await hashPassword(password);
  const row = { id, accountId: newId(clock.now()), email, name, passwordHash, now: clock.now() };
  const existing = await asSignIn(db, async (connection) =>
    (await users.insertUser(connection, row)) ? undefined : users.findUser(connection, email),
  );
  if (existing === undefined) return id;
  if (existing.passwordHash !== null && (await verifyPassword({ hash: existing.passwordHash, password })))
    return existing.id;
  throw new DomainError("unauthenticated", "This e-mail has an account already: give the password of that account.");
}

/** The user of this e-mail with this very password from now on, whatever it was. For the demo only. */
export async function resetUser({ db, clock }: Deps, person: Omit<Person, "password"> & { passwordHash: string }) {
  const now = clock.now();
  const row = { id: newId(now), accountId: newId(now), ...person, now };
  return asSignIn(db, async (connection) => {
    if (await users.insertUser(connection, row)) return row.id;
    const { id } = (await users.findUser(connection, person.email))!;
    await users.setPasswordHash(connection, { ...row, userId: id });
    return id;
  });
}

/** Ends all sessions of this user. */
export const endSessions = (db: Database, userId: string): Promise<void> =>
  asSignIn(db, (connection) => users.deleteSessions(connection, userId));
