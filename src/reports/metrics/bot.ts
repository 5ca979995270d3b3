import { type Metric, share } from "./metric.ts";
import { REPEAT_DAYS, REPEATED } from "./resolution.ts";

const ANSWERED = "f.bot_answers > 0";
/** Nobody of ours wrote, nobody was asked to, and it is over. */
const ALONE = "f.human_replies = 0 and f.handed_over_at is null and f.resolved_at is not null";

/** What the bot really settles: four definitions side by side, since each alone can flatter. */
export const BOT_METRICS: readonly Metric[] = [
  {
    key: "bot_answered",
    name: { zh: "机器人答复占比", en: "Answered by the bot" },
    unit: "ratio",
    base: "created",
    better: null,
    formula: {
      zh: "机器人至少给出一次答案（反问不算）的工单 ÷ 新建工单。",
      en: "Tickets with at least one answer of the bot (a question back is none) ÷ new tickets.",
    },
    ...share(ANSWERED, "true"),
  },
  {
    key: "bot_confirmed",
    name: { zh: "机器人解决率·客户确认", en: "Bot resolution, confirmed" },
    unit: "ratio",
    base: "created",
    better: "up",
    formula: {
      zh: "无人工介入、且客户自己结束或评价“有帮助”的工单 ÷ 机器人答复过的工单。",
      en: "Tickets without a person that the customer ended or called helpful ÷ tickets the bot answered.",
    },
    ...share(`${ALONE} and f.confirmed`, ANSWERED),
  },
  {
    key: "bot_assumed",
    name: { zh: "机器人解决率·视为解决", en: "Bot resolution, assumed" },
    unit: "ratio",
    base: "created",
    better: "up",
    formula: {
      zh: "无人工介入并已解决的工单（客户沉默也算）÷ 机器人答复过的工单。偏乐观，请与其余三项对照。",
      en: "Tickets without a person that are resolved, silence included ÷ tickets the bot answered. It flatters: read it beside the other three.",
    },
    ...share(ALONE, ANSWERED),
  },
  {
    key: "bot_verified",
    name: { zh: "机器人解决率·满意度核实", en: "Bot resolution, verified" },
    unit: "ratio",
    base: "created",
    better: "up",
    formula: {
      zh: "无人工介入、已解决、且回访满意度不低于 4 分的工单 ÷ 机器人答复过、已答满意度的工单。",
      en: "Tickets without a person, resolved and given a CSAT of 4 or 5 ÷ tickets the bot answered whose survey was answered.",
    },
    ...share(`${ALONE} and v.csat >= 4`, `${ANSWERED} and v.csat is not null`),
  },
  {
    key: "bot_adjusted",
    name: { zh: "机器人解决率·扣除重开", en: "Bot resolution, reopen-adjusted" },
    unit: "ratio",
    base: "created",
    better: "up",
    formula: {
      zh: `视为解决，再扣除重开的、以及同一联系人 ${REPEAT_DAYS} 天内就同一模块再次来访的工单 ÷ 机器人答复过的工单。`,
      en: `Assumed, without those reopened or followed by a contact about the same module within ${REPEAT_DAYS} days ÷ tickets the bot answered.`,
    },
    ...share(`${ALONE} and f.reopened = 0 and not coalesce(${REPEATED}, false)`, ANSWERED),
  },
  {
    key: "handover_rate",
    name: { zh: "转人工率", en: "Handover rate" },
    unit: "ratio",
    base: "created",
    better: null,
    formula: { zh: "转给人工的工单 ÷ 新建工单。", en: "Tickets handed to people ÷ new tickets." },
    ...share("f.handed_over_at is not null", "true"),
  },
  {
    key: "gap_rate",
    name: { zh: "知识缺口率", en: "Knowledge gap rate" },
    unit: "ratio",
    base: "created",
    better: "down",
    formula: {
      zh: "首个问题的可答性低于 0.5 的工单 ÷ 有可答性评估的工单。",
      en: "Tickets whose first question scored below 0.5 for being answerable ÷ tickets with such a score.",
    },
    ...share("f.answerability < 0.5", "f.answerability is not null"),
  },
];
