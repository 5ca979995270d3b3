import { join } from "node:path";
import { createDemoMembers } from "../../src/access/demo-members.ts";
import { findUser } from "../../src/access/store/users.ts";
import { webRoutes } from "../../src/api/web.ts";
import { createApp, SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database } from "../../src/db/pool.ts";
import { asSignIn, inTenant } from "../../src/db/tenant.ts";
import { importFolder } from "../../src/jobs/demo.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import type { MemberRole } from "../../src/kernel/labels.ts";
import { createLogger } from "../../src/kernel/log.ts";
import { readPolicyTexts } from "../../src/policy/folder.ts";
import { publishAll } from "../../src/policy/publish.ts";
import { freshSession } from "../support/session.ts";
import { buildPages } from "./chromium.ts";
import { listenAgain } from "./listen-again.ts";
import { type OpenedPage, openPage, type PageOptions } from "./support.ts";

/** The real app for one tenant with the knowledge of a folder, its pages and a member of every role. */
export async function demoDesk(db: Database, tenantId: string, folder: string) {
  await buildPages();
  const app = await createApp(readConfig({ RATE_LIMIT_PER_MINUTE: "100000" }), db, {
    clock: systemClock,
    log: createLogger("error"),
    demoTenant: () => tenantId,
    web: webRoutes({ demo: true }),
  });
  const ctx = systemCtx(tenantId, "test");
  const texts = await readPolicyTexts(join(SAMPLE_KNOWLEDGE, "policies"));
  await inTenant(db, tenantId, (tx) => publishAll({ tx, clock: systemClock, ctx }, app.policies, "sample", texts));
  await importFolder(app, tenantId, { folder, source: "sample" }, () => {}, new AbortController().signal);
  // People of this desk alone: other files, in other processes too, have theirs in the same database.
  const members = await createDemoMembers({ db, clock: systemClock }, tenantId, `${tenantId.slice(-12)}.example`);
  const listener = await listenAgain(app.fetch);

  const accountOf = (role: MemberRole) => {
    const { email, password } = members.find((member) => member.role === role && member.maySend)!;
    return { email, password };
  };
  /** The cookie of a session of this role's member. */
  const sessionOf = async (role: MemberRole) => {
    const { email } = accountOf(role);
    const { id } = (await asSignIn(db, (connection) => findUser(connection, email)))!;
    return freshSession(db, id);
  };
  const signIn = async (page: OpenedPage, role: MemberRole) => {
    const { email, password } = accountOf(role);
    await page.getByLabel(/邮箱|E-mail/).fill(email);
    await page.getByLabel(/密码|Password/, { exact: true }).fill(password);
    await page.getByRole("button", { name: /^(登录|Sign in)$/ }).click();
  };
  return {
    app,
    base: listener.url,
    signIn,
    /** A page of the workbench, signed in without the form, which costs a start of the workbench more. */
    async openAs(role: MemberRole, path = "/app/tickets", options: PageOptions = {}): Promise<OpenedPage> {
      const page = await openPage(listener.url, options);
      const [name = "", value = ""] = (await sessionOf(role)).split(/=(.*)/s);
      const cookie = { name, value, url: listener.url, httpOnly: true, sameSite: "Lax" as const };
      await page.context().addCookies([cookie]);
      await page.goto(path);
      await page.getByRole("navigation").first().waitFor();
      return page;
    },
    /** A visitor asks on the demo page's chat; gives the ticket's id. */
    async ask(text: string, visitor: Record<string, string> = {}): Promise<string> {
      const { token } = (await (await fetch(`${listener.url}/demo/token`, { headers: visitor })).json()) as {
        token: string;
      };
      const answer = await fetch(`${listener.url}/v1/chat`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ message: text }),
      });
      return /"ticketId":"([^"]+)"/.exec(await answer.text())![1]!;
    },
    async close() {
      app.endStreams();
      await listener.close(0);
      // A desk that was started works on the queue, which all files of this process share.
      await app.stop(2_000);
    },
  };
}
