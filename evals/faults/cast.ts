import { ensureUser } from "../../src/access/accounts.ts";
import { createApiKey } from "../../src/access/api-keys.ts";
import { addMember } from "../../src/access/members.ts";
import { createTenant } from "../../src/access/tenants.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import type { MemberRole } from "../../src/kernel/labels.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import type { Place } from "./place.ts";

/** Somebody who can sign in. */
export interface Player {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** The tenant of a run: a key for its customers, and its people. */
export interface Cast {
  readonly tenantId: string;
  readonly key: string;
  readonly agents: readonly Player[];
  readonly managers: readonly Player[];
  /** May only draft. */
  readonly trainee: Player;
}

const PASSWORD = "correct horse battery";
const ARTICLES: Readonly<Record<string, string>> = {
  "reopen-period.md":
    "---\ntitle: 反结账\naudience: public\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，点反结账，输入结账密码，期间就退回到未结账状态。\n",
  "export-report.md":
    "---\ntitle: 导出报表\naudience: public\n---\n\n# 怎么导出报表\n\n打开报表中心，选择要导出的报表，点导出，选择 Excel 格式，报表会下载到浏览器的下载文件夹。\n",
  "reset-password.md":
    "---\ntitle: Reset a password\naudience: public\n---\n\n# How to reset a password\n\nOpen the sign-in page, choose Forgot password, and enter your e-mail address. A link to set a new password arrives within five minutes.\n",
};

/** Fills an empty place: a tenant with members, a key and a few articles. Closes the database again. */
export async function prepareCast(place: Place): Promise<Cast> {
  const db = await place.open();
  try {
    const clock = systemClock;
    const app = await createApp(readConfig({}), db, { clock, log: silentLogger, model: null });
    const { tenantId } = await createTenant({ db, clock }, { slug: "faults", name: "Faults" });
    const ctx = systemCtx(tenantId, "faults");
    const add = async (name: string, role: MemberRole, maySend = true): Promise<Player> => {
      const email = `${name}@faults.example`;
      const userId = await ensureUser({ db, clock }, { email, name, password: PASSWORD });
      const id = await inTenant(db, tenantId, (tx) =>
        addMember(tx, clock, ctx, { userId, email, name, role, team: null, maySend }),
      );
      return { id, email, password: PASSWORD };
    };
    const files = Object.entries(ARTICLES).map(([path, text]) => ({ path, content: Buffer.from(text) }));
    const { jobId } = await startImport(app.imports, ctx, { source: "faults", files });
    await runImport(app.imports, ctx, jobId, new AbortController().signal);
    const { key } = await createApiKey({ db, clock }, ctx, { name: "faults", scopes: ["*"] });
    const cast = {
      tenantId,
      key,
      agents: [await add("agent-1", "agent"), await add("agent-2", "agent")],
      managers: [await add("manager-1", "manager"), await add("manager-2", "admin")],
      trainee: await add("trainee", "agent", false),
    };
    await app.stop(0);
    return cast;
  } finally {
    await db.close();
  }
}
