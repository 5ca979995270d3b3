import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  title: "相似的已解决工单",
  none: "没有相似的已解决工单",
  noneText: "工单解决后约一分钟会进入这里。",
  like: (percent: number) => `相似 ${percent}%`,
  asked: "问题",
  solved: "解决办法",
  tier: "上级结论",
  remedy: "补救措施",
  by: (name: string, when: string) => `${name} · ${when}解决`,
  copilot: "AI",
  open: "打开工单",
  suggest: "建议写成文章",
  suggested: "已提交建议，等知识编辑处理",
  repeated: "这张工单之前已建议过",
  internal: "仅供内部参考：不会作为回复依据，也不会给客户看到。",
};
type CaseWords = typeof zh;

const en: CaseWords = {
  title: "Similar solved tickets",
  none: "No similar solved ticket",
  noneText: "A ticket joins about a minute after it is solved.",
  like: (percent) => `${percent}% alike`,
  asked: "Question",
  solved: "What solved it",
  tier: "Found by a higher tier",
  remedy: "Remedy",
  by: (name, when) => `${name} · solved ${when}`,
  copilot: "AI",
  open: "Open the ticket",
  suggest: "Suggest an article",
  suggested: "Suggested; a knowledge editor will decide",
  repeated: "This ticket was suggested before",
  internal: "For colleagues: no reply rests on them, and no customer sees them.",
};

export const useCaseWords = () => useWordsIn({ zh, en });
