import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signEndUserToken, verifyEndUserToken } from "../../src/access/end-user-tokens.ts";
import { renewEndUserSecret } from "../../src/access/tenants.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const clock = testClock("2026-03-02T00:00:00Z");
const expiresAt = clock.now().getTime() / 1000 + 600;

test("a signed token gives the user, the customer and the facts that the tenant's server vouched for", async () => {
  const { ctx } = await freshTenant();
  const claims = {
    tenantId: ctx.tenantId,
    userId: "u-1",
    customerId: "c-9",
    product: "erp",
    version: "8.2",
    expiresAt,
  };
  const token = await signEndUserToken(db, claims);
  expect(await verifyEndUserToken(db, clock, token)).toEqual({
    tenantId: ctx.tenantId,
    actor: { type: "end_user", id: "u-1", customerId: "c-9" },
    claims,
  });
});

test("a tenant's server signs with the secret that it was shown; a renewed secret ends the tokens before it", async () => {
  const { ctx } = await freshTenant();
  const claims = { tenantId: ctx.tenantId, userId: "u-1", expiresAt };
  const secret = await renewEndUserSecret({ db, clock }, ctx);
  const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
  const signed = `tlu.${ctx.tenantId}.${payload}`;
  const signature = createHmac("sha256", Buffer.from(secret, "base64url")).update(signed).digest("base64url");
  const token = `${signed}.${signature}`;
  expect((await verifyEndUserToken(db, clock, token)).actor).toEqual({ type: "end_user", id: "u-1" });
  await renewEndUserSecret({ db, clock }, ctx);
  await expect(verifyEndUserToken(db, clock, token)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("an expired token is refused", async () => {
  const { ctx } = await freshTenant();
  const token = await signEndUserToken(db, { tenantId: ctx.tenantId, userId: "u", expiresAt: expiresAt - 600 });
  await expect(verifyEndUserToken(db, clock, token)).rejects.toThrow(/expired/);
});

test("no changed token is accepted", async () => {
  const [one, two] = [await freshTenant(), await freshTenant()];
  const token = await signEndUserToken(db, { tenantId: one.ctx.tenantId, userId: "u", expiresAt });
  const moved = token.replace(one.ctx.tenantId, two.ctx.tenantId);
  await expect(verifyEndUserToken(db, clock, moved)).rejects.toMatchObject({ code: "unauthenticated" });
  const payloadStart = token.indexOf(".", 5) + 1;
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom("A", "b", "0", "-"), async (at, character) => {
      // The last character of a base64url text may hold unused bits, so another one can mean the same bytes.
      const changed = token.slice(0, at) + character + token.slice(at + 1);
      fc.pre(changed !== token && at >= payloadStart && at < token.length - 1);
      await expect(verifyEndUserToken(db, clock, changed)).rejects.toMatchObject({ code: "unauthenticated" });
    }),
    { numRuns: 40 },
  );
});

test("a token that would last longer than a day, or than the operator says, is refused; a clock five minutes ahead is borne", async () => {
  const { ctx } = await freshTenant();
  const now = clock.now().getTime() / 1000;
  const lasting = async (seconds: number, longest?: number) =>
    verifyEndUserToken(
      db,
      clock,
      await signEndUserToken(db, { tenantId: ctx.tenantId, userId: "u", expiresAt: now + seconds }),
      longest,
    );
  expect((await lasting(86_400 + 300)).tenantId).toBe(ctx.tenantId);
  await expect(lasting(86_400 + 301)).rejects.toThrow(/lasts too long/);
  await expect(lasting(4_000, 3_600)).rejects.toThrow(/at most 3600 seconds/);
  expect((await lasting(7 * 86_400, 30 * 86_400)).tenantId).toBe(ctx.tenantId);
});
