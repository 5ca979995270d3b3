import fc from "fast-check";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { cutChunks } from "../../src/knowledge/chunk.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import { indexedTenant } from "./index-support.ts";

const HALF = "\ud83d";

test("NUL and half characters in title, headings, anchors and text fail nothing, and none is stored", async () => {
  const { db, tenantId, put } = await indexedTenant();
  const front = '---\ntitle: "备\\0份"\nowner: "a\\ud83db"\n---\n';
  const body = `# 备\0份${HALF}\n\n## 第\0一步${HALF} {#first\0${HALF}}\n\n先停\0止写入${HALF}。见[第一步](b.md#first%00)。\n`;
  await put({ "a.md": body, "b.md": front + body });
  const { rows } = await inTenant(db, tenantId, (tx) =>
    tx.query<{ texts: string }>(
      `select concat_ws(' ', a.title, a.owner, v.body, c.heading_path::text, c.anchor, c.body) as texts
       from chunk c join article a on a.tenant_id = $1 and a.id = c.article_id
       join article_version v on v.tenant_id = $1 and v.article_id = a.id where c.tenant_id = $1`,
      [tenantId],
    ),
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { texts } of rows)
    expect(texts).toMatch(/备\ufffd份.*第\ufffd一步\ufffd.*first\ufffd\ufffd.*先停\ufffd止写入/s);
});

test("whatever a source holds, what is read of it can be stored and stands where it says", () => {
  const sign = fc.constantFrom("\0", HALF, "\ude00", "😀", "备份", "a", " ", "\n\n", "# ", "- ", "`", "|");
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
      const text = `# 题\n\n正文\n\n${signs.join("")}`;
      const parsed = parseSource("a.md", text, []);
      expect(parsed.source.length).toBe(text.length);
      const told = JSON.stringify(parsed);
      expect(told).not.toMatch(/\\u0000|\\ud[89a-f]/);
    }),
    { numRuns: 300 },
  );
});

test("a long text is not cut within a character", () => {
  for (const before of ["", "a"]) {
    const parsed = parseSource("a.md", `# 题\n\n${before}${"😀".repeat(4_000)}`, []);
    const chunks = cutChunks(parsed);
    expect(chunks.length).toBeGreaterThan(1);
    for (const { text, start, end } of chunks) {
      expect(text.isWellFormed()).toBe(true);
      expect(parsed.source.slice(start, end).trim()).toBe(text);
    }
  }
});
