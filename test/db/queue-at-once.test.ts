import { afterAll, expect, test } from "vitest";
import { type JobHandler, openQueue } from "../../src/db/queue.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const AT_ONCE = 3;
const db = await testDatabase();
const kinds = ["test-together", "test-crowded", "test-in-turn"] as const;
const queue = await openQueue(db, silentLogger, kinds);
/** What each kind does; the tests say. */
const handlers: Record<string, JobHandler> = {};
/** A run that was broken off may have left jobs on the server: those are let through. */
const own = new Set<string>();
const handle =
  (kind: string): JobHandler =>
  async (job, signal) => {
    if (own.has(job.tenantId)) await handlers[kind]!(job, signal);
  };
await queue.start(
  Object.fromEntries(kinds.map((kind) => [kind, handle(kind)])),
  Object.fromEntries(kinds.map((kind) => [kind, AT_ONCE])),
);
afterAll(() => queue.stop(2000));

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};
const send = (tenantId: string, kind: string, ids: readonly string[]) =>
  inTenant(db, tenantId, async (tx) => {
    for (const id of ids) await queue.send(tx, kind, id);
  });
const tenants = async (count: number) => {
  const made = await Promise.all(Array.from({ length: count }, async () => (await freshTenant()).ctx.tenantId));
  for (const tenantId of made) own.add(tenantId);
  return made;
};
const ids = (count: number) => Array.from({ length: count }, () => newId());

test("as many jobs as allowed wait for a model together on a server, one on the embedded database", async () => {
  const allowed = db.kind === "native" ? AT_ONCE : 1;
  const [first, second] = await tenants(2);
  let running = 0;
  let most = 0;
  let done = 0;
  handlers["test-together"] = async () => {
    most = Math.max(most, ++running);
    await until(() => most >= allowed);
    running -= 1;
    done += 1;
  };
  for (const tenantId of [first!, second!]) await send(tenantId, "test-together", ids(3));
  await until(() => done === 6);
  expect(most).toBe(allowed);
});

test.skipIf(db.kind === "embedded")("a tenant with many slow jobs does not keep another one waiting", async () => {
  const [busy, other] = await tenants(2);
  let served = false;
  let ended = 0;
  handlers["test-crowded"] = async ({ tenantId }) => {
    if (tenantId === other) served = true;
    // The busy tenant's model answers nothing before the other tenant has been served.
    await until(() => served);
    ended += 1;
  };
  await send(busy!, "test-crowded", ids(6));
  await send(other!, "test-crowded", ids(1));
  await until(() => ended === 7);
});

test.skipIf(db.kind === "embedded")("jobs about one row run one after another", async () => {
  const [tenantId, other] = await tenants(2);
  const id = newId();
  let running = 0;
  let most = 0;
  let ended = 0;
  let passed = false;
  handlers["test-in-turn"] = async (job) => {
    if (job.tenantId === other) passed = true;
    else {
      most = Math.max(most, ++running);
      await until(() => passed);
      running -= 1;
    }
    ended += 1;
  };
  await send(tenantId!, "test-in-turn", [id, id]);
  await send(other!, "test-in-turn", ids(1));
  await until(() => ended === 3);
  expect(most).toBe(1);
});
