import { usePreferences } from "../app/preferences.tsx";

const zh = {
  drivers: "什么带来什么",
  driversHint: "有该标签的工单与没有的相比，差多少个百分点；括号里是 95% 区间。一起出现不等于因果",
  outcome: "结果",
  outcomes: { satisfied: "满意", reopened: "重新打开", churn_risk: "流失风险" } as Readonly<Record<string, string>>,
  withTag: "有此标签",
  without: "没有",
  effect: "相差",
  sure: "把握",
  isSure: "可信",
  notSure: "可能是巧合",
  tooFew: "样本不足 20",
  points: (text: string) => `${text} 个百分点`,
  costs: "每个标签花了多少",
  costsHint: "一张工单有几个标签就计入几次；没有记录的写无数据",
  tickets: "工单",
  minutes: "人工时间",
  perTicket: "平均每单",
  tokens: "模型 token",
  modelCost: "模型费用",
  late: "首响超时",
  lateOf: (breached: number, of: number, share: string) => `${breached} / ${of}（${share}）`,
  shortened: (from: string) => `这里最多看 92 天：从 ${from} 起`,
};
const en: typeof zh = {
  drivers: "What goes with what",
  driversHint:
    "Tickets with the tag against those without, in percentage points, with the 95 % interval. What goes together need not be a cause",
  outcome: "Outcome",
  outcomes: { satisfied: "Satisfied", reopened: "Reopened", churn_risk: "Churn risk" },
  withTag: "With the tag",
  without: "Without",
  effect: "Difference",
  sure: "Sure",
  isSure: "sure",
  notSure: "may be chance",
  tooFew: "fewer than 20 tickets",
  points: (text) => `${text} points`,
  costs: "What each tag took",
  costsHint: "A ticket with several tags is in each of them; no data where nothing was recorded",
  tickets: "Tickets",
  minutes: "People's time",
  perTicket: "Each ticket",
  tokens: "Model tokens",
  modelCost: "Model cost",
  late: "Late first response",
  lateOf: (breached, of, share) => `${breached} / ${of} (${share})`,
  shortened: (from) => `At most 92 days can be seen here: from ${from}`,
};
const both = { zh, en };

export const useEffectWords = (): typeof zh => both[usePreferences().language];
