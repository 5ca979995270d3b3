import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  title: "客户要什么",
  hint: "一票是一张工单，一个客户计一次，按投票客户的价值排序",
  none: "还没有收集诉求",
  noneText: "写下客户要什么，并给出他们会说的词；含这些词的工单就是选票。",
  request: "诉求",
  state: "状态",
  states: { open: "待定", planned: "已排期", shipped: "已上线", declined: "不做" } as Readonly<Record<string, string>>,
  votes: "票",
  customers: "客户",
  value: "客户价值",
  votesOf: (title: string) => `${title} 的选票`,
  next: "下一步",
  plan: "排期",
  decline: "不做",
  reopen: "重新考虑",
  ship: "上线并通知",
  version: "版本",
  notes: "更新说明（链接或一句话）",
  told: (count: number, nobody: number) =>
    nobody === 0 ? `已通知 ${count} 位客户的负责人` : `已通知 ${count} 位；${nobody} 张工单没有负责人`,
  newTitle: "客户要什么",
  newTag: "标签",
  newWords: "客户会说的词，用逗号隔开",
  add: "添加",
  cancel: "取消",
  quotes: "他们怎么说",
  close: "收起",
};
const en: typeof zh = {
  title: "What customers ask for",
  hint: "A vote is a ticket, each customer counts once; the most valuable first",
  none: "Nothing collected yet",
  noneText: "Write down what customers ask for and the words they say it in; tickets with these words are its votes.",
  request: "Request",
  state: "State",
  states: { open: "Open", planned: "Planned", shipped: "Shipped", declined: "Declined" },
  votes: "Votes",
  customers: "Customers",
  value: "Customers' value",
  votesOf: (title) => `Votes for ${title}`,
  next: "Next",
  plan: "Plan",
  decline: "Decline",
  reopen: "Reopen",
  ship: "Shipped, tell them",
  version: "Version",
  notes: "Release notes (a link or a sentence)",
  told: (count, nobody) =>
    nobody === 0
      ? `Those responsible for ${count} customers were notified`
      : `${count} notified; nobody is responsible for ${nobody} tickets`,
  newTitle: "What customers ask for",
  newTag: "Tag",
  newWords: "Words that customers say, with commas between",
  add: "Add",
  cancel: "Cancel",
  quotes: "In their words",
  close: "Close",
};

export const useRequestWords = () => useWordsIn({ zh, en });
