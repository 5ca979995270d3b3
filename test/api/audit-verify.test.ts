import { expect, test } from "vitest";
import { sealAudit } from "../../src/access/audit-seal.ts";
import { send, testTenant } from "../support/app.ts";

test("the audit is verified without a body, and from the checkpoint of an answer on", async () => {
  const tenant = await testTenant();
  const { fetch, db, clock } = tenant.app;
  const { as } = await tenant.member("admin");
  await sealAudit({ db, clock }, tenant.ctx.tenantId);
  const verify = (body?: unknown) => send(fetch, "POST /v1/audit/verify", as, body);
  const whole = await verify();
  expect(whole).toMatchObject({ status: 200, body: { intact: true, checkpoint: { batch: 1 } } });
  const { checkpoint } = whole.body as { checkpoint: { batch: number; head: string } };
  expect(await verify({ since: checkpoint })).toMatchObject({ status: 200, body: { intact: true, checkpoint } });
  expect((await verify({ since: { ...checkpoint, batch: 7 } })).status).toBe(400);
  expect((await verify({ since: { batch: 1, head: "short" } })).status).toBe(400);
});
