import { expect, test } from "vitest";
import { ensureContact } from "../../src/customers/contacts.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { ERASE_CONTACT, runErasure } from "../../src/jobs/contact/erase-contact.ts";
import { givenUp } from "../../src/jobs/given-up.ts";
import { IMPORT_KNOWLEDGE } from "../../src/jobs/knowledge/import-knowledge.ts";
import { POLICY_DRY_RUN, policyDryRunJob } from "../../src/jobs/policy-dry-run.ts";
import { REPLAY_JOB } from "../../src/jobs/replay/job.ts";
import { startTraining, TRAIN } from "../../src/jobs/training/training.ts";
import { BACKFILL_VOC } from "../../src/jobs/voc/backfill-voc.ts";
import { newId } from "../../src/kernel/ids.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { runBackfill } from "../../src/voc/taxonomy/backfill.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { send, testTenant } from "../support/app.ts";

const never = new AbortController().signal;
const WHY = /failed as often as it is tried.*Start it again/;

async function desk() {
  const tenant = await testTenant();
  const { app, ctx } = tenant;
  const admin = await tenant.member("admin");
  return {
    ...tenant,
    admin,
    giveUp: (kind: string, id: string) => givenUp(app.tickets)[kind]!({ tenantId: ctx.tenantId, id }, never),
    call: async (route: string, body?: unknown) => {
      const answer = await send(app.fetch, route, admin.as, body);
      expect([route, answer.status < 300, answer.body]).toEqual([route, true, answer.body]);
      return answer.body as Record<string, string>;
    },
    /** Jobs that wait, by what they are about. */
    waiting: async (id: string) => {
      const { rows } = await app.db.query("select 1 from jobs.job where data->>'id' = $1", [id]);
      return rows.length;
    },
  };
}

test("an erasure that was given up says so where it is shown, tells whoever asked for it, and goes on when asked again", async () => {
  const { app, ctx, giveUp, call, waiting } = await desk();
  const contact = await inTenant(app.db, ctx.tenantId, (tx) =>
    ensureContact(tx, app.clock, ctx, { externalId: "u-gone" }),
  );
  const at = `/v1/contacts/${contact.id}/erasure`;
  const asked = { reason: "by letter", confirmation: "u-gone" };
  const { id } = await call(`POST ${at}`, asked);
  await giveUp(ERASE_CONTACT, id!);
  await giveUp(ERASE_CONTACT, id!);
  expect(await call(`GET ${at}`)).toMatchObject({ status: "failed", problem: expect.stringMatching(WHY) });
  const { notifications } = (await call("GET /v1/notifications")) as unknown as { notifications: { text: string }[] };
  expect(notifications).toMatchObject([{ kind: "erasure", text: expect.stringContaining(contact.id) }]);

  expect(await call(`POST ${at}`, asked)).toMatchObject({ id, status: "queued", problem: null });
  expect(await waiting(id!)).toBe(2);
  await runErasure(app.tickets, ctx, id!, never);
  expect(await call(`GET ${at}`)).toMatchObject({ status: "done", problem: null });
  await giveUp(ERASE_CONTACT, id!);
  expect(await call(`GET ${at}`)).toMatchObject({ status: "failed" });
});

test("a replay, a trial of a policy and a training that were given up end as failed with their reason", async () => {
  const { app, ctx, giveUp, call, admin } = await desk();
  const { autonomy, sla } = shippedPolicies();
  const change = { policy: { kind: "autonomy", text: JSON.stringify(autonomy) } };
  const replay = await call("POST /v1/replays", { change, last: 5 });
  await giveUp(REPLAY_JOB, replay["id"]!);
  expect(await call(`GET /v1/replays/${replay["id"]}`)).toMatchObject({
    status: "failed",
    problem: expect.stringMatching(WHY),
  });
  const dry = await call("POST /v1/policies/sla/dry-run", { content: sla });
  await giveUp(POLICY_DRY_RUN, dry["id"]!);
  expect(await call(`GET /v1/policy-dry-runs/${dry["id"]}`)).toMatchObject({
    status: "failed",
    problem: expect.stringMatching(WHY),
  });
  const actor = { type: "member", id: admin.id, role: "admin", maySend: true } as const;
  const training = await startTraining(app.tickets, { ...ctx, actor }, "reasons");
  await giveUp(TRAIN, training);
  expect(await call("GET /v1/notifications")).toMatchObject({ notifications: [{ kind: "training" }] });
});

test("an import that was given up may be tried again, and one that somebody runs is left alone", async () => {
  const { app, ctx, giveUp, call } = await desk();
  const files = [{ path: "a.md", content: Buffer.from("# A\n\na") }];
  const { jobId } = await startImport(app.imports, ctx, { source: "uploads", files });
  const lease = (until: string) =>
    inTenant(app.db, ctx.tenantId, (tx) =>
      tx.query(
        "update import_job set status = 'running', lease_owner = $3, lease_until = $4 where tenant_id = $1 and id = $2",
        [tx.tenantId, jobId, newId(), until],
      ),
    );
  await lease("2999-01-01T00:00:00Z");
  await expect(giveUp(IMPORT_KNOWLEDGE, jobId)).rejects.toMatchObject({ code: "conflict" });
  await lease("2020-01-01T00:00:00Z");
  await giveUp(IMPORT_KNOWLEDGE, jobId);
  expect(await call(`GET /v1/knowledge/imports/${jobId}`)).toMatchObject({
    status: "failed",
    error: expect.stringMatching(WHY),
  });
  await call(`POST /v1/knowledge/imports/${jobId}/retry`);
  expect(await call(`GET /v1/knowledge/imports/${jobId}`)).toMatchObject({ status: "queued", error: null });
});

test("a backfill that was given up ends as failed, and another one may be started", async () => {
  const { giveUp, call } = await desk();
  const { backfillId } = await call("POST /v1/voc/backfills");
  await giveUp(BACKFILL_VOC, backfillId!);
  expect(await call(`GET /v1/voc/backfills/${backfillId}`)).toMatchObject({
    status: "failed",
    problem: expect.stringMatching(WHY),
  });
  await call("POST /v1/voc/backfills");
});

test("a trial of a policy and a backfill that are broken off by the end of the process are not taken for done", async () => {
  const { app, ctx, call } = await desk();
  const stopped = AbortSignal.abort(new Error("stopped"));
  const { id } = await call("POST /v1/policies/sla/dry-run", { content: shippedPolicies().sla });
  await expect(policyDryRunJob(app.tickets)({ tenantId: ctx.tenantId, id: id! }, stopped)).rejects.toThrow("stopped");
  const { backfillId } = await call("POST /v1/voc/backfills");
  const voc = { ...app.tickets, enqueueBackfill: async () => {} };
  await expect(runBackfill(voc, ctx, backfillId!, stopped)).rejects.toThrow("stopped");
});
