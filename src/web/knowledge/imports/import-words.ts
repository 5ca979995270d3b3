import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  files: "文件",
  web: "网页",
  from: "导入什么",
  urls: "网页地址，每行一个",
  sitemap: "或站点地图（sitemap.xml）",
  webHint: "只取公网网页，遵守 robots.txt。站点地图里不再列出的网页，对应文章会下线。",
  sources: (name: string) => `来源：${name}`,
  tokens: (tokens: string) => `向量约 ${tokens} 个 token`,
  nothingWrong: "没有失败的文件；跳过的都没有变化。",
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
  nothingWrong: "No file failed; those that were skipped have not changed.",
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

export const useImportWords = () => useWordsIn({ zh, en });
