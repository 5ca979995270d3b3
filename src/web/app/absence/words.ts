import { useWordsIn } from "../preferences.tsx";

const zh = {
  mine: "我的离岗…",
  title: (name: string) => `${name} 的离岗`,
  from: "开始",
  fromHint: "不填则从现在开始",
  until: "结束",
  untilHint: "到时自动恢复在岗；不填则由本人或主管结束",
  delegate: "代理人",
  delegateHint: "离岗期间，分派给本人的工单和待本人的审批交给代理人。",
  nobody: "不指定",
  save: "保存",
  saved: "离岗已保存",
  back: "我回来了 / 取消离岗",
  isBack: "已恢复在岗",
  set: "离岗…",
  away: (until: string | null) => (until === null ? "离岗" : `离岗至 ${until}`),
  planned: (from: string) => `${from} 起离岗`,
  to: (name: string) => `代理：${name}`,
  assigned: (name: string) => `离岗，由 ${name} 代理`,
  mentor: "带教人",
  noMentor: "主管",
};
export type AbsenceWords = typeof zh;

const en: AbsenceWords = {
  mine: "My absence…",
  title: (name) => `Absence of ${name}`,
  from: "From",
  fromHint: "Left empty, it begins now",
  until: "Until",
  untilHint: "Ends by itself; left empty, you or a manager ends it",
  delegate: "Stand-in",
  delegateHint: "Meanwhile, tickets given to this member and approvals they owe go to the stand-in.",
  nobody: "Nobody",
  save: "Save",
  saved: "The absence is saved",
  back: "I am back / cancel",
  isBack: "Back again",
  set: "Absence…",
  away: (until) => (until === null ? "Away" : `Away until ${until}`),
  planned: (from) => `Away from ${from}`,
  to: (name) => `Stand-in: ${name}`,
  assigned: (name) => `away, ${name} stands in`,
  mentor: "Mentor",
  noMentor: "Managers",
};

export const useAbsenceWords = () => useWordsIn({ zh, en });
