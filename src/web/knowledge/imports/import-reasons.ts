import type { LanguageChoice } from "../../app/preferences.tsx";
import { type Sentences, sentenceIn } from "../../ui/words/problem-words.ts";

/** Why a file was not taken in, in Chinese, and what to do. The server speaks English. */
const REASONS: Sentences = [
  [/^The file holds no text/, "文件里没有文字。"],
  [/^Files named \*\.(\S+) cannot be read/, "不支持 .$1 文件。"],
  [/the zip is protected with a password/, "zip 有密码，请解开后不加密码重新打包。"],
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
  [/unpacks to more memory|unpacks to more than an honest/, "解压后过大，已拒绝读取。"],
  [/defines entities of its own/, "文件里自定义了实体，已拒绝读取。"],
  [/^The document holds more than (\d+) characters/, "文字超过 $1 个字符。请拆分后导入。"],
  [/^The file holds (\d+) parts; at most (\d+)/, "文件由 $1 个部分组成，最多读 $2 个。"],
  [/^The file made its reader/, "读取时出错。请用原程序另存后再导入。"],
  [/are nested deeper than (\d+)/, "嵌套超过 $1 层，无法读取。"],
  [/^The front matter (?:is not valid YAML|must be a list)/, "文件头（front matter）不是有效的 YAML，请修改后再导入。"],
  [/"(.*)" is not a version range/, "文件头的 versions 写的“$1”不是版本范围，应写成 >=8.0 <9.0 这样。"],
  [/^Front matter, ([^:]+): (.+)$/, "文件头（front matter）的 $1 有误：$2"],
  [/has (\d+) (?:rows|slides|sheets|columns); at most (\d+)/, "共 $1 行（页、表、列），最多读 $2。请拆分后导入。"],
  [/fault of the program/, "程序出错，文件未读入。请重试；仍失败时联系管理员。"],
  [/^A person has edited this article/, "文章被人编辑过：正文保留，文件的变更等人决定。"],
  [/^The site's robots\.txt/, "网站的 robots.txt 不允许抓取此页，或无法读取。"],
  [/^The page is (.+), which is not read/, "网页的类型是 $1，不支持。"],
  [/^The page answered (\d+)/, "网页返回 $1。"],
  [/^The host (\S+) is not known/, "找不到主机 $1，请检查网址。"],
  [/^The page could not be fetched/, "网页取不到。"],
  [/^(\S+) answered (\d+)\.$/, "$1 返回 $2。"],
  [/^(\S+) is redirected more than (\d+) times/, "$1 重定向超过 $2 次。"],
  [/^(\S+) is not on the public internet/, "$1 不在公网上，不抓取。"],
  [/^(\S+) cannot be reached/, "连不上 $1，请稍后重试。"],
  [/^(\S+) did not answer in time/, "$1 没有及时应答，请稍后重试。"],
  [/^(\S+) has more than (\d+) MB/, "$1 超过 $2 MB，不抓取。"],
  [/^(\S+) leads to an address that is none/, "$1 重定向到无效的网址。"],
  [/^(\S+) lists no pages/, "$1 没有列出网页，多半不是站点地图。"],
  [/^(\S+) cannot be unpacked/, "$1 解不开压缩。"],
  [/^The sitemap lists more than (\d+) others/, "站点地图又列出了超过 $1 个站点地图。"],
  [/^The sitemap lists more than (\d+) pages|^There are more than (\d+) pages/, "网页超过 $1$2 个，请分几次导入。"],
  [/packed in a way that cannot be undone/, "网页的压缩方式无法还原。"],
  [/^The zip holds an entry outside of its root/, "zip 里有路径指向它之外，不予导入。"],
  [/the upload is not a zip archive/, "不是 zip 文件。"],
  [/the zip is damaged/, "zip 不完整，请重新打包。"],
  [/^An import of "(.*)" is paused/, "来源“$1”有一次导入暂停着，请先继续或取消它。"],
  [/^An import of "(.*)" is under way/, "来源“$1”正在导入，请等它完成，或先取消。"],
  [/^this is no address/, "不是网址，应写成 https://docs.example.com/ 这样。"],
  [/^only http and https are fetched/, "只抓取 http 和 https 网址。"],
  [/^port (\d+) is not fetched/, "不抓取 $1 端口，只抓取 80、443、8080、8443。"],
  [/^an address with a user name or a password/, "不抓取带用户名或密码的网址。"],
];

/** Why nothing was imported, in Chinese: of which file or address, and what to do. Null where that is not known. */
export function importRefusal(message: string): string | null {
  const parts = message.split("\n").map(refusalOf);
  return parts.length > 1 && parts.every((part) => part !== null) ? parts.join("\n") : refusalOf(message);
}

function refusalOf(message: string): string | null {
  const ofSitemap = /^The sitemap cannot be read: (.+)$/s.exec(message)?.[1];
  if (ofSitemap !== undefined) return `站点地图读不了：${refusalOf(ofSitemap) ?? ofSitemap}`;
  const whole = sentenceIn(REASONS, message);
  if (whole !== null) return whole;
  const [, where, reason] = /^(\S.*?): (.+)$/s.exec(message) ?? [];
  const told = reason === undefined ? null : sentenceIn(REASONS, reason);
  return told === null ? null : `${where}：${told}`;
}

/** The reason in the reader's language; one that is not known is shown as it is. */
export const importReason = (reason: string | null, language: LanguageChoice): string =>
  (language === "zh" && reason !== null ? refusalOf(reason) : null) ?? reason ?? "";
