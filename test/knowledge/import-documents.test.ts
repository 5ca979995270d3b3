import { expect, test } from "vitest";
import { getArticle, listArticles } from "../../src/knowledge/articles/read.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { importStatus } from "../../src/knowledge/import/status.ts";
import { testApp, testTenant } from "../support/app.ts";
import { docx, pdf, pptx, xlsx, zip } from "./document-samples.ts";

const app = await testApp();
const never = new AbortController().signal;

async function importInto(
  ctx: Awaited<ReturnType<typeof testTenant>>["ctx"],
  archive: Readonly<Record<string, string | Uint8Array>>,
) {
  const { jobId } = await startImport(app.imports, ctx, { source: "docs", zip: zip(archive) });
  await runImport(app.imports, ctx, jobId, never);
  return importStatus(app, ctx, jobId);
}

test("documents of all formats are imported, found and shown at their passage; a bad one fails alone, with its reason", async () => {
  const { ctx } = await testTenant();
  const files = {
    "manual.pdf": pdf([["The journal is kept for ninety days."]]),
    "guide.docx": docx([
      { style: "heading 1", text: "数据恢复" },
      { style: "Normal", text: "恢复之前先停止同步服务。" },
    ]),
    "deck.pptx": pptx([["Quarterly release", "The audit export is new."]]),
    "faq.xlsx": xlsx({
      FAQ: [
        ["问题", "答案"],
        ["如何重置许可证？", "在系统设置中点击重置。"],
      ],
    }),
    "codes.csv": "code,meaning\nE1001,The license has expired\n",
    "page.mdx": "import X from './x'\n\n# Page\n\n<X/>\n\nMarkdown with components.\n",
    "broken.pdf": "%PDF-1.7 nothing more",
    "scan.pdf": pdf([[]]),
    "old.doc": "x",
  };
  const report = await importInto(ctx, files);
  expect(report).toMatchObject({ status: "done", done: 6, failed: 2, skipped: 1 });
  expect(report.problems.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    expect.stringMatching(/^broken\.pdf: The PDF is damaged/),
    expect.stringMatching(/^scan\.pdf: .*scan.*OCR/),
    "old.doc: Files named *.doc cannot be read. Save it as *.docx.",
  ]);
  const asked = {
    "How long is the journal kept?": ["manual.pdf", "ninety days"],
    恢复之前要停什么服务: ["guide.docx", "停止同步服务"],
    "What is new in the audit export?": ["deck.pptx", "audit export"],
    如何重置许可证: ["faq.xlsx", "点击重置"],
    E1001: ["codes.csv", "license has expired"],
    "Markdown with components": ["page.mdx", "components"],
  };
  for (const [text, [path, words]] of Object.entries(asked)) {
    const { hits } = await app.search(ctx.tenantId)({
      text,
      limit: 3,
      filter: { audiences: ["public"], at: new Date() },
    });
    expect({ text, path: hits[0]?.path }).toEqual({ text, path });
    const article = await getArticle(app, ctx, hits[0]!.articleId);
    expect(article.body.slice(hits[0]!.start, hits[0]!.end)).toContain(words);
  }
  // The same again is no work, and what failed is not read a second time.
  expect(await importInto(ctx, files)).toMatchObject({ done: 0, failed: 2, skipped: 7 });
});

test("a document that is damaged later keeps its old version", async () => {
  const { ctx } = await testTenant();
  await importInto(ctx, { "a.docx": docx([{ style: "Normal", text: "First version." }]) });
  const report = await importInto(ctx, { "a.docx": "not a document any more" });
  expect(report).toMatchObject({ done: 0, failed: 1 });
  const { articles } = await listArticles(app, ctx);
  expect(articles).toMatchObject([
    { path: "a.docx", status: "live", version: 1, failedReason: expect.stringContaining("damaged") },
  ]);
});
