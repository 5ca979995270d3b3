import type { Database } from "../db/pool.ts";
import { asSignIn, inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import { recordAudit } from "./audit.ts";
import { memberActor } from "./members.ts";
import { findUser, listMemberships, type Membership } from "./store/users.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

/** What can happen to a session that a security reviewer asks for later. */
export type SessionEvent = "session.start" | "session.refused" | "session.end" | "password.change";

/** Where a request came from; stored with the event. */
interface From {
  readonly address: string;
  readonly requestId: string;
}

/** Writes the event into the audit of each tenant that the user belongs to. */
export async function auditSession(
  deps: Deps,
  memberships: readonly Membership[],
  action: SessionEvent,
  { address, requestId }: From,
): Promise<void> {
  for (const { tenantId, memberId } of memberships) {
    const ctx = await ctxFor(deps, tenantId, memberId, action);
    await inTenant(deps.db, tenantId, (tx) =>
      recordAudit(
        tx,
        deps.clock,
        { ...ctx, requestId },
        {
          action,
          object: "member",
          objectId: memberId,
          after: { address },
        },
      ),
    );
  }
}

/** Whoever was refused is not known to be the member, so the row is not theirs. */
async function ctxFor({ db }: Deps, tenantId: string, memberId: string, action: SessionEvent): Promise<Ctx> {
  const actor = action === "session.refused" ? undefined : await memberActor(db, tenantId, memberId);
  return actor === undefined ? systemCtx(tenantId, "sign-in") : { tenantId, actor };
}

/** Writes a failed sign-in into the audits of whoever has this e-mail; of an unknown one there is nobody to tell. */
export async function auditRefusal(deps: Deps, email: string, from: From): Promise<void> {
  const memberships = await asSignIn(deps.db, async (connection) => {
    const user = await findUser(connection, email);
    return user === undefined ? [] : listMemberships(connection, user.id);
  });
  await auditSession(deps, memberships, "session.refused", from);
}
