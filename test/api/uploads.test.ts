import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { type Credentials, type ProblemBody, send, testTenant } from "../support/app.ts";

const tenant = await testTenant();
const { app, ctx } = tenant;
const key = await tenant.key(["knowledge:write", "knowledge:read"]);
const IMPORTS = "POST /v1/knowledge/imports";
const MEGABYTE = 1_000_000;

const form = (files: Readonly<Record<string, Uint8Array | string>>): FormData => {
  const data = new FormData();
  for (const [name, content] of Object.entries(files)) data.append("file", new File([content as BlobPart], name));
  return data;
};

interface Report {
  readonly status: string;
  readonly done: number;
  readonly failed: number;
  readonly problems: readonly { path: string; reason: string; line: number | null }[];
}

/** Uploads, runs the import, and gives its report. */
async function imported(body: unknown, headers: Credentials = {}): Promise<Report> {
  const { status, body: started } = await send(app.fetch, IMPORTS, key, body, headers);
  expect(status, JSON.stringify(started)).toBe(202);
  const { id } = started as { id: string };
  await runImport(app.imports, ctx, id, new AbortController().signal);
  return (await send(app.fetch, `GET /v1/knowledge/imports/${id}`, key)).body as Report;
}

/** Sends an upload that must be refused; nothing of it may be kept. */
async function refused(body: unknown, headers: Credentials = {}): Promise<ProblemBody> {
  const stored = async () => {
    const count = async (table: string) =>
      (
        await inTenant(app.db, ctx.tenantId, (tx) =>
          tx.query(`select 1 from ${table} where tenant_id = $1`, [ctx.tenantId]),
        )
      ).rowCount;
    return [await count("import_job"), await count("import_blob")];
  };
  const before = await stored();
  const answer = await send(app.fetch, IMPORTS, key, body, headers);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await stored()).toEqual(before);
  return answer.body as ProblemBody;
}

test("a file that lies about its type fails with the reason, and the others go on", async () => {
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
  const report = await imported(
    form({ "lies.md": png, "good.md": "# Good\n\nText.\n", "binary.txt": Buffer.alloc(300) }),
  );
  expect(report).toMatchObject({ status: "done", done: 1, failed: 2 });
  expect(report.problems.map(({ path }) => path).sort()).toEqual(["binary.txt", "lies.md"]);
  for (const { reason } of report.problems) expect(reason).toMatch(/\w+ \w+/);
});

test("malformed front matter is told with file, line and reason; the file is left out, the others go on", async () => {
  const report = await imported(
    form({
      "a.md": "---\ntitle: A\naudience: everybody\n---\n\n# A\n\nText.\n",
      "b.md": "---\ntitle: [open\n---\n\n# B\n\nText.\n",
      "c.md": "# C\n\nText.\n",
    }),
  );
  expect(report).toMatchObject({ done: 1, failed: 2 });
  expect(report.problems).toMatchObject([
    { path: "a.md", line: 3, reason: expect.stringMatching(/audience|public/) },
    { path: "b.md", line: expect.any(Number), reason: expect.any(String) },
  ]);
});

test("a zip is taken file by file; one that leaves its root or is cut off is refused", async () => {
  const ZIP = { "content-type": "application/zip" };
  const good = zipSync({
    "docs/a.md": Buffer.from("# Zip A\n\nText.\n"),
    "docs/b.md": Buffer.from("# Zip B\n\nText.\n"),
  });
  expect(await imported(good, ZIP)).toMatchObject({ status: "done", done: 2 });
  expect(await refused(zipSync({ "../evil.md": Buffer.from("x") }), ZIP)).toMatchObject({ status: 400 });
  expect(await refused(good.subarray(0, good.length - 30), ZIP)).toMatchObject({
    status: 400,
    errors: [{ field: "file" }],
  });
  expect(await refused(Buffer.from("no zip at all"), ZIP)).toMatchObject({ status: 400, errors: [{ field: "file" }] });
});

test("a zip bomb is refused before it fills the memory", async () => {
  const bomb = zipSync({ "bomb.md": new Uint8Array(240 * MEGABYTE) }, { level: 9 });
  expect(bomb.length).toBeLessThan(MEGABYTE);
  const before = process.memoryUsage().arrayBuffers;
  expect(await refused(bomb, { "content-type": "application/zip" })).toMatchObject({ status: 413 });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(120 * MEGABYTE);
});

test("an upload that says 200 MB is refused by its length, without being read", async () => {
  let pulled = 0;
  const answer = await upload({ "content-length": String(200 * MEGABYTE) }, () => {
    pulled += 1;
  });
  expect(answer).toMatchObject({ status: 413, errors: [{ field: "(body)", reason: "too large" }] });
  expect(pulled).toBeLessThan(5);
});

test("an upload of 200 MB that does not say its length is cut off at the limit, also with an Idempotency-Key", async () => {
  for (const headers of [{}, { "idempotency-key": "big" }]) {
    let pulled = 0;
    const answer = await upload(headers, () => {
      pulled += 1;
    });
    expect(answer.status).toBe(413);
    expect(pulled).toBeLessThan(110);
  }
});

/** Streams 200 parts of 1 MB. */
async function upload(headers: Credentials, onPull: () => void): Promise<ProblemBody> {
  const part = Buffer.alloc(MEGABYTE, 0x61);
  let left = 200;
  const body = new ReadableStream({
    pull: (controller) => {
      onPull();
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(part);
    },
  });
  const request = new Request("http://threeline.test/v1/knowledge/imports", {
    method: "POST",
    headers: { ...key, "content-type": "application/zip", ...headers },
    body,
    duplex: "half",
  } as RequestInit);
  return (await (await app.fetch(request)).json()) as ProblemBody;
}

test("a form without a file, one that is damaged, and any other type are refused with the field", async () => {
  expect(await refused(form({}))).toMatchObject({ status: 400, errors: [{ field: "file", reason: "required" }] });
  const MULTIPART = { "content-type": "multipart/form-data; boundary=x" };
  expect(await refused("--y\r\nnonsense", MULTIPART)).toMatchObject({ status: 400, errors: [{ field: "(body)" }] });
  expect(await refused({ file: "x" })).toMatchObject({ status: 415, errors: [{ field: "content-type" }] });
  expect(await refused(form({ "../up.md": "# Up" }))).toMatchObject({ status: 400, errors: [{ field: "path" }] });
});

test("an unknown import is not found, and a second import of one source waits for the first", async () => {
  const none = "00000000-0000-7000-8000-000000000000";
  for (const route of [
    `GET /v1/knowledge/imports/${none}`,
    `GET /v1/knowledge/imports/${none}/events`,
    `POST /v1/knowledge/imports/${none}/cancel`,
  ])
    expect((await send(app.fetch, route, key)).status).toBe(404);
  const file = form({ "a.md": "# A\n\nText.\n" });
  const first = await send(app.fetch, `${IMPORTS}?source=twice`, key, file);
  expect((await send(app.fetch, `${IMPORTS}?source=twice`, key, file)).status).toBe(409);
  const { id } = first.body as { id: string };
  expect((await send(app.fetch, `POST /v1/knowledge/imports/${id}/cancel`, key)).status).toBe(204);
});

test("what an upload says in a field or parameter that nobody reads is refused by its name", async () => {
  const named = form({ "a.md": "# A" });
  named.append("source", "handbook");
  expect(await refused(named)).toMatchObject({ status: 400, errors: [{ field: "source" }] });
  const { status, body } = await send(app.fetch, `${IMPORTS}?dryrun=true`, key, form({ "a.md": "# A" }));
  expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ field: "dryrun" }] } });
});
