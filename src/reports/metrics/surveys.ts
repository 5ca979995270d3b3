import { type Metric, share } from "./metric.ts";

/** What customers said when asked. */
export const SURVEY_METRICS: readonly Metric[] = [
  {
    key: "csat",
    name: { zh: "满意度 CSAT", en: "CSAT" },
    unit: "ratio",
    base: "survey",
    better: "up",
    formula: {
      zh: "评 4 或 5 分的答卷 ÷ 有满意度评分的答卷（1–5 分）。",
      en: "Answers of 4 or 5 ÷ answers with a score (1–5).",
    },
    ...share("s.csat >= 4", "s.csat is not null"),
  },
  {
    key: "csat_mean",
    name: { zh: "满意度均分", en: "CSAT mean" },
    unit: "score",
    base: "survey",
    better: "up",
    formula: { zh: "满意度评分的平均值（1–5）。", en: "Mean of the scores (1–5)." },
    value: "avg(s.csat)",
    count: "count(s.csat)",
  },
  {
    key: "nps",
    name: { zh: "净推荐值 NPS", en: "NPS" },
    unit: "points",
    base: "survey",
    better: "up",
    formula: {
      zh: "100 ×（9–10 分占比 − 0–6 分占比），范围 −100 到 100。同一联系人 90 天内只问一次。",
      en: "100 × (share of 9–10 − share of 0–6), from −100 to 100. A contact is asked at most once in 90 days.",
    },
    value:
      "100.0 * (count(*) filter (where s.nps >= 9) - count(*) filter (where s.nps <= 6)) / nullif(count(s.nps), 0)",
    count: "count(s.nps)",
  },
  {
    key: "ces",
    name: { zh: "费力度 CES", en: "CES" },
    unit: "score",
    base: "survey",
    better: "up",
    formula: {
      zh: "“解决问题有多容易”的平均分（1 很费力 – 7 很容易）。",
      en: "Mean of how easy it was (1 very hard – 7 very easy).",
    },
    value: "avg(s.ces)",
    count: "count(s.ces)",
  },
  {
    key: "survey_rate",
    name: { zh: "答卷率", en: "Survey response rate" },
    unit: "ratio",
    base: "survey",
    better: "up",
    formula: { zh: "已答的回访 ÷ 发出的回访。", en: "Surveys answered ÷ surveys asked." },
    ...share("s.answered_at is not null", "true"),
  },
];
