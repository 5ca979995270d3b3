import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  title: "正在冒头的主题",
  hint: "近八周没有标签能解释的工单，按用词归在一起，每小时更新；增长最快的排在前面",
  none: "没有标签解释不了的主题",
  noneText: "至少 4 张没有标签的工单说同一件事，才算一个主题。换个期间再看。",
  overTime: "随时间的变化",
  name: "主题",
  first: "首次出现",
  all: "全部主题",
  terms: "用词",
  unsliced: "主题按全部工单统计，不受当前切片影响。",
  quoteTitle: (count: number) => `客户原话（${count} 条）`,
  noQuotes: "这个期间没有它的原话",
  outside: "这个主题在所选期间没有工单。换个更长的期间再看。",
};
const en: typeof zh = {
  title: "Emerging themes",
  hint: "Tickets of the last eight weeks that no tag explains, grouped by their words every hour; those that grow most come first",
  none: "No theme that tags do not explain",
  noneText: "At least 4 tickets without a tag that speak of the same thing make a theme. Try another period.",
  overTime: "Over time",
  name: "Theme",
  first: "First seen",
  all: "All themes",
  terms: "Terms",
  unsliced: "Themes count all tickets; the present slice does not narrow them.",
  quoteTitle: (count) => `In their words (${count})`,
  noQuotes: "Nothing of it was said in this period",
  outside: "This theme has no tickets in the chosen period. Try a longer one.",
};

export const useThemeWords = () => useWordsIn({ zh, en });
