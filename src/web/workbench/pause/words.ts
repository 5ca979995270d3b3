import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  pause: "暂停计时",
  resume: "恢复计时",
  title: "暂停计时",
  reason: "原因",
  stops: (clocks: readonly string[]) => `停下的时钟：${clocks.join("、")}。首次响应的时钟不会停。`,
  clocks: { next_response: "下次响应", resolution: "解决" },
  until: "到期自动恢复",
  untilNeeded: "约定日期",
  most: (days: number) => `最多 ${days} 天；客户一有新消息也会自动恢复。`,
  note: "备注（仅同事可见）",
  told: "客户会看到",
  toldNothing: "我们在继续处理，有进展会在这里告诉您。",
  paused: "计时已暂停",
  resumed: "计时已恢复",
  required: "必填",
  chip: "已暂停",
  clocksOf: "计时",
  states: { true: "已暂停", false: "在走" } as Readonly<Record<string, string>>,
  banner: (reason: string, until: string) => `计时已暂停：${reason}，${until} 自动恢复`,
  history: "暂停记录",
  now: "进行中",
  ended: { member: "手动恢复", customer: "客户来信", date: "到期", solved: "工单已解决" },
};
export type PauseWords = typeof zh;

const en: PauseWords = {
  pause: "Pause the clocks",
  resume: "Resume",
  title: "Pause the clocks",
  reason: "Reason",
  stops: (clocks) => `Stops: ${clocks.join(", ")}. The first response's clock never stops.`,
  clocks: { next_response: "next response", resolution: "resolution" },
  until: "Ends by itself on",
  untilNeeded: "Date agreed on",
  most: (days) => `${days} days at most; a message of the customer ends it too.`,
  note: "Note (colleagues only)",
  told: "The customer reads",
  toldNothing: "We are working on it and tell you here.",
  paused: "The clocks are paused",
  resumed: "The clocks run again",
  required: "Required",
  chip: "Paused",
  clocksOf: "Clocks",
  states: { true: "Paused", false: "Running" },
  banner: (reason, until) => `Clocks paused: ${reason}, ends by itself ${until}`,
  history: "Pauses",
  now: "now",
  ended: { member: "resumed", customer: "customer wrote", date: "date came", solved: "ticket solved" },
};

export const usePauseWords = () => useWordsIn({ zh, en });
