import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  open: "合并联系人…",
  title: (name: string) => `把同一个人的另一个联系人并入 ${name}`,
  other: "要并入的联系人",
  none: "这个客户没有其他联系人。",
  reason: "依据（记入审计）",
  moves: (tickets: number, open: number) => `将移动 ${tickets} 张工单，其中未关闭 ${open} 张。`,
  beside: (count: number) => `${count} 张与现有工单在同一会话中，将并列保留。`,
  sees: "合并后，用任一账号登录的人都能看到两边的对话；待审批的草稿要重新提交。7 天内可以撤销。",
  submit: "合并",
  merged: "已合并",
  past: "合并记录",
  undo: "撤销合并",
  undone: "已撤销，工单已移回",
  wasUndone: "已撤销",
  line: (tickets: number) => `${tickets} 张工单`,
};
type MergeWords = typeof zh;

const en: MergeWords = {
  open: "Merge contacts…",
  title: (name) => `Merge another contact of the same person into ${name}`,
  other: "Contact that goes",
  none: "This customer has no other contact.",
  reason: "How you know (kept in the audit)",
  moves: (tickets, open) => `Moves ${tickets} tickets, ${open} of them not closed.`,
  beside: (count) => `${count} stand in a conversation that has an open ticket here; they stay beside it.`,
  sees: "Afterwards whoever signs in under either sees both conversations; drafts that wait must be handed in anew. It can be taken back within 7 days.",
  submit: "Merge",
  merged: "Merged",
  past: "Merges",
  undo: "Take back",
  undone: "Taken back; the tickets are where they were",
  wasUndone: "taken back",
  line: (tickets) => `${tickets} tickets`,
};

export const useMergeWords = () => useWordsIn({ zh, en });
