import { type Metric, minutes, share } from "./metric.ts";

/** Within so many days a second contact about the same module means that the first did not settle it. */
export const REPEAT_DAYS = 7;
export const REPEATED = `f.next_contact_at <= f.resolved_at + interval '${REPEAT_DAYS} days'`;

/** What became of requests: solved, how soon, by which tier, at which cost. */
export const RESOLUTION_METRICS: readonly Metric[] = [
  {
    key: "resolved",
    name: { zh: "解决量", en: "Resolved" },
    unit: "count",
    base: "resolved",
    better: null,
    formula: {
      zh: "期间内解决的工单数（以最后一次解决为准）。",
      en: "Tickets resolved in the period, by their last resolution.",
    },
    value: "count(*)",
    count: "count(*)",
  },
  {
    key: "resolution_minutes",
    name: { zh: "解决时长（中位）", en: "Resolution (median)" },
    unit: "minutes",
    base: "resolved",
    better: "down",
    formula: {
      zh: "从首条消息到最后一次解决的营业时间分钟数，不计等待客户和暂停的时间；取中位数。",
      en: "Opening-hours minutes from the first message to the last resolution, without the time in which the customer had the word or the clock was paused; median.",
    },
    ...minutes("f.resolution_seconds"),
  },
  {
    key: "resolution_p90",
    name: { zh: "解决时长（90 分位）", en: "Resolution (90th percentile)" },
    unit: "minutes",
    base: "resolved",
    better: "down",
    formula: { zh: "同上，取 90 分位。", en: "The same at the 90th percentile." },
    ...minutes("f.resolution_seconds", 0.9),
  },
  {
    key: "paused_rate",
    name: { zh: "暂停计时占比", en: "Paused" },
    unit: "ratio",
    base: "resolved",
    better: null,
    formula: {
      zh: "解决时钟暂停过的工单 ÷ 解决的工单。",
      en: "Tickets whose resolution clock was paused ÷ resolved tickets.",
    },
    ...share("f.paused_count > 0", "true"),
  },
  {
    key: "paused_minutes",
    name: { zh: "暂停时长（中位）", en: "Time paused (median)" },
    unit: "minutes",
    base: "resolved",
    better: "down",
    formula: {
      zh: "解决时钟暂停的营业时间分钟数，只计暂停过的工单；取中位数。解决时长不含这段时间。",
      en: "Opening-hours minutes in which the resolution clock stood still, of tickets that were paused; median. The resolution time leaves them out.",
    },
    ...minutes("nullif(f.paused_seconds, 0)"),
  },
  {
    key: "sla_resolution",
    name: { zh: "解决达标率", en: "Resolution SLA attainment" },
    unit: "ratio",
    base: "resolved",
    better: "up",
    formula: {
      zh: "解决时长不超过目标的工单 ÷ 解决的工单。",
      en: "Tickets resolved within their target ÷ resolved tickets.",
    },
    ...share("f.resolution_seconds <= f.resolution_target", "true"),
  },
  {
    key: "fcr",
    name: { zh: "一次性解决率", en: "First-contact resolution" },
    unit: "ratio",
    base: "resolved",
    better: "up",
    formula: {
      zh: `解决后未重开、未升级、且同一联系人 ${REPEAT_DAYS} 天内未就同一模块再次来访的工单 ÷ 解决的工单。最近 ${REPEAT_DAYS} 天的数值还会变化。`,
      en: `Resolved tickets that were neither reopened nor escalated and whose contact did not come back about the same module within ${REPEAT_DAYS} days ÷ resolved tickets. The last ${REPEAT_DAYS} days may still change.`,
    },
    ...share(`f.reopened = 0 and f.escalations = 0 and not coalesce(${REPEATED}, false)`, "true"),
  },
  {
    key: "reopen_rate",
    name: { zh: "重开率", en: "Reopen rate" },
    unit: "ratio",
    base: "resolved",
    better: "down",
    formula: {
      zh: "解决后重开过的工单 ÷ 解决的工单。",
      en: "Tickets that were reopened after a resolution ÷ resolved tickets.",
    },
    ...share("f.reopened > 0", "true"),
  },
  ...([0, 1, 2, 3] as const).map(
    (tier): Metric => ({
      key: `tier_${tier}`,
      name: {
        zh: ["机器人独立完成", "一线完成", "到二线", "到三线"][tier]!,
        en: ["Ended by the bot", "Ended at tier 1", "Reached tier 2", "Reached tier 3"][tier]!,
      },
      unit: "ratio",
      base: "resolved",
      better: null,
      formula: {
        zh: `处理过的最高层级为 ${tier} 的工单 ÷ 解决的工单。`,
        en: `Tickets whose highest tier was ${tier} ÷ resolved tickets.`,
      },
      ...share(`f.tier = ${tier}`, "true"),
    }),
  ),
  {
    key: "return_rate",
    name: { zh: "升级退回率", en: "Returned with a solution" },
    unit: "ratio",
    base: "resolved",
    better: null,
    formula: { zh: "退回次数 ÷ 升级次数。", en: "Returns ÷ escalations." },
    value: "sum(f.returns)::float8 / nullif(sum(f.escalations), 0)",
    count: "coalesce(sum(f.escalations), 0)",
  },
  {
    key: "cost_per_resolution",
    name: { zh: "单次解决成本", en: "Cost per resolution" },
    unit: "fen",
    base: "resolved",
    better: "down",
    formula: {
      zh: "（模型费用 + 登记工时 × 每小时费率）÷ 解决的工单，四舍五入到分。模型费用以百万分之一元记账；未登记的工时不估算。",
      en: "(model cost + recorded minutes × hourly rate) ÷ resolved tickets, rounded to fen. Model cost is kept in millionths of a yuan; minutes that nobody recorded are not guessed.",
    },
    value: "round((sum(f.cost_micros) / 10000.0 + sum(f.work_minutes) * :rate::int / 60.0) / nullif(count(*), 0))",
    count: "count(*)",
  },
  {
    key: "work_minutes",
    name: { zh: "单次解决工时", en: "Work per resolution" },
    unit: "minutes",
    base: "resolved",
    better: "down",
    formula: { zh: "登记的工时分钟 ÷ 解决的工单。", en: "Recorded minutes ÷ resolved tickets." },
    value: "sum(f.work_minutes)::float8 / nullif(count(*), 0)",
    count: "count(*)",
  },
  {
    key: "tokens_per_resolution",
    name: { zh: "单次解决词元", en: "Tokens per resolution" },
    unit: "tokens",
    base: "resolved",
    better: "down",
    formula: {
      zh: "模型输入与输出词元 ÷ 解决的工单。",
      en: "Input and output tokens of the model ÷ resolved tickets.",
    },
    value: "sum(f.input_tokens + f.output_tokens)::float8 / nullif(count(*), 0)",
    count: "count(*)",
  },
  {
    key: "backlog",
    name: { zh: "期末积压", en: "Backlog at the end" },
    unit: "count",
    base: "backlog",
    better: "down",
    formula: {
      zh: "期末之前新建、期末仍未解决的工单数。",
      en: "Tickets begun before the period's end and not resolved by then.",
    },
    value: "count(*)",
    count: "count(*)",
  },
  {
    key: "backlog_old",
    name: { zh: "积压超过 7 天", en: "Backlog older than 7 days" },
    unit: "count",
    base: "backlog",
    better: "down",
    formula: {
      zh: "期末积压中新建已满 7 天的工单数。",
      en: "Of the backlog, tickets that began 7 days or more before the end.",
    },
    value: "count(*) filter (where f.created_at <= :to::timestamptz - interval '7 days')",
    count: "count(*)",
  },
];
