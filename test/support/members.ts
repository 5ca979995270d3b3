import { hashPassword } from "better-auth/crypto";
import { resetUser } from "../../src/access/accounts.ts";
import { addMember } from "../../src/access/members.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import type { MemberRole } from "../../src/kernel/labels.ts";
import { testDatabase } from "./database.ts";

export const PASSWORD = "correct horse battery";
/** Hashing it takes a tenth of a second, as it should: all members of a process have the same one. */
let passwordHash: Promise<string> | undefined;

/** A member of the tenant with a fresh e-mail, and their own context. */
export async function freshMember(
  { tenantId }: { readonly tenantId: string },
  role: MemberRole,
  { maySend = true, clock = systemClock, team = null }: { maySend?: boolean; clock?: Clock; team?: string | null } = {},
): Promise<{ id: string; email: string; userId: string; ctx: Ctx }> {
  const db = await testDatabase();
  const email = `${role}-${newId().slice(-12)}@test.example`;
  passwordHash ??= hashPassword(PASSWORD);
  const userId = await resetUser({ db, clock }, { email, name: role, passwordHash: await passwordHash });
  const system: Ctx = { tenantId, actor: { type: "system", id: "test" } };
  const id = await inTenant(db, tenantId, (tx) =>
    addMember(tx, clock, system, { userId, email, name: role, role, team, maySend }),
  );
  return { id, email, userId, ctx: { tenantId, actor: { type: "member", id, role, maySend } } };
}
