import { randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import type { Database } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { MEMBER_ROLES, type MemberRole } from "../kernel/labels.ts";
import { resetUser } from "./accounts.ts";
import { addMember } from "./members.ts";
import { readMemberByEmail } from "./store/members.ts";

export interface DemoMember {
  readonly email: string;
  readonly password: string;
  readonly role: MemberRole;
  readonly maySend: boolean;
}

const NAMES: Record<MemberRole, string> = {
  agent: "一线客服 Agent",
  engineer: "二线技服 Engineer",
  developer: "三线产研 Developer",
  csm: "客户成功经理 CSM",
  manager: "服务经理 Manager",
  analyst: "分析员 Analyst",
  editor: "知识编辑 Editor",
  admin: "管理员 Admin",
  auditor: "审计员 Auditor",
};

const ACCOUNTS = [
  ...MEMBER_ROLES.map((role) => ({ local: role as string, role, name: NAMES[role], maySend: true })),
  { local: "trainee", role: "agent" as const, name: "新人客服 Trainee (drafts only)", maySend: false },
];

/**
 * One member for each role and one agent who may only draft, all with one new random password. For the demo tenant
 * only: calling it again gives the same members another password. The password is known to the caller alone. `host` is
 * what stands behind the @ of their addresses.
 */
export async function createDemoMembers(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  host = "demo.example",
): Promise<DemoMember[]> {
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  const members: DemoMember[] = [];
  for (const { local, role, name, maySend } of ACCOUNTS) {
    const email = `${local}@${host}`;
    const userId = await resetUser(deps, { email, name, passwordHash });
    await inTenant(deps.db, tenantId, async (tx) => {
      if ((await readMemberByEmail(tx, email)) !== undefined) return;
      await addMember(tx, deps.clock, systemCtx(tenantId, "demo"), {
        userId,
        email,
        name,
        role,
        team: null,
        maySend,
      });
    });
    members.push({ email, password, role, maySend });
  }
  return members;
}
