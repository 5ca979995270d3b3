import { createHmac, randomBytes } from "node:crypto";
import { SESSION_COOKIE } from "../../src/access/sessions.ts";
import { keepSecret } from "../../src/access/store/users.ts";
import type { Database } from "../../src/db/pool.ts";
import { asSignIn } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";

/**
 * Starts a session of this user as signing in does, but without the password, whose check takes a tenth of a second.
 * Gives what a browser sends as its cookie.
 */
export async function freshSession(db: Database, userId: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const secret = await asSignIn(db, async (connection) => {
    await connection.query(
      `insert into auth.session (id, user_id, token, expires_at, created_at, updated_at)
       values ($1, $2, $3, now() + interval '7 days', now(), now())`,
      [newId(), userId, token],
    );
    return keepSecret(connection, "session", randomBytes(32).toString("base64url"), new Date());
  });
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  return `${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`;
}
