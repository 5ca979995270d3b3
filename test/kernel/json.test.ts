import fc from "fast-check";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { storedJson } from "../../src/kernel/json.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const { ctx } = await freshTenant();
const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", maxLength: 3 }),
    fc.constantFrom("\ud83d", "\ude00", "\0", "\\u0000", "\\ud83d"),
  ),
});

test("whatever texts hold, the database takes their JSON, and whole characters come back as they were", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText), async (texts) => {
      const back = await inTenant(db, ctx.tenantId, async (tx) => {
        const { rows } = await tx.query<{ texts: string[] }>("select $1::jsonb as texts", [storedJson(texts)]);
        return rows[0]!.texts;
      });
      expect(back).toEqual(texts.map((text) => text.toWellFormed().replaceAll("\0", "\uFFFD")));
    }),
    { numRuns: 100 },
  );
});

test("a value without text to mend is written as JSON writes it", () => {
  const value = { a: ["😀", 1, null, { b: true }], c: "\\ud83d" };
  expect(storedJson(value)).toBe(JSON.stringify(value));
});
