import { expect, test } from "vitest";
import { checkDraft } from "../../src/copilot/check/check.ts";

/** What a passage says, and sentences that say the same in other numerals. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  "开放接口默认每分钟最多允许 600 次请求。": [
    "开放接口默认每分钟最多允许六百次请求。",
    "开放接口默认每分钟最多允许 ６００ 次请求。",
  ],
  "单个文件不超过 1000 MB。": ["单个文件不超过 1，000 MB。"],
  "单个文件不超过 20 MB。": ["单个文件不超过 20 兆。", "单个文件不超过 20 M。"],
  "缓存命中率达到 30% 时告警。": ["缓存命中率达到百分之三十时告警。"],
  "备份任务每天 02:30 执行，保留 14 天。": ["备份任务每天 2:30 执行，保留 14 天。"],
  "版本 8.2.1 起支持增量备份。": ["版本 V8.2.1 起支持增量备份。", "版本八点二点一起支持增量备份。"],
  "可保留 3 到 5 份副本。": ["可保留 3-5 份副本。"],
  "补丁于 2026-10-31 发布于下载中心。": ["补丁于 2026 年 10 月 31 日发布于下载中心。"],
  "专业版导出上限为 50,000 行，万一超过，千万不要重试，十分之慢。": [
    "万一超过，千万不要重试。",
    "专业版导出上限为五万。",
  ],
  "专业版导出上限为 50,000 行。": [
    "专业版导出上限为 5 万行。",
    "专业版导出上限为五万行。",
    "专业版导出上限为 50k 行。",
  ],
  "The open API allows 600 requests per minute.": ["The open API allows six hundred requests per minute."],
  "The backup task keeps backups for 14 days.": [
    "The backup task keeps backups for fourteen days.",
    "The backup task keeps backups for 14 d.",
  ],
  "Files may have up to 20 GB.": ["Files may have up to 20 gigabytes."],
  "每个节点至少要选 3 位审批人，最多 3 个条件。": ["每个节点至少要选三位审批人。", "每个节点最多 3 个条件。"],
  "密码不得少于 8 位，单个文件最多 20 MB。": ["密码至少 8 位，单个文件不超过 20 MB。"],
  "Each step needs at least 3 approvers.": ["Each step needs three or more approvers."],
  "The patch came out on October 31, 2026.": ["The patch came out on 31 October 2026."],
};

/** What a passage says, and sentences that say another number, unit, rate, time or date, however it is written. */
const ANOTHER: Readonly<Record<string, readonly string[]>> = {
  "开放接口默认每分钟最多允许 600 次请求。": [
    "开放接口默认每分钟最多允许六千次请求。",
    "开放接口默认每分钟最多允许陆千次请求。",
    "开放接口默认每分钟最多允许数千次请求。",
    "开放接口默认每分钟最多允许 600 万次请求。",
    "开放接口默认每分钟最多允许 600百 次请求。",
    "开放接口默认每分钟最多允许 600 多次请求。",
    "开放接口默认每分钟至少允许 600 次请求。",
    "开放接口默认每小时最多允许 600 次请求。",
    "开放接口默认每秒最多允许 600 次请求。",
    "开放接口默认每分钟最多允许 -600 次请求。",
  ],
  "单个文件不超过 1,000 MB。": ["单个文件不超过 1.000 MB。"],
  "单个文件不超过 1.000 MB。": ["单个文件不超过 1,000 MB。"],
  "单个文件不超过 20 MB。": [
    "单个文件不超过 20 GB。",
    "单个文件不超过 20 TB。",
    "单个文件不超过 20 PB。",
    "单个文件不超过 20 吉字节。",
    "单个文件不超过 20 G。",
  ],
  "缓存命中率达到 30% 时告警。": [
    "缓存命中率达到五成时告警。",
    "缓存命中率达到一半时告警。",
    "缓存命中率达到 30‰ 时告警。",
    "缓存命中率达到三分之二时告警。",
    "缓存命中率达到 30 时告警。",
  ],
  "备份任务每天 02:30 执行，保留 14 天。": [
    "备份任务每天 14:30 执行，保留 14 天。",
    "备份任务每天下午 02:30 执行，保留 14 天。",
    "备份任务每天 02:30 执行，保留 2 天。",
    "备份任务每天 02:30 执行，保留 30 天。",
    "备份任务每天三点执行，保留 14 天。",
    "备份任务每天 02:30 执行，保留半年。",
    "备份任务每天 02:30 执行，保留一个月。",
    "备份任务每天 02:30 执行，保留廿天。",
    "备份任务每天 02:30 执行，保留卅天。",
    "备份任务每天 02:30 执行，保留叁拾天。",
    "备份任务每天 02:30 执行，保留几天。",
    "备份任务每天 02:30 执行，保留 14~30 天。",
    "备份任务每天 02:30 执行，保留〸天。",
    "备份任务每周 02:30 执行，保留 14 天。",
  ],
  "版本 8.2.1 起支持增量备份。": [
    "版本 8.2 起支持增量备份。",
    "版本 8.2.10 起支持增量备份。",
    "版本 8.2.1 之前支持增量备份。",
    "版本九点零起支持增量备份。",
    "版本 8．2．2 起支持增量备份。",
    "版本 8。2。2 起支持增量备份。",
    "第九版起支持增量备份。",
  ],
  "可保留 3 到 5 份副本。": ["可保留 3 到 6 份副本。", "可保留三五十份副本。"],
  "补丁于 2026-10-31 发布于下载中心。": [
    "补丁于 2026 年 10 月 30 日发布于下载中心。",
    "补丁于二〇二六年十月三十日发布于下载中心。",
    "补丁于十一月发布于下载中心。",
    "补丁于 11 月发布于下载中心。",
    "补丁于月底发布于下载中心。",
    "补丁于 10/30/2026 发布于下载中心。",
    "补丁于 20261030 发布于下载中心。",
    "补丁于周一发布于下载中心。",
  ],
  "专业版导出上限为 50,000 行。": [
    "专业版导出上限为 50 万行。",
    "专业版导出上限为五十万行。",
    "专业版 | 五十亿",
    "专业版导出上限为五十亿。",
    "专业版导出上限为 5e5 行。",
    "专业版导出上限为 0x5000 行。",
    "专业版导出上限为 50,000,000 行。",
    "专业版导出上限翻倍为 50,000 行的两倍。",
    "专业版导出上限为 ٥٠٠٠٠٠ 行。",
    "专业版导出上限为 𝟝𝟘𝟘𝟘𝟘𝟘 行。",
    "专业版导出上限为 5 百万行。",
    "专业版导出上限为几十万行。",
    "专业版导出上限为 50M 行。",
    "专业版导出上限为 50 billion 行。",
    "专业版导出上限为百万行。",
    "专业版导出上限无限制。",
  ],
  "The open API allows 600 requests per minute.": [
    "The open API allows six thousand requests per minute.",
    "The open API allows sixty requests per minute.",
    "The open API allows 600 requests per second.",
    "The open API allows 600 requests per hour.",
    "The open API allows a dozen requests per minute.",
    "The open API allows thousands of requests per minute.",
    "The open API allows 600K requests per minute.",
    "The open API allows 600 million requests per minute.",
    "The open API allows 600bn requests per minute.",
    "The open API allows 600 billion requests per minute.",
    "The open API allows DC requests per minute.",
    "The open API allows 6.00 requests per minute.",
    "The open API allows 600 requests per 10 minutes.",
  ],
  "The backup task keeps backups for 14 days.": [
    "The backup task keeps backups for fifteen days.",
    "The backup task keeps backups for twenty-one days.",
    "The backup task keeps backups for a year.",
    "The backup task keeps backups for half a year.",
    "The backup task keeps backups for 14 weeks.",
    "The backup task keeps backups for 14-30 days.",
    "The backup task keeps backups for XIV days.",
  ],
  "The backup task runs at 02:30.": [
    "The backup task runs at 2:30 PM.",
    "The backup task runs at half past three.",
    "The backup task runs at noon.",
  ],
  "Files may have up to 20 GB.": [
    "Files may have up to 20 megabytes.",
    "Files may have up to 20 terabytes.",
    "Files may have up to 20 petabytes.",
    "Files may have up to 20 Gbit.",
  ],
  "The patch came out on October 31, 2026.": [
    "The patch came out on 30 October 2026.",
    "The patch came out on Oct 30, 2026.",
    "The patch came out on November 31, 2026.",
    "The patch came out in November.",
    "The patch came out on Nov 31, 2026.",
    "The patch came out on the thirtieth of October 2026.",
  ],
  "每个审批节点至少要选 3 位审批人，否则流程不能发布。": [
    "每个审批节点最多只能选 3 位审批人，否则流程不能发布。",
    "否则流程不能发布，审批人不超过三位，每个审批节点都要选。",
    "每个审批节点要选 3 位以内的审批人，否则流程不能发布。",
  ],
  "导入一次不超过 500 行，超出的部分要分批。": [
    "超出的部分要分批，导入一次起码 500 行。",
    "导入一次 500 行或更多，超出的部分要分批。",
  ],
  "Each approval step needs at least 3 approvers, or the flow cannot be published.": [
    "Each approval step takes at most 3 approvers, or the flow cannot be published.",
    "The flow cannot be published with an approval step that has up to three approvers.",
    "Each approval step needs 3 approvers or fewer, or the flow cannot be published.",
  ],
  "A single import may not exceed 500 rows.": ["A single import must have 500 or more rows."],
  "保留 14 份，单次最多 600 行。": ["保留 14 天，单次最多 600 行。", "保留 14 份，单次最多 600 MB。"],
  "对账需要第三方证书，保留 14 天。": ["对账需要第三方证书，保留三天。"],
  "1. 打开备份页。\n2. 备份保留 14 天。": ["每天备份保留 14 天。"],
};

const rows = (table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table).flatMap(([passage, said]) => said.map((text) => ({ passage, text })));

function isSupported(passage: string, text: string): boolean {
  const zh = /\p{Script=Han}/u.test(passage);
  const [verdict] = checkDraft(
    [{ kind: "fact", text, cites: [0] }],
    [{ text: passage, title: zh ? "说明" : "Notes", headingPath: [], audience: "public" }],
    { language: zh ? "zh" : "en", audiences: ["public"], allowedStatements: [], known: "", owned: [] },
  ).verdicts;
  return verdict!.supported;
}

test.each(rows(SAME))("$text is what the passage says", ({ passage, text }) =>
  expect(isSupported(passage, text)).toBe(true),
);

test.each(rows(ANOTHER))("$text is not what the passage says", ({ passage, text }) =>
  expect(isSupported(passage, text)).toBe(false),
);
