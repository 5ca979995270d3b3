import { type LanguageChoice, usePreferences } from "../../app/preferences.tsx";

const zh = {
  files: "文件",
  web: "网页",
  from: "导入什么",
  urls: "网页地址，每行一个",
  sitemap: "或站点地图（sitemap.xml）",
  webHint: "只取公网网页，遵守 robots.txt。站点地图里不再列出的网页，对应文章会下线。",
  sources: (name: string) => `来源：${name}`,
  tokens: (tokens: string) => `向量约 ${tokens} 个 token`,
  remove: (name: string) => `移除 ${name}`,
  more: (n: number) => `还有 ${n} 个`,
  phases: {
    fetch: "抓取网页",
    scan: "读取文件",
    links: "整理链接",
    articles: "写入文章",
    relink: "更新链接",
    settle: "收尾",
    done: "完成",
  },
};
const en: typeof zh = {
  files: "Files",
  web: "Web pages",
  from: "What to import",
  urls: "Addresses of pages, one a line",
  sitemap: "Or a sitemap (sitemap.xml)",
  webHint: "Only public pages, as robots.txt allows. Articles of pages that a sitemap lists no more are retired.",
  sources: (name) => `Source: ${name}`,
  tokens: (tokens) => `about ${tokens} tokens to embed`,
  remove: (name) => `Remove ${name}`,
  more: (n) => `and ${n} more`,
  phases: {
    fetch: "fetching pages",
    scan: "reading files",
    links: "collecting links",
    articles: "writing articles",
    relink: "updating links",
    settle: "finishing",
    done: "done",
  },
};
const both = { zh, en };

export const useImportWords = (): typeof zh => both[usePreferences().language];

/** Why a file was not taken in, in Chinese, and what to do. The server speaks English. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^The file holds no text/, "文件里没有文字。"],
  [/^Files named \*\.(\S+) cannot be read/, "不支持 .$1 文件。"],
  [/protected with a password/, "文件有密码保护。请取消密码后另存，再导入。"],
  [/old Office format/, "文件是旧版 Office 格式（与扩展名无关）。请另存为 docx、xlsx 或 pptx 再导入。"],
  [/^The PDF is damaged or cut off/, "PDF 已损坏或不完整。请用原程序重新保存后再导入。"],
  [/^The PDF holds no text on its (\d+) pages/, "PDF 的 $1 页都没有文字，多半是扫描件。请先做文字识别（OCR）再导入。"],
  [/^The PDF has (\d+) pages; at most (\d+)/, "PDF 有 $1 页，最多读 $2 页。请拆分后导入。"],
  [/^The file is damaged or cut off/, "文件已损坏或不完整。请用原程序打开、另存后再导入。"],
  [/^The file is no Office file/, "不是有效的 Office 文件。请用原程序另存后再导入。"],
  [/^The file is not text/, "内容不是文本，或编码无法识别。请另存为 UTF-8 再导入。"],
  [/^The file is (\S+), not text/, "内容其实是 $1，不是文本。请改用正确的扩展名。"],
  [/^The file has ([\d.]+ MB); at most ([\d.]+ MB)/, "文件有 $1，最多读 $2。请拆分后导入。"],
  [/^The file was not read within (\d+) s/, "$1 秒内没有读完。请拆分，或另存为其他格式。"],
  [/unpacks to more memory/, "解压后过大，已拒绝读取。"],
  [/has (\d+) (?:rows|slides|sheets|columns); at most (\d+)/, "共 $1 行（页、表、列），最多读 $2。请拆分后导入。"],
  [/fault of the program/, "程序出错，文件未读入。请重试；仍失败时联系管理员。"],
  [/^A person has edited this article/, "文章被人编辑过：正文保留，文件的变更等人决定。"],
  [/^The site's robots\.txt/, "网站的 robots.txt 不允许抓取此页，或无法读取。"],
  [/^The page answered (\d+)/, "网页返回 $1。"],
  [/^The host (\S+) is not known/, "找不到主机 $1，请检查网址。"],
  [/^The page could not be fetched/, "网页取不到。"],
  [/"(.*)" is not a version range/, "文件头的 versions 写的“$1”不是版本范围，应写成 >=8.0 <9.0 这样。"],
];

/** The reason in the reader's language; one that is not known is shown as it is. */
export function importReason(reason: string | null, language: LanguageChoice): string {
  const found = language === "zh" ? REASONS.find(([pattern]) => pattern.test(reason ?? "")) : undefined;
  if (found === undefined || reason === null) return reason ?? "";
  const [pattern, words] = found;
  const match = pattern.exec(reason)!;
  return words.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");
}
