import fc from "fast-check";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { listArticles } from "../../src/knowledge/articles/read.ts";
import { safePath } from "../../src/knowledge/import/file-paths.ts";
import { DEFAULT_LIMITS } from "../../src/knowledge/import/limits.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { type ImportRequest, startImport, uploadsOf } from "../../src/knowledge/import/start.ts";
import { importStatus } from "../../src/knowledge/import/status.ts";
import { unzip } from "../../src/knowledge/import/unzip.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { recordingIndex } from "./recording-index.ts";

const db = await testDatabase();
const never = new AbortController().signal;
const text = (content: string) => Buffer.from(content);
/** A request without the source's name. */
type Upload = ImportRequest extends infer Each ? (Each extends unknown ? Omit<Each, "source"> : never) : never;

async function uploader() {
  const { ctx } = await freshTenant();
  const deps = { db, clock: systemClock, log: silentLogger, index: recordingIndex() };
  const upload = async (request: Upload) => {
    const { jobId } = await startImport(deps, ctx, { source: "uploads", ...request } as ImportRequest);
    await runImport(deps, ctx, jobId, never);
    return importStatus(deps, ctx, jobId);
  };
  const live = async () => (await listArticles(deps, ctx, { status: "live" })).articles.map(({ path }) => path);
  const blobs = async () => {
    const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
      tx.query("select 1 from import_blob where tenant_id = $1", [tx.tenantId]),
    );
    return rows.length;
  };
  return { upload, live, blobs };
}

test("uploads add up, a zip and single files alike, and leave nothing behind", async () => {
  const { upload, live, blobs } = await uploader();
  await upload({ files: [{ path: "a.md", content: text("# A\n\na") }] });
  const zip = zipSync({
    "docs/b.md": text("# B\n\n[a](../a.md)"),
    "docs/c.png": text("x"),
    "__MACOSX/._b.md": text("x"),
  });
  expect(await upload({ zip })).toMatchObject({ status: "done", total: 1, done: 1, relinked: 1 });
  expect(await live()).toEqual(["a.md", "docs/b.md"]);
  expect(await blobs()).toBe(0);
});

test("zips among other files give what they hold; one that is none is named", async () => {
  const { upload, live } = await uploader();
  const zip = zipSync({ "docs/b.md": text("# B\n\nb") });
  const files = [
    { path: "a.md", content: text("# A\n\na") },
    { path: "docs.ZIP", content: zip },
  ];
  expect(await upload({ files })).toMatchObject({ status: "done", source: "uploads", total: 2, done: 2 });
  expect(await live()).toEqual(["a.md", "docs/b.md"]);
  await expect(upload({ files: [...files, { path: "bad.zip", content: text("x") }] })).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("bad.zip"),
  });
});

test("zips that hold too much together are refused before all of them are unpacked", async () => {
  const limits = { ...DEFAULT_LIMITS, maxTotalBytes: 1_000 };
  const files = ["a", "b"].map((name) => ({
    path: `${name}.zip`,
    content: zipSync({ [`${name}.md`]: new Uint8Array(600) }),
  }));
  await expect(uploadsOf({ source: "uploads", files: files.slice(0, 1) }, limits)).resolves.toHaveLength(1);
  const unread = { path: "c.zip", content: text("never looked at") };
  await expect(uploadsOf({ source: "uploads", files: [...files, unread] }, limits)).rejects.toMatchObject({
    code: "too_large",
  });
});

test("an upload may replace all that was there", async () => {
  const { upload, live } = await uploader();
  await upload({ files: [{ path: "a.md", content: text("# A\n\na") }] });
  await upload({ files: [{ path: "b.md", content: text("# B\n\nb") }], mirror: true });
  expect(await live()).toEqual(["b.md"]);
});

test("an upload that is empty, too large or outside of its root is refused at once", async () => {
  const { upload } = await uploader();
  await expect(upload({ files: [] })).rejects.toMatchObject({ code: "invalid" });
  await expect(upload({ files: [{ path: "../a.md", content: text("x") }] })).rejects.toMatchObject({ code: "invalid" });
  await expect(upload({ files: [{ path: "a.md", content: new Uint8Array(20_000_001) }] })).rejects.toMatchObject({
    code: "too_large",
  });
  await expect(upload({ zip: text("no zip at all") })).rejects.toMatchObject({ code: "invalid" });
});

test("names from Chinese Windows are read, and folders that it separates", async () => {
  const zip = zipSync({ "XX\\a.md": text("x") });
  const named = Buffer.from(zip);
  const gbk = Buffer.from([0xb1, 0xb8]);
  for (let at = named.indexOf("XX"); at >= 0; at = named.indexOf("XX", at)) gbk.copy(named, at);
  expect((await unzip(named, DEFAULT_LIMITS)).map(({ path }) => path)).toEqual(["备/a.md"]);
});

test.each([
  ["a bomb", { "a.md": new Uint8Array(30_000_000) }, {}, "too_large"],
  [
    "a bomb of many files",
    Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.md`, new Uint8Array(1_000_000)])),
    {},
    "too_large",
  ],
  [
    "more bytes than allowed",
    { "a.md": text("x".repeat(2_000)), "b.md": text("y".repeat(2_000)) },
    { maxTotalBytes: 3_000 },
    "too_large",
  ],
  ["a path that climbs", { "../../etc/cron.d/x.md": text("x") }, {}, "invalid"],
  ["an absolute path", { "/etc/x.md": text("x") }, {}, "invalid"],
  ["a drive", { "C:\\x.md": text("x") }, {}, "invalid"],
  [
    "more entries than allowed",
    Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`${i}.md`, text("")])),
    {},
    "too_large",
  ],
])("a zip with %s is refused", async (_name, entries, limits, code) => {
  await expect(
    unzip(zipSync(entries as Record<string, Uint8Array>), { ...DEFAULT_LIMITS, ...limits }),
  ).rejects.toMatchObject({ code });
});

test("a zip with a password is refused for its password, whether its entries are packed or only stored", async () => {
  for (const level of [0, 6] as const) {
    const zip = Buffer.from(zipSync({ "open.md": text("x"), "locked.md": text("secret ".repeat(50)) }, { level }));
    const directory = zip.lastIndexOf(Buffer.from("PK\u0001\u0002", "latin1"));
    zip.writeUInt16LE(zip.readUInt16LE(directory + 8) | 1, directory + 8);
    await expect(unzip(zip, DEFAULT_LIMITS)).rejects.toThrow(/protected with a password/);
  }
});

test("a zip that was cut off is refused wherever the cut is", async () => {
  const zip = zipSync({ "a.md": text("a"), "b.md": text("b") });
  const cuts = Array.from({ length: zip.length - 23 }, (_, i) => unzip(zip.slice(0, i + 2), DEFAULT_LIMITS));
  const outcomes = await Promise.allSettled(cuts);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toEqual([]);
});

test("a damaged zip is refused or read, never worse", async () => {
  const zip = zipSync({ "a.md": text("# A\n\ntext ".repeat(200)), "b/c.md": text("more") });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(zip.length),
      async (changes, length) => {
        const damaged = zip.slice(0, Math.max(4, length));
        for (const [at, byte] of changes) if (at > 1 && at < damaged.length) damaged[at] = byte;
        const outcome = await unzip(damaged, DEFAULT_LIMITS).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || (outcome as { name: string }).name === "DomainError").toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("a safe path never leaves its root", () => {
  const part = fc.constantFrom("a", "..", ".", "", "b.md", "C:", "\\", "\u0000", "备份");
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join("/")),
      (name) => {
        const path = safePath(name);
        expect(
          path === null || (!path.startsWith("/") && !path.split("/").includes("..") && safePath(path) === path),
        ).toBe(true);
      },
    ),
  );
});
