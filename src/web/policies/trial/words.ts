import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  title: "用过去的请求试算",
  way: "怎样试",
  ways: {
    decide: { name: "只重新判定", text: "用过去请求留下的事实重新判定，不调用模型，不发送也不改动任何内容。" },
    answer: {
      name: "连同回答重放",
      text: "把过去的请求从头再问一遍，比较判定、出处和文字；调用模型的费用计入额度，不发送任何内容。",
    },
  },
  period: "范围",
  days: (count: number) => (count > 365 ? "近一年" : `近 ${count} 天`),
  last: (count: number) => `最近 ${count} 个请求`,
  start: "试算",
  mendFirst: "先改好上面的问题",
  waiting: "正在排队…",
  progress: (done: number, total: number) => `${done} / ${total}`,
  failed: (why: string | null) => `没有试成：试算期间别的策略可能已变，请检查后再试${why === null ? "" : `（${why}）`}`,
  old: "文字在试算之后改过，结果不再对应，请重新试算。",
  nothingPast: "这段时间没有可以试算的请求。",
  outcome: (changed: number, asked: number) =>
    changed === 0 ? `${asked} 个请求的判定都不变。` : `${asked} 个请求里，${changed} 个会不同。`,
  tickets: (count: number) => `它们属于 ${count} 张工单。`,
  turns: (count: number) => `同一工单还有 ${count} 个请求会不同`,
  skipped: (count: number) => `另有 ${count} 个请求来自旧版本，无法重新判定。`,
  totals: "合计",
  what: "什么",
  from: "现在",
  to: "改后",
  count: "请求数",
  requests: "会不同的请求",
  request: "请求",
  differences: "差别",
  why: "改后的理由",
  more: (count: number) => `再看（还有 ${count} 个）`,
  passed: "通过",
  notPassed: "未通过",
  fields: {
    ...{ action: "处理方式", tier: "层级", team: "团队", ownerRole: "负责人", approvals: "审批", autonomy: "自动化" },
    ...{ paidOnly: "仅收费提供", slaPlan: "服务计划", firstResponse: "首次响应", nextResponse: "后续响应" },
    ...{ resolution: "解决时限", service: "服务项", handoff: "转人工原因", sla: "时限", checks: "校验" },
    ...{ cited: "出处", text: "答复文字" },
  } as Record<string, string>,
};

const en: typeof zh = {
  title: "Try it on past requests",
  way: "How to try",
  ways: {
    decide: {
      name: "Decide again",
      text: "Decides past requests again from what was kept of them: no model is asked, nothing is sent or changed.",
    },
    answer: {
      name: "Answer again",
      text: "Asks past requests once more and compares decisions, sources and texts. Model calls count against the budget; nothing is sent.",
    },
  },
  period: "Range",
  days: (count) => (count > 365 ? "Last year" : `Last ${count} days`),
  last: (count) => `Last ${count} requests`,
  start: "Try",
  mendFirst: "Mend what is wrong above first",
  waiting: "Waiting its turn…",
  progress: (done, total) => `${done} of ${total}`,
  failed: (why) =>
    `The trial failed: another policy may have been changed meanwhile. Look at the text and try again${why === null ? "" : ` (${why})`}`,
  old: "The text has been changed since this trial: try it again.",
  nothingPast: "There are no requests of that time to try it on.",
  outcome: (changed, asked) =>
    changed === 0 ? `All ${asked} requests are decided as before.` : `${changed} of ${asked} requests would differ.`,
  tickets: (count) => `They belong to ${count} tickets.`,
  turns: (count) => `and ${count} more of this ticket`,
  skipped: (count) => `${count} more are of an earlier release and cannot be decided again.`,
  totals: "Totals",
  what: "What",
  from: "Now",
  to: "Then",
  count: "Requests",
  requests: "Requests that would differ",
  request: "Request",
  differences: "Differences",
  why: "Reasons then",
  more: (count) => `Show more (${count} left)`,
  passed: "passed",
  notPassed: "failed",
  fields: {
    ...{ action: "Action", tier: "Tier", team: "Team", ownerRole: "Accountable", approvals: "Approvals" },
    ...{ autonomy: "Autonomy", paidOnly: "Paid only", slaPlan: "Plan", firstResponse: "First response" },
    ...{ nextResponse: "Next response", resolution: "Resolution", service: "Service", handoff: "Reason to hand over" },
    ...{ sla: "Targets", checks: "Checks", cited: "Sources", text: "Text of the answer" },
  },
};

export type TrialWords = typeof zh;

export const useTrialWords = () => useWordsIn({ zh, en });
