import { expect, test } from "vitest";
import { importReason, importRefusal } from "../../src/web/knowledge/imports/import-reasons.ts";

test("why a file was not taken in is told in Chinese with its figures, and an unknown reason as it is", () => {
  expect(importReason("The PDF has 4000 pages; at most 3000 are read. Split it.", "zh")).toBe(
    "PDF 有 4000 页，最多读 3000 页。请拆分后导入。",
  );
  expect(importReason("Something new.", "zh")).toBe("Something new.");
  expect(importReason("The file holds no text.", "en")).toBe("The file holds no text.");
});

test("a refusal names its file or address, and says nothing where it is not understood", () => {
  expect(importRefusal("big.txt: The file has 30 MB; at most 20 MB are read.")).toBe(
    "big.txt：文件有 30 MB，最多读 20 MB。请拆分后导入。",
  );
  expect(importRefusal("ftp://docs.example.com/a: only http and https are fetched")).toBe(
    "ftp://docs.example.com/a：只抓取 http 和 https 网址。",
  );
  expect(importRefusal('An import of "sample" is under way: 1. Wait for it or cancel it.')).toBe(
    "来源“sample”正在导入，请等它完成，或先取消。",
  );
  expect(importRefusal("The disk is full.")).toBeNull();
  expect(
    importRefusal(
      "ftp://a.example/: only http and https are fetched\nhttp://b.example:22/: port 22 is not fetched; only 80",
    ),
  ).toContain("\nhttp://b.example:22/：不抓取 22 端口");
});

test("why a sitemap cannot be read is told in Chinese to its end", () => {
  expect(
    importReason("The sitemap cannot be read: 10.1.1.1 is not on the public internet, so it is not fetched.", "zh"),
  ).toBe("站点地图读不了：10.1.1.1 不在公网上，不抓取。");
  expect(importReason("The sitemap cannot be read: https://a.example/s.xml answered 410.", "zh")).toBe(
    "站点地图读不了：https://a.example/s.xml 返回 410。",
  );
  expect(importReason("https://a.example/s.xml lists no pages.", "zh")).toContain("没有列出网页");
  expect(importReason("The sitemap lists more than 5000 pages. Import parts of it.", "zh")).toContain("超过 5000 个");
});

test("each of several refused addresses is named, one with a password as well", () => {
  const reason = "an address with a user name or a password is not fetched";
  expect(importRefusal(`a b: this is no address; write one\nhttps://u:p@a.example/: ${reason}`)).toBe(
    "a b：不是网址，应写成 https://docs.example.com/ 这样。\nhttps://u:p@a.example/：不抓取带用户名或密码的网址。",
  );
});

test("no reason for which a page or a document is left out is told in English in the Chinese workbench", () => {
  for (const reason of [
    "localhost is not on the public internet, so it is not fetched.",
    "https://a.example/x cannot be reached (ECONNREFUSED).",
    "https://a.example/x did not answer in time.",
    "https://a.example/sitemap.xml answered 503.",
    "https://a.example/x is redirected more than 5 times.",
    "https://a.example/x has more than 10 MB.",
    "https://a.example/x leads to an address that is none.",
    "The page is packed in a way that cannot be undone.",
    "word/document.xml in the file defines entities of its own; it is not read.",
    "The document holds more than 5000000 characters. Split it and import the parts.",
    "HTML elements are nested deeper than 500.",
    "The front matter is not valid YAML: bad indentation",
  ])
    expect(importReason(reason, "zh"), reason).toMatch(/\p{Script=Han}/u);
  expect(importReason("the zip is protected with a password. Pack it without one", "zh")).toContain("重新打包");
});
