import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { publishPolicy } from "../../src/policy/publish.ts";
import { policyReader } from "../../src/policy/reader.ts";
import { readActiveSource } from "../../src/policy/store.ts";
import { ordinalFaults, taxonomyFaults } from "../../src/policy/taxonomy.ts";
import { correctTags, ticketTags } from "../../src/voc/tags/correct.ts";
import { runBackfill } from "../../src/voc/taxonomy/backfill.ts";
import { changed, changeTaxonomy, type TaxonomyChange } from "../../src/voc/taxonomy/change-taxonomy.ts";
import { previewChange } from "../../src/voc/taxonomy/preview-change.ts";
import { decideTag, proposedTags, proposeTag } from "../../src/voc/taxonomy/propose-tag.ts";
import { trend } from "../../src/voc/trends/trend.ts";
import { shippedFiles, shippedPolicies } from "../policy/sample.ts";
import { vocDesk } from "./desk.ts";

const { taxonomy: shipped } = shippedPolicies();
const name = { zh: "深色模式", en: "Dark mode" };
const DAY = { from: "2026-03-02", to: "2026-03-02" };

async function desk() {
  const made = await vocDesk("2026-03-02T05:00:00Z");
  const counts = async (...tags: string[]) => {
    const { series } = await made.read((tx) => trend(tx, made.taxonomy(), { ...DAY, tags, by: "day" }));
    return Object.fromEntries(series.map(({ tag, count }) => [tag, count]));
  };
  const tagsOf = async (id: string) => (await ticketTags(made.voc, made.ctx, id)).map(({ tag }) => tag);
  return { ...made, counts, tagsOf };
}

test("every change gives a taxonomy that may follow the one before, and no ordinal is used again", () => {
  const one = changed(shipped, { type: "add", code: "dark_mode", name, group: "request", words: ["dark mode"] });
  const two = changed(one, { type: "merge", from: "dark_mode", into: "usability" });
  const three = changed(two, { type: "split", from: "usability", into: { code: "themes", name, words: ["theme"] } });
  const four = changed(three, { type: "merge", from: "usability", into: "defect" });
  const five = changed(four, { type: "deprecate", tag: "praise", deprecated: true });
  for (const [before, after] of [
    [shipped, one],
    [one, two],
    [two, three],
    [three, four],
    [four, five],
  ] as const)
    expect([taxonomyFaults(after), ordinalFaults(before, after)]).toEqual([[], []]);
  const ordinals = [one, three].map((policy) => policy.kinds.at(-1)!.ordinal);
  expect(ordinals).toEqual([17, 18]);
  expect(four.kinds.find(({ code }) => code === "themes")).toMatchObject({ splitFrom: "defect" });
  expect(() => changed(shipped, { type: "merge", from: "defect", into: "defect" })).toThrow(/into itself/);
  expect(() => changed(shipped, { type: "rename", tag: "nope", name })).toThrow(/there is no tag nope/);
  expect(() => changed(one, { type: "add", code: "dark_mode", name, group: "request" })).toThrow(/already/);
});

test("a merge moves the past: counts of the tag that goes are those of its heir, a ticket with both counts once", async () => {
  const { ticket, tag, counts, tagsOf, setTaxonomy, backfill } = await desk();
  const both = await ticket();
  await tag(both, ["documentation", "usability"]);
  await tag(await ticket(), ["documentation"]);
  setTaxonomy((policy) => changed(policy, { type: "merge", from: "documentation", into: "usability" }));
  expect(await counts("usability")).toEqual({ usability: 1 });
  expect(await backfill()).toMatchObject({ status: "done", total: 2, done: 2, changed: 2 });
  expect(await counts("usability")).toEqual({ usability: 2 });
  expect(await tagsOf(both)).toEqual(["usability"]);
  // What machines still call by the old name goes to the heir as well.
  await tag(await ticket(), ["documentation"]);
  expect(await counts("usability")).toEqual({ usability: 3 });
});

test("a tag that a person took away takes nothing from the one it is merged into, and stays away where that is not there", async () => {
  const { ticket, tag, voc, ctx, tagsOf, setTaxonomy, backfill } = await desk();
  const [both, other] = [await ticket(), await ticket()];
  await tag(both, ["documentation", "usability"]);
  await tag(other, ["documentation"]);
  for (const id of [both, other]) await correctTags(voc, ctx, id, { set: [], remove: ["documentation"] });
  setTaxonomy((policy) => changed(policy, { type: "merge", from: "documentation", into: "usability" }));
  await backfill();
  await tag(other, ["documentation"]);
  expect([await tagsOf(both), await tagsOf(other)]).toEqual([["usability"], []]);
});

test("a split takes the requests with its words, then and from now on", async () => {
  const { ticket, tag, counts, setTaxonomy, backfill } = await desk();
  await tag(await ticket("导出报表时崩溃"), ["defect"]);
  await tag(await ticket("金额算错了"), ["defect"]);
  const into = { code: "crash", name: { zh: "崩溃", en: "Crash" }, words: ["崩溃", "闪退"] };
  setTaxonomy((policy) => changed(policy, { type: "split", from: "defect", into }));
  await backfill();
  expect(await counts("defect", "crash")).toEqual({ defect: 1, crash: 1 });
  await tag(await ticket(), ["defect"], { text: "一打开就闪退。" });
  expect(await counts("defect", "crash")).toEqual({ defect: 1, crash: 2 });
});

test("a tag with words of its own is found in the past, quoted, and again only where a person did not say no", async () => {
  const { ticket, voc, ctx, member, counts, setTaxonomy, backfill } = await desk();
  const wanted = await ticket("希望有深色模式，晚上刺眼。谢谢");
  await ticket("怎么反结账");
  setTaxonomy((policy) => changed(policy, { type: "add", code: "dark", name, group: "request", words: ["深色模式"] }));
  await backfill();
  expect(await ticketTags(voc, ctx, wanted)).toMatchObject([
    { tag: "dark", source: "rule", quote: "希望有深色模式，晚上刺眼。" },
  ]);
  await correctTags(voc, member("agent"), wanted, { set: [], remove: ["dark"] });
  await backfill();
  expect(await counts("dark")).toEqual({ dark: 0 });
});

test("a tag that is found in the past counts on the day on which its words were said first", async () => {
  const { say, clock, counts, setTaxonomy, backfill, read, taxonomy } = await desk();
  const contact = { externalId: "u-1" };
  await say("希望有深色模式", { contact });
  clock.set("2026-03-05T05:00:00Z");
  await say("还有一个问题：深色模式能定时吗", { contact });
  setTaxonomy((policy) => changed(policy, { type: "add", code: "dark", name, group: "request", words: ["深色模式"] }));
  await backfill();
  expect(await counts("dark")).toEqual({ dark: 1 });
  const later = { from: "2026-03-05", to: "2026-03-05", tags: ["dark"], by: "day" } as const;
  expect((await read((tx) => trend(tx, taxonomy(), later))).series[0]!.count).toBe(0);
});

test("a deprecated tag keeps its past and is given to nobody any more", async () => {
  const { ticket, tag, voc, member, counts, setTaxonomy, backfill } = await desk();
  await tag(await ticket(), ["praise"]);
  setTaxonomy((policy) => changed(policy, { type: "deprecate", tag: "praise", deprecated: true }));
  await backfill();
  const later = await ticket();
  await tag(later, ["praise"]);
  expect(await counts("praise")).toEqual({ praise: 1 });
  await expect(correctTags(voc, member("agent"), later, { set: [{ tag: "praise" }], remove: [] })).rejects.toThrow(
    /deprecated/,
  );
});

test("a backfill that died goes on where it was", async () => {
  const { ticket, tag, voc, ctx, queued, taxonomy, read, clock } = await desk();
  for (let i = 0; i < 45; i++) await tag(await ticket(), ["documentation"]);
  const policies = policyReader({ ...shippedPolicies(), taxonomy: taxonomy().policy });
  const deps = { ...voc, policies };
  const change = { type: "merge", from: "documentation", into: "usability" } as const;
  const { version, backfillId } = await changeTaxonomy(deps, ctx, change);
  expect([version, queued]).toEqual([1, [backfillId]]);
  const dying = new AbortController();
  const slow = { ...deps, clock: { now: () => dying.abort() ?? clock.now() } };
  await expect(runBackfill(slow, ctx, backfillId, dying.signal)).rejects.toThrow(/aborted/);
  const done = () =>
    read(
      async (tx) => (await tx.query("select done, status from voc_backfill where tenant_id = $1", [tx.tenantId])).rows,
    );
  if (voc.db.kind === "embedded") expect(await done()).toEqual([{ done: 20, status: "running" }]);
  await runBackfill(deps, ctx, backfillId, new AbortController().signal);
  expect(await done()).toEqual([{ done: 45, status: "done" }]);
  await runBackfill(deps, ctx, backfillId, new AbortController().signal);
  expect(await done()).toEqual([{ done: 45, status: "done" }]);
});

test("a proposed tag is decided once: accepted with its words, merged into another, or rejected", async () => {
  const { voc, ctx, member, read } = await desk();
  const deps = { ...voc, policies: policyReader(shippedPolicies()) };
  const propose = () => proposeTag(deps, member("agent"), { name, words: ["深色模式"], reason: "三位客户提到" });
  const [accepted, merged, rejected] = [await propose(), await propose(), await propose()];
  const boss = member("manager");
  expect(await decideTag(deps, boss, accepted, { decision: "accept", code: "dark", group: "request" })).toMatchObject({
    state: "accepted",
    tag: "dark",
  });
  await decideTag(deps, boss, merged, { decision: "merge", into: "usability" });
  await decideTag(deps, boss, rejected, { decision: "reject" });
  const { taxonomy } = await read((tx) => deps.policies(tx));
  expect(taxonomy.kinds.find(({ code }) => code === "dark")).toMatchObject({ words: ["深色模式"], ordinal: 17 });
  expect(taxonomy.kinds.find(({ code }) => code === "usability")).toMatchObject({ words: ["深色模式"] });
  await expect(decideTag(deps, boss, rejected, { decision: "reject" })).rejects.toThrow(/rejected already/);
  expect((await proposedTags(deps, ctx, "merged")).map(({ id }) => id)).toEqual([merged]);
});

test("a change keeps the text of the policy as it was written, comments and all, and adds to it", async () => {
  const { voc, ctx, read } = await desk();
  const deps = { ...voc, policies: policyReader(shippedPolicies()) };
  const text = shippedFiles().find(({ name: file }) => file.endsWith("taxonomy.yaml"))!.text;
  const source = text.replace("en: Praise } }", "en: Praise } } # 董事会要看");
  await read((tx) =>
    publishPolicy({ tx, clock: voc.clock, ctx }, { kind: "taxonomy", content: shipped, note: "", source }),
  );
  await changeTaxonomy(deps, ctx, { type: "rename", tag: "usability", name });
  const now = await read((tx) => readActiveSource(tx, "taxonomy"));
  expect(now).toBe(source.replace("{ zh: 易用性, en: Usability }", "{ zh: 深色模式, en: Dark mode }"));
});

test("a correction stands above machines, moves the counts, and leaves an audit row", async () => {
  const { ticket, tag, voc, ctx, member, counts, tagsOf } = await desk();
  const id = await ticket();
  await tag(id, ["defect"]);
  const fixed = { set: [{ tag: "upgrade", product: "tingke-crm", module: "leads" }], remove: ["defect"] };
  expect(await correctTags(voc, member("agent"), id, fixed)).toMatchObject([
    { tag: "upgrade", product: "tingke-crm", module: "leads", source: "person", confidence: 1 },
  ]);
  await tag(id, ["defect", "upgrade"], { product: "panheng-erp", module: "finance" });
  expect(await tagsOf(id)).toEqual(["upgrade"]);
  expect((await ticketTags(voc, ctx, id))[0]).toMatchObject({ product: "tingke-crm", module: "leads" });
  expect(await counts("defect", "upgrade")).toEqual({ upgrade: 1, defect: 0 });
  const { rows } = await inTenant(voc.db, ctx.tenantId, (tx) =>
    tx.query("select after from audit where tenant_id = $1 and action = 'voc.tags_corrected'", [tx.tenantId]),
  );
  expect(rows).toEqual([{ after: { tags: ["upgrade"] } }]);
  await expect(
    correctTags(voc, member("agent"), id, { set: [{ tag: "defect", product: "abacus" }], remove: [] }),
  ).rejects.toThrow(/no product abacus/);
});

test("a tag that a person denies before any machine gives it is never given, and counts nothing", async () => {
  const { ticket, tag, voc, ctx, counts, tagsOf } = await desk();
  const id = await ticket();
  expect(await correctTags(voc, ctx, id, { set: [], remove: ["praise"] })).toEqual([]);
  await tag(id, ["praise", "defect"]);
  expect([await tagsOf(id), await counts("praise")]).toEqual([["defect"], { praise: 0 }]);
});

test("a preview says what a backfill would change, masks what its reader may not see, and keeps nothing", async () => {
  const { ticket, tag, voc, member, counts, setTaxonomy, backfill, read } = await desk();
  const both = await ticket();
  await tag(both, ["documentation", "usability"]);
  await tag(await ticket(), ["documentation"]);
  await tag(await ticket("一导出就闪退，请回电 13912345678"), ["defect"]);
  const merge: TaxonomyChange = { type: "merge", from: "documentation", into: "usability" };
  const into = { code: "crash", name, words: ["闪退"] };
  const split: TaxonomyChange = { type: "split", from: "defect", into };
  const add: TaxonomyChange = { type: "add", code: "dark", name, group: "request", words: ["深色模式"] };
  await ticket("希望有深色模式");
  const looked = (change: TaxonomyChange, who: "agent" | "analyst" = "agent") =>
    previewChange(voc, who === "agent" ? member("agent") : { ...member("agent"), actor: analyst }, change);
  const analyst = { type: "member", id: newId(), role: "analyst", maySend: false } as const;
  const before = await read(
    async (tx) => (await tx.query("select * from voc_tag where tenant_id = $1", [tx.tenantId])).rows,
  );
  expect(await looked(merge)).toMatchObject({
    ...{ tickets: 2, read: 2, changed: 2 },
    tags: [
      { tag: "documentation", lost: 2, gained: 0 },
      { tag: "usability", lost: 0, gained: 1 },
    ],
  });
  expect(await looked(split)).toMatchObject({ tickets: 1, read: 1, changed: 1, examples: [{ gained: ["crash"] }] });
  expect((await looked(split)).examples[0]!.quote).toContain("13912345678");
  expect((await looked(split, "analyst")).examples[0]!.quote).toContain("[phone]");
  expect(await looked(add)).toMatchObject({ tickets: null, read: 4, changed: 1, tags: [{ tag: "dark", gained: 1 }] });
  expect(await looked({ type: "rename", tag: "defect", name })).toMatchObject({ tickets: 1, read: 0, changed: 0 });
  await expect(looked({ type: "rename", tag: "nope", name })).rejects.toThrow(/no tag nope/);
  const after = await read(
    async (tx) => (await tx.query("select * from voc_tag where tenant_id = $1", [tx.tenantId])).rows,
  );
  expect(after).toEqual(before);
  setTaxonomy((policy) => changed(policy, merge));
  expect(await backfill()).toMatchObject({ changed: 2 });
  expect(await counts("usability")).toEqual({ usability: 2 });
});
