import { type Metric, share } from "./metric.ts";

/** Characters a minute; assumptions of the time saved, stated with it. */
const TYPED_A_MINUTE = 60;
const READ_A_MINUTE = 500;

/** What members made of the copilot's drafts. */
export const DRAFT_METRICS: readonly Metric[] = [
  {
    key: "drafts",
    name: { zh: "已处理草稿", en: "Drafts decided" },
    unit: "count",
    base: "draft",
    better: null,
    formula: {
      zh: "期间内被采用、修改后发出或拒绝的 AI 草稿数；被新消息取代的不计。",
      en: "Drafts of the copilot accepted, sent after an edit, or rejected in the period; superseded ones do not count.",
    },
    value: "count(*)",
    count: "count(*)",
  },
  {
    key: "draft_accepted",
    name: { zh: "草稿原样采用率", en: "Accepted as drafted" },
    unit: "ratio",
    base: "draft",
    better: "up",
    formula: { zh: "一字未改发出的草稿 ÷ 已处理草稿。", en: "Drafts sent without a change ÷ drafts decided." },
    ...share("d.outcome = 'accepted'", "true"),
  },
  {
    key: "draft_used",
    name: { zh: "草稿使用率", en: "Drafts used" },
    unit: "ratio",
    base: "draft",
    better: "up",
    formula: { zh: "发出的草稿（含修改）÷ 已处理草稿。", en: "Drafts sent, changed or not ÷ drafts decided." },
    ...share("d.outcome <> 'rejected'", "true"),
  },
  {
    key: "draft_distance",
    name: { zh: "编辑幅度", en: "Edit distance" },
    unit: "ratio",
    base: "draft",
    better: "down",
    formula: {
      zh: "修改后发出的草稿：增删改的字符数（莱文斯坦距离）之和 ÷ 草稿字符数之和。可能大于 1。",
      en: "Of drafts sent after an edit: characters put in, taken out or replaced (Levenshtein) ÷ characters drafted. May exceed 1.",
    },
    value:
      "sum(d.distance) filter (where d.outcome = 'edited')::float8 / nullif(sum(d.drafted) filter (where d.outcome = 'edited'), 0)",
    count: "count(*) filter (where d.outcome = 'edited')",
  },
  {
    key: "time_saved",
    name: { zh: "节省时间", en: "Time saved" },
    unit: "minutes",
    base: "draft",
    better: "up",
    formula: {
      zh: `发出草稿中保留的字符 ÷ 每分钟打字 ${TYPED_A_MINUTE} 字 − 全部草稿字符 ÷ 每分钟阅读 ${READ_A_MINUTE} 字。两个速度是假设值。`,
      en: `Characters kept in sent drafts ÷ ${TYPED_A_MINUTE} typed a minute − characters of all drafts ÷ ${READ_A_MINUTE} read a minute. Both speeds are assumptions.`,
    },
    value: `sum(case when d.outcome = 'rejected' then 0 else d.kept end) / ${TYPED_A_MINUTE}.0 - sum(d.drafted) / ${READ_A_MINUTE}.0`,
    count: "count(*)",
  },
];
