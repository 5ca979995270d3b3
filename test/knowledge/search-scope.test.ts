import fc from "fast-check";
import { expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { AUDIENCES, LANGUAGES } from "../../src/kernel/labels.ts";
import { embedPassages } from "../../src/knowledge/dense.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import type { ArticleScope, SearchFilter } from "../../src/knowledge/types.ts";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import { indexedTenant } from "./index-support.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 2);
const embedder = glossEmbedder();

/** Ranges with the versions that lie in each, written out by hand. */
const RANGES: Readonly<Record<string, readonly string[]>> = {
  ">=8.0 <9.0": ["8.0", "8.2.1", "8.10"],
  "7.3": ["7.3"],
  ">=8.2": ["8.2.1", "8.10", "9.0"],
  "<8.0 || 9.x": ["7.3", "9.0"],
};
const VERSIONS = ["7.3", "8.0", "8.2.1", "8.10", "9.0"];
const DAYS = ["2026-05-31", "2026-06-01", "2026-06-02"];
const some = <Value>(...values: Value[]) => fc.constantFrom(null, ...values);

const scope = fc.record({
  product: some("erp", "crm"),
  editions: fc.subarray(["standard", "flagship"]),
  versions: some(...Object.keys(RANGES)),
  deployment: some<"on_premise" | "saas">("on_premise", "saas"),
  audience: fc.constantFrom(...AUDIENCES),
  language: fc.constantFrom(...LANGUAGES),
  validFrom: some(...DAYS),
  validTo: some(...DAYS),
});
type Scope = Pick<ArticleScope, "product" | "editions" | "versions" | "deployment" | "audience" | "language"> &
  Pick<ArticleScope, "validFrom" | "validTo">;

const filter: fc.Arbitrary<SearchFilter> = fc.record(
  {
    audiences: fc.constantFrom(...AUDIENCES.map((_, i) => AUDIENCES.slice(0, i + 1))),
    at: fc.constantFrom(...DAYS).map((day) => new Date(`${day}T12:00:00Z`)),
    product: fc.constantFrom("erp", "crm", "other"),
    edition: fc.constantFrom("standard", "flagship", "other"),
    version: fc.constantFrom(...VERSIONS),
    deployment: fc.constantFrom("on_premise" as const, "saas" as const),
    language: fc.constantFrom(...LANGUAGES),
  },
  { requiredKeys: ["audiences", "at"] },
);

/** The rule in plain words of the program, to compare the statement with. */
function maySee(of: Scope, by: SearchFilter): boolean {
  const day = by.at.toISOString().slice(0, 10);
  const fits = <Value>(wanted: Value | undefined, own: Value | null) =>
    wanted === undefined || own === null || own === wanted;
  return (
    by.audiences.includes(of.audience) &&
    fits(by.product, of.product) &&
    (by.edition === undefined || of.editions.length === 0 || of.editions.includes(by.edition)) &&
    fits(by.deployment, of.deployment) &&
    (by.language === undefined || of.language === by.language) &&
    (of.validFrom === null || of.validFrom <= day) &&
    (of.validTo === null || of.validTo >= day) &&
    (by.version === undefined || of.versions === null || RANGES[of.versions]!.includes(by.version))
  );
}

const TEXTS = {
  zh: "# 备份\n\n备份数据库之前先停止服务，再恢复到新服务器。",
  en: "# Backup\n\nStop the service before you back up the database, then restore it to a new server.",
};
const QUESTIONS = ["怎么备份数据库？", "How do I back up the database?", "您好，服务停止了，怎么恢复到新服务器，谢谢"];

test("whatever is asked, exactly what the filter lets through is found, and never another tenant's", {
  timeout: 60_000 + ROUNDS * 20_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(scope, { minLength: 12, maxLength: 24 }),
      fc.array(fc.tuple(filter, fc.constantFrom(...QUESTIONS), fc.boolean()), { minLength: 8, maxLength: 12 }),
      async (scopes, asked) => {
        const [mine, theirs] = [await indexedTenant(), await indexedTenant()];
        for (const [i, one] of scopes.entries()) await mine.put({ [`${i}.md`]: TEXTS[one.language] }, one);
        await theirs.put({ "theirs.md": TEXTS.zh, "theirs-en.md": TEXTS.en });
        await embedPassages({ db: mine.db, clock: systemClock, embedder }, systemCtx(mine.tenantId, "test"));
        const own = new Set(mine.ids.values());
        for (const [by, text, withVectors] of asked) {
          const search = createSearch({ db: mine.db, ...(withVectors ? { embedder } : {}) })(mine.tenantId);
          const { hits } = await search({ text, filter: by, limit: 50 });
          expect(hits.every(({ articleId }) => own.has(articleId))).toBe(true);
          const expected = scopes.flatMap((one, i) => (maySee(one, by) ? [`${i}.md`] : []));
          expect(hits.map(({ path }) => path).sort()).toEqual(expected.sort());
        }
      },
    ),
    { numRuns: ROUNDS },
  );
});
