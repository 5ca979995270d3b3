import { createHmac, randomBytes } from "node:crypto";
import { resetUser } from "../../../src/access/accounts.ts";
import { createApiKey } from "../../../src/access/api-keys.ts";
import { addMember } from "../../../src/access/members.ts";
import { SESSION_COOKIE } from "../../../src/access/sessions.ts";
import { createTenant } from "../../../src/access/tenants.ts";
import { createApp, SAMPLE_KNOWLEDGE } from "../../../src/app.ts";
import { readConfig } from "../../../src/config.ts";
import type { Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { importDemoHistory } from "../../../src/jobs/demo-history/run.ts";
import { systemClock as clock } from "../../../src/kernel/clock.ts";
import { systemCtx } from "../../../src/kernel/ctx.ts";
import { newId } from "../../../src/kernel/ids.ts";
import type { MemberRole } from "../../../src/kernel/labels.ts";
import { silentLogger } from "../../../src/kernel/log.ts";
import { runImport } from "../../../src/knowledge/import/run.ts";
import { startImport } from "../../../src/knowledge/import/start.ts";
import { readPolicyFolder } from "../../../src/policy/folder.ts";
import { multiplyTickets } from "./multiply.ts";
import { copiesOfSample } from "./sample-copies.ts";

/** Who works in a department, of a hundred. */
const SHARES: readonly (readonly [MemberRole, number])[] = [
  ["agent", 70],
  ["engineer", 12],
  ["developer", 4],
  ["csm", 5],
  ["manager", 4],
  ["analyst", 2],
  ["editor", 2],
  ["admin", 1],
];
/** Invented one by one; the others are copies of them. */
const MOST_INVENTED = 3_000;

export interface Colleague {
  readonly id: string;
  readonly role: MemberRole;
  readonly cookie: string;
}
/** A ticket that a person has taken over and its customer. */
export interface OpenTicket {
  readonly ticketId: string;
  readonly contactId: string;
  readonly thread: string;
}
export interface Department {
  readonly tenantId: string;
  readonly key: string;
  readonly members: readonly Colleague[];
  /** One for each member. */
  readonly open: readonly OpenTicket[];
  readonly tickets: number;
  readonly articles: number;
}
export interface Size {
  readonly members: number;
  readonly tickets: number;
  readonly articles: number;
}

/** A department after a year of work: members with their sessions, tickets, articles. Leaves the database open. */
export async function fillDepartment(db: Database, size: Size): Promise<Department> {
  const app = await createApp(readConfig({}), db, { clock, log: silentLogger, model: null });
  const policies = await readPolicyFolder(`${SAMPLE_KNOWLEDGE}/policies`);
  const { tenantId } = await createTenant({ db, clock }, { slug: "department", name: "Department" });
  const ctx = systemCtx(tenantId, "bench");
  const members = await hire(db, tenantId, size.members);
  const invented = Math.min(size.tickets, MOST_INVENTED);
  await importDemoHistory({ db, clock, policies }, ctx, { months: 12, seed: 7, tickets: invented }, () => {});
  const tickets = await multiplyTickets(db, tenantId, size.tickets);
  const { jobId } = await startImport(app.imports, ctx, {
    source: "documentation",
    files: copiesOfSample(size.articles, "old"),
  });
  const { done = size.articles } = (await runImport(app.imports, ctx, jobId, new AbortController().signal)) as {
    done?: number;
  };
  const { key } = await createApiKey({ db, clock }, ctx, { name: "bench", scopes: ["*"] });
  await app.stop(0);
  const open = await reopenTickets(db, tenantId, size.members);
  return { tenantId, key, members, open, tickets, articles: done };
}

/** Opens tickets again that wait to be closed, in the hands of a person. */
async function reopenTickets(db: Database, tenantId: string, count: number): Promise<OpenTicket[]> {
  return (await db.script(
    `update ticket t set status = 'open', bot_silent = true, resolved_at = null from contact c
     where t.tenant_id = '${tenantId}' and c.tenant_id = t.tenant_id and c.id = t.contact_id
       and t.id in (select id from ticket where tenant_id = '${tenantId}' and status = 'resolved' order by id limit ${count})
     returning t.id as "ticketId", c.external_id as "contactId", t.thread`,
  )) as unknown as OpenTicket[];
}

/** Members with a session each, and no password: hashing one costs a person's patience on purpose. */
async function hire(db: Database, tenantId: string, count: number): Promise<Colleague[]> {
  const [secret] = await db.script("select value from auth.secret where name = 'session'");
  const ctx = systemCtx(tenantId, "bench");
  const members: Colleague[] = [];
  for (let n = 0; n < count; n += 1) {
    const role = roleOf(n);
    const email = `member-${n}@department.example`;
    const name = `Member ${n}`;
    const userId = await resetUser({ db, clock }, { email, name, passwordHash: "none" });
    const id = await inTenant(db, tenantId, (tx) =>
      addMember(tx, clock, ctx, { userId, email, name, role, team: "first_line", maySend: true }),
    );
    const token = randomBytes(24).toString("base64url");
    await db.query(
      `insert into auth.session (id, user_id, token, expires_at, created_at, updated_at)
       values ($1, $2, $3, now() + interval '7 days', now(), now())`,
      [newId(), userId, token],
    );
    const signature = createHmac("sha256", String(secret!["value"])).update(token).digest("base64");
    members.push({ id, role, cookie: `${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}` });
  }
  return members;
}

/** The first people are one of each role, the others by their shares. */
function roleOf(n: number): MemberRole {
  if (n < SHARES.length) return SHARES[n]![0];
  let place = (n * 37) % 100;
  for (const [role, share] of SHARES) {
    if (place < share) return role;
    place -= share;
  }
  return "agent";
}
