import { randomBytes } from "node:crypto";
import { resetUser } from "../../access/accounts.ts";
import { addMember } from "../../access/members.ts";
import { readMemberByEmail } from "../../access/store/members.ts";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import type { MemberRole } from "../../kernel/labels.ts";

export interface DemoStaff {
  readonly id: string;
  readonly role: MemberRole;
  /** How quick and how well received, 1 is average. */
  readonly pace: number;
}

const PEOPLE: readonly (readonly [local: string, name: string, role: MemberRole, team: string, pace: number])[] = [
  ["h-agent-1", "秦若溪", "agent", "first_line", 0.8],
  ["h-agent-2", "陶乐言", "agent", "first_line", 1],
  ["h-agent-3", "Milo Farrow", "agent", "first_line", 1.1],
  ["h-agent-4", "边小满", "agent", "first_line", 1.5],
  ["h-agent-5", "乔知夏", "agent", "first_line", 0.9],
  ["h-engineer-1", "岳北辰", "engineer", "technical", 0.9],
  ["h-engineer-2", "Petra Lowen", "engineer", "technical", 1.2],
  ["h-engineer-3", "祝长风", "engineer", "technical", 1],
  ["h-developer-1", "闻一舟", "developer", "rnd", 1],
  ["h-developer-2", "Otis Brandt", "developer", "rnd", 1.3],
  ["h-csm-1", "慕容清", "csm", "csm", 0.9],
  ["h-csm-2", "范可心", "csm", "csm", 1.1],
  ["h-manager-1", "鲁明远", "manager", "first_line", 1],
];

/** The members who worked through the history; invented, and nobody knows a password of theirs. */
export async function historyStaff(
  deps: { readonly db: Database; readonly clock: Clock },
  ctx: Ctx,
): Promise<DemoStaff[]> {
  const staff: DemoStaff[] = [];
  for (const [local, name, role, team, pace] of PEOPLE) {
    const email = `${local}@demo.example`;
    // No password hash has this form, so no password fits it.
    const passwordHash = `unset:${randomBytes(16).toString("hex")}`;
    const known = await inTenant(deps.db, ctx.tenantId, (tx) => readMemberByEmail(tx, email));
    const userId = known === undefined ? await resetUser(deps, { email, name, passwordHash }) : null;
    const id =
      known?.id ??
      (await inTenant(deps.db, ctx.tenantId, (tx) =>
        addMember(tx, deps.clock, ctx, { userId: userId!, email, name, role, team, maySend: true }),
      ));
    staff.push({ id, role, pace });
  }
  return staff;
}
