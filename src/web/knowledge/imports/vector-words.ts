import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  title: "向量模型",
  lead: "换模型时，新向量在旁边生成，检索一直用原来的，全部完成后才切换，旧的随后删除。",
  states: { building: "生成中", active: "检索在用", retired: "待删除" },
  count: (embedded: string, passages: string) => `${embedded} / ${passages} 段`,
  model: "模型名称",
  modelHint: "与 EMBEDDING_MODEL 写法相同；embedded 为内置模型",
  estimate: "估算",
  start: "开始换模型",
  estimated: (passages: string, tokens: string, model: string) => `${model}：${passages} 段，约 ${tokens} token`,
  cost: (money: string) => `，约 ${money}`,
  change: (model: string) => `正在换成 ${model}`,
  paused: "已暂停",
  rate: (perSecond: string, left: string) => `每秒 ${perSecond} 段，约剩 ${left}`,
  soon: "一分钟内开始",
  pause: "暂停",
  resume: "继续",
  cancel: "取消",
  none: "还没有向量",
};
const en: typeof zh = {
  title: "Embedding model",
  lead: "Another model's vectors are made beside the present ones; search keeps those until the last is done, then switches, and the old ones are deleted.",
  states: { building: "Being made", active: "Search asks it", retired: "To be deleted" },
  count: (embedded, passages) => `${embedded} of ${passages} passages`,
  model: "Name of a model",
  modelHint: "As in EMBEDDING_MODEL; embedded is the built-in one",
  estimate: "Estimate",
  start: "Change the model",
  estimated: (passages, tokens, model) => `${model}: ${passages} passages, about ${tokens} tokens`,
  cost: (money) => `, about ${money}`,
  change: (model) => `Changing to ${model}`,
  paused: "Paused",
  rate: (perSecond, left) => `${perSecond} passages a second, about ${left} left`,
  soon: "Begins within a minute",
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel",
  none: "There are no vectors yet",
};

export const useVectorWords = () => useWordsIn({ zh, en });
