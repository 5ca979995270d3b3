import { afterAll, expect, test } from "vitest";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import { createDocumentConverter } from "../../src/knowledge/parse/documents/converter.ts";
import type { DocumentFormat } from "../../src/knowledge/parse/documents/formats.ts";
import { chinesePdf, docx, docxFiles, pdf, pptx, pptxFiles, xlsx, xlsxFiles, zip } from "./document-samples.ts";
import { blocksOf } from "./parse-blocks.ts";

const converter = createDocumentConverter();
afterAll(() => converter.close());

/** What an article made of these bytes holds. */
async function read(format: DocumentFormat, bytes: Uint8Array) {
  const source = await converter.convert(format, bytes);
  const article = parseSource(`Manual.${format}`, source, []);
  return {
    title: article.title,
    sections: article.sections.map(({ path, anchor }) => `${path.join(" > ")} #${anchor}`),
    blocks: blocksOf(article).map(({ kind, text }) => `${kind}: ${text}`),
    article,
  };
}

test("a PDF gives a section for each page, with the words of paragraphs that its lines tear apart", async () => {
  const page = await read(
    "pdf",
    pdf(
      [
        [
          "Stop the service before you copy the data folder to the",
          "other disk. Then start it again.",
          "1. Open the menu.",
        ],
        [],
        ["Second page (with brackets)"],
      ],
      "<< /Title (Backup guide) >>",
    ),
  );
  expect(page.title).toBe("Backup guide");
  expect(page.sections).toEqual([
    "Backup guide #backup-guide",
    "Backup guide > Page 1 #page-1",
    "Backup guide > Page 3 #page-3",
  ]);
  expect(page.blocks).toEqual([
    "paragraph: Stop the service before you copy the data folder to the other disk. Then start it again.",
    "paragraph: 1. Open the menu.",
    "paragraph: Second page (with brackets)",
  ]);
});

test("a Chinese PDF is read by the tables of its encoding", async () => {
  const page = await read("pdf", chinesePdf("先停止服务，再备份数据。"));
  expect(page.blocks).toEqual(["paragraph: 先停止服务，再备份数据。"]);
  expect(page.sections).toEqual(["Manual > 第 1 页 #page-1"]);
});

test("what runs at the head and foot of every page is left out", async () => {
  const pages = Array.from({ length: 6 }, (_, i) => [
    "Oakskiff handbook",
    "x",
    `Fact number ${i}.`,
    "y",
    `Page ${i + 1} of 6`,
  ]);
  const page = await read("pdf", pdf(pages));
  expect(page.blocks.join("\n")).not.toMatch(/Oakskiff|of 6/);
  expect(page.blocks.join("\n")).toContain("Fact number 4.");
});

test("a page without structure is cut at its sentences", async () => {
  const sentence = "The copy is checked against the journal before it is taken over.";
  const page = await read("pdf", pdf([Array.from({ length: 40 }, () => sentence)]));
  const longest = Math.max(...blocksOf(page.article).map(({ text }) => text.length));
  expect(longest).toBeLessThanOrEqual(1_000);
  expect(blocksOf(page.article).every(({ text }) => /^The copy.*taken over\.$/.test(text))).toBe(true);
});

test("a Word document keeps headings, lists, tables with their header, and code", async () => {
  const page = await read(
    "docx",
    docx([
      { style: "Title", text: "安装手册" },
      { style: "heading 1", text: "准备 *环境*" },
      { style: "Normal", text: "先检查 <config> 与 snake_case 和 2*3。" },
      { list: "第一步 [a](b)" },
      { list: "第二步" },
      { style: "heading 2", text: "端口" },
      {
        table: [
          ["端口", "用途"],
          ["8080", "网页|接口"],
          ["9090", "监控"],
        ],
      },
      { style: "Code", text: "npm ci" },
      { style: "Code", text: "  npm start" },
    ]),
  );
  expect(page.title).toBe("安装手册");
  expect(page.sections.slice(1)).toEqual(["安装手册 > 准备 *环境* #准备-环境", "安装手册 > 准备 *环境* > 端口 #端口"]);
  expect(page.blocks).toEqual([
    "paragraph: 先检查 <config> 与 snake_case 和 2*3。",
    "item: 第一步 [a](b)",
    "item: 第二步",
    "row: 端口: 8080; 用途: 网页|接口",
    "row: 端口: 9090; 用途: 监控",
    "code: npm ci\n  npm start",
  ]);
});

test("a Word document of several chapters is called by its file, not by its first chapter", async () => {
  const page = await read(
    "docx",
    docx([
      { style: "heading 1", text: "Overview" },
      { style: "Normal", text: "One." },
      { style: "heading 1", text: "Setup" },
      { style: "Normal", text: "Two." },
    ]),
  );
  expect([page.title, ...page.sections]).toEqual(["Manual", "Manual > Overview #overview", "Manual > Setup #setup"]);
});

/** A Word document of a body and the levels of the one definition that its lists, 1 and 2, share. */
const wordFile = (body: string, levels: string, second = "") => {
  const files = docxFiles([
    { style: "TOC 1", text: "Install\t3" },
    { style: "Normal", text: "" },
  ]);
  const document = files["word/document.xml"] as string;
  const numbering = files["word/numbering.xml"] as string;
  const xmlns = /xmlns:w="[^"]+"/.exec(numbering)![0];
  return zip({
    ...files,
    "word/document.xml": document.replace("</w:body>", `${body}</w:body>`),
    "word/numbering.xml": `<w:numbering ${xmlns}><w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>${second}</w:num></w:numbering>`,
  });
};
const wordText = (text: string, properties = "") =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const wordItem = (text: string, level = 0, list = 1) =>
  wordText(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
const LEVELS = ["decimal", "lowerLetter"]
  .map((kind, i) => `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${kind}"/></w:lvl>`)
  .join("");

test("a numbered list of a Word document goes on after what interrupts it, and another begins where it says", async () => {
  const body = [
    wordItem("Stop the service."),
    wordItem("Copy the folder."),
    wordItem("Check its size.", 1),
    wordText("The picture shows the folder."),
    wordItem("Note its owner.", 1),
    wordItem("Start the service."),
    wordText("To undo:"),
    wordItem("Stop it again.", 0, 2),
    wordItem("Copy it back.", 0, 2),
  ].join("");
  const restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
  const page = await read("docx", wordFile(body, LEVELS, restart));
  expect(page.blocks).toEqual([
    "item: 1. Stop the service.",
    "item: 2. Copy the folder.",
    "item: 1. Check its size.",
    "paragraph: The picture shows the folder.",
    "item: 2. Note its owner.",
    "item: 3. Start the service.",
    "paragraph: To undo:",
    "item: 1. Stop it again.",
    "item: 2. Copy it back.",
  ]);
});

test("lines in bold are the headings of a Word document that marks none, its table of contents is left out", async () => {
  const bold = (text: string) => `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>${text}</w:t></w:r></w:p>`;
  const body = [bold("升级步骤"), wordText("先备份。"), bold("注意"), bold("不要断电。"), wordText("再升级。")].join(
    "",
  );
  const page = await read("docx", wordFile(body, LEVELS));
  expect(page.sections).toEqual(["升级步骤 #升级步骤"]);
  expect(page.blocks).toEqual([
    "paragraph: 先备份。",
    "paragraph: 注意",
    "paragraph: 不要断电。",
    "paragraph: 再升级。",
  ]);
});

test("a footnote of a Word document stands where its mark stood", async () => {
  const files = docxFiles([{ style: "heading 1", text: "Limits" }]);
  const document = files["word/document.xml"] as string;
  const relations = files["word/_rels/document.xml.rels"] as string;
  const xmlns = /xmlns:w="[^"]+"/.exec(document)![0];
  const body = '<w:p><w:r><w:t>100 users.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>';
  const page = await read(
    "docx",
    zip({
      ...files,
      "word/document.xml": document.replace("</w:body>", `${body}</w:body>`),
      "word/_rels/document.xml.rels": relations.replaceAll("numbering", "footnotes"),
      "word/footnotes.xml": `<w:footnotes ${xmlns}><w:footnote w:id="2">${wordText("Five on trial.")}</w:footnote></w:footnotes>`,
    }),
  );
  expect(page.blocks).toEqual(["paragraph: 100 users. (Five on trial.)"]);
});

test("a header of two rows, the upper one spanning columns, names each column by both", async () => {
  const cell = (text: string, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${wordText(text)}</w:tc>`;
  const row = (...cells: string[]) => `<w:tr>${cells.join("")}</w:tr>`;
  const table = [
    row(cell("模块", '<w:vMerge w:val="restart"/>'), cell("网络", '<w:gridSpan w:val="2"/>')),
    row(cell("", "<w:vMerge/>"), cell("端口"), cell("协议")),
    row(cell("网关"), cell("8080").replace("</w:tc>", `${wordText("备用：8081")}</w:tc>`), cell("HTTP")),
  ].join("");
  const word = await read("docx", wordFile(`<w:tbl>${table}</w:tbl>`, LEVELS));
  expect(word.blocks).toEqual(["row: 模块: 网关; 网络 端口: 8080 备用：8081; 网络 协议: HTTP"]);
  const sheet = await read(
    "xlsx",
    xlsx({
      端口: [
        ["模块", "网络", null],
        [null, "端口", "协议"],
        ["网关", 8080, "HTTP"],
      ],
    }),
  );
  expect(sheet.blocks).toEqual(["row: 模块: 网关; 网络 端口: 8080; 网络 协议: HTTP"]);
});

test("a presentation gives a section for each slide", async () => {
  const page = await read("pptx", pptx([["Release 8.2", "New: audit log", "Faster start"], ["Only a title"], []]));
  expect(page.sections).toEqual(["Manual > Release 8.2 #slide-1", "Manual > Only a title #slide-2"]);
  expect(page.blocks).toEqual(["paragraph: New: audit log", "paragraph: Faster start", "paragraph: Only a title"]);
});

test("a slide's grouped shapes are read, and its numbered items keep their numbers and levels", async () => {
  const files = pptxFiles([["Backup"]]);
  const name = "ppt/slides/slide1.xml";
  const line = (text: string, properties: string) =>
    `<a:p><a:pPr ${properties}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;
  const box = (lines: string) =>
    `<p:sp><p:nvSpPr><p:cNvPr id="9" name="b"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:txBody><a:bodyPr/>${lines}</p:txBody></p:sp>`;
  const number = '><a:buAutoNum type="arabicPeriod"/>';
  const steps = [
    line("Stop it.", number),
    line("Wait.", `lvl="1"${number}`),
    line("Check.", 'lvl="1"><a:buChar char="•"/>'),
    line("Copy it.", number),
  ].join("");
  const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="20" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${box(line("Grouped words.", ">"))}</p:grpSp>`;
  const slide = (files[name] as string).replace("</p:spTree>", `${box(steps)}${group}</p:spTree>`);
  const page = await read("pptx", zip({ ...files, [name]: slide }));
  expect(page.blocks).toEqual([
    "item: 1. Stop it.",
    "item: 1. Wait.",
    "item: Check.",
    "item: 2. Copy it.",
    "paragraph: Grouped words.",
  ]);
});

test("a sheet that its writer hid is not read", async () => {
  const files = xlsxFiles({ Ports: [["Port 80 is the web's."]], Prices: [["Secret"]] });
  const workbook = (files["xl/workbook.xml"] as string).replace('name="Prices"', 'name="Prices" state="veryHidden"');
  const page = await read("xlsx", zip({ ...files, "xl/workbook.xml": workbook }));
  expect(page.blocks).toEqual(["paragraph: Port 80 is the web's."]);
});

test("a workbook gives a section for each sheet, and each row keeps its header", async () => {
  const page = await read(
    "xlsx",
    xlsx({
      错误码: [["错误码一览"], ["代码", "含义", "处理"], ["E1001", "超时", "重试"], ["E1002", null, "联系支持"]],
      Empty: [],
      Ports: [
        ["Port", "Use"],
        [8080, "web"],
      ],
    }),
  );
  expect(page.sections).toEqual(["Manual > 错误码 #错误码", "Manual > Ports #ports"]);
  expect(page.blocks).toEqual([
    "paragraph: 错误码一览",
    "row: 代码: E1001; 含义: 超时; 处理: 重试",
    "row: 代码: E1002; 处理: 联系支持",
    "row: Port: 8080; Use: web",
  ]);
});

test("questions and answers in columns become sections that stay together", async () => {
  const csv = '问题,答案,产品\n怎么备份？,"先停服务，\n再复制目录。",ERP\nHow to restore?,"Use ""restore"".",\n';
  const page = await read("csv", Buffer.from(csv));
  expect(page.sections).toEqual(["Manual > 怎么备份？ #怎么备份", "Manual > How to restore? #how-to-restore"]);
  expect(page.blocks).toEqual(["paragraph: 先停服务，\n再复制目录。\n产品: ERP", 'paragraph: Use "restore".']);
});

test("columns of questions are known by many names, also glossed ones, and an article's HTML is read as HTML", async () => {
  const glossed = await read("csv", Buffer.from("序号;问题（Question）;参考答案\n1;如何升级？;下载安装包。\n"));
  expect(glossed.sections).toEqual(["Manual > 如何升级？ #如何升级"]);
  expect(glossed.blocks).toEqual(["paragraph: 下载安装包。\n序号: 1"]);
  const article = "<h2>Steps</h2><ol><li>Open it.</li><li>Press <b>Reset</b>.</li></ol>";
  const exported = await read("csv", Buffer.from(`id,title,body\n7,Reset,${article}\n8,Undo,Ask us.\n`));
  expect(exported.sections).toEqual(["Manual > Reset #reset", "Manual > Undo #undo"]);
  expect(exported.blocks).toEqual([
    "paragraph: Steps",
    "item: 1. Open it.",
    "item: 2. Press Reset.",
    "paragraph: id: 7",
    "paragraph: Ask us.\nid: 8",
  ]);
});

test("a word that a PDF tears at the end of a line is put together, unless it is written with its hyphen elsewhere", async () => {
  const lines = [
    "Before you go on with the upgrade of the server read the docu-",
    "mentation of the release, and look for what is marked read-",
    "only there, since a folder that is read-only cannot be copied.",
  ];
  const page = await read("pdf", pdf([lines]));
  expect(page.blocks[0]).toContain("read the documentation of the release");
  expect(page.blocks[0]).toContain("is marked read-only there");
});

test("a table of values is read as UTF-8 or GB18030, whatever separates its columns", async () => {
  const gb = Buffer.from([
    0xb6, 0xcb, 0xbf, 0xda, 0x3b, 0xd3, 0xc3, 0xcd, 0xbe, 0x0a, 0x38, 0x30, 0x3b, 0xcd, 0xf8, 0xd2, 0xb3, 0x0a,
  ]);
  expect((await read("csv", gb)).blocks).toEqual(["row: 端口: 80; 用途: 网页"]);
  expect((await read("csv", Buffer.from("﻿a\tb\n1\t2,3\n"))).blocks).toEqual(["row: a: 1; b: 2,3"]);
});
