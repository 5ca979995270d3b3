import { type LanguageChoice, usePreferences } from "../../app/preferences.tsx";

const zh = {
  menu: "AI 工具",
  tones: { friendlier: "更亲切", formal: "更正式", shorter: "更简短", clearer: "更清楚" },
  toEn: "译成英文",
  toZh: "译成中文",
  handover: "交接摘要",
  ask: "问问这张工单",
  undo: "恢复原文",
  working: "正在处理",
  changed: "已改写",
  inserted: "摘要已放进备注",
  nothing: "先写几个字",
  notice: {
    needs_model: "没有配置模型：按固定规则处理。",
    budget_spent: "本月模型额度已用完：按固定规则处理。",
    model_failed: "模型没有给出可用结果：按固定规则处理。",
    put_aside: "模型加了原文没有的内容，已不采用：",
  },
  needsModel: "这一项需要模型，尚未配置或暂不可用。",
  articles: "相关文章：",
  question: "要问什么",
  questionHint: "例如：客户的数据库版本？之前试过哪些步骤？",
  submit: "提问",
  answer: "回答",
  missing: "没有找到依据：",
  fromMessage: "来自对话",
  fromArticle: "来自知识库",
  internal: "内部资料，勿直接发给客户",
  prefilled: "已根据对话填好，请核对后提交。",
};
export type ToolWords = typeof zh;

const en: ToolWords = {
  menu: "AI tools",
  tones: { friendlier: "Friendlier", formal: "More formal", shorter: "Shorter", clearer: "Clearer" },
  toEn: "Into English",
  toZh: "Into Chinese",
  handover: "Handover summary",
  ask: "Ask about this ticket",
  undo: "Back to my text",
  working: "Working on it",
  changed: "Reworded",
  inserted: "The summary is in the note",
  nothing: "Write something first",
  notice: {
    needs_model: "No model is configured: done by fixed rules.",
    budget_spent: "This month's model budget is spent: done by fixed rules.",
    model_failed: "The model gave nothing usable: done by fixed rules.",
    put_aside: "The model added what the text does not say; that was left out: ",
  },
  needsModel: "This needs a model; none is configured or available.",
  articles: "Articles on the matter: ",
  question: "What do you want to know",
  questionHint: "For example: Which database do they run? What was tried before?",
  submit: "Ask",
  answer: "Answer",
  missing: "No source found for: ",
  fromMessage: "From the conversation",
  fromArticle: "From the knowledge base",
  internal: "Internal: not for the customer as it is",
  prefilled: "Filled in from the conversation. Check it before you submit. ",
};

const WORDS: Readonly<Record<LanguageChoice, ToolWords>> = { zh, en };
export const useToolWords = (): ToolWords => WORDS[usePreferences().language];
