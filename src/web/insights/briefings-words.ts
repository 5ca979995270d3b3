import { usePreferences } from "../app/preferences.tsx";

const zh = {
  written: "最近的简报",
  writtenHint: "每小时为刚结束的日、周、月写一次；数字全部由系统计算",
  none: "还没有简报",
  noneText: "在下面添加一份，下一个整点起就会写好并通知您。",
  plans: "定期简报",
  name: "简报名称",
  every: { day: "每天", week: "每周", month: "每月" },
  howOften: "多久一次",
  words: { template: "模板措辞", model: "模型措辞" },
  wording: "措辞",
  wordingHint: "模型措辞逐句核对：数字、名称或升降与计算结果不符的句子换成模板句",
  add: "添加简报",
  remove: "删除",
  removeNamed: (name: string) => `删除 ${name}`,
  sure: "不再写这份简报？已写的也会删除。",
  byTemplate: "模板措辞",
  byModel: (model: string, version: number) => `${model} 措辞，提示词第 ${version} 版`,
  replaced: (count: number) => `${count} 句未通过核对，已换成模板句`,
  because: {
    needs_model: "没有配置模型",
    budget_spent: "模型额度已用完",
    model_failed: "模型没有给出可用的回答",
  } as Readonly<Record<string, string>>,
  quotes: "看原话",
  action: "操作",
};
const en: typeof zh = {
  written: "Newest briefings",
  writtenHint: "Written once an hour for the day, week or month that has ended; every number is computed",
  none: "No briefings yet",
  noneText: "Plan one below: it is written within the hour, and you are notified.",
  plans: "Planned briefings",
  name: "Name of the briefing",
  every: { day: "Daily", week: "Weekly", month: "Monthly" },
  howOften: "How often",
  words: { template: "Template's words", model: "Model's words" },
  wording: "Wording",
  wordingHint:
    "A model's words are checked sentence by sentence: one whose numbers, names or directions were not computed is replaced by the template's",
  add: "Plan briefing",
  remove: "Delete",
  removeNamed: (name) => `Delete ${name}`,
  sure: "Write it no longer? What was written goes as well.",
  byTemplate: "in the template's words",
  byModel: (model, version) => `in words of ${model}, prompt version ${version}`,
  replaced: (count) => `${count} sentences failed the check and were replaced by the template's`,
  because: {
    needs_model: "no model is configured",
    budget_spent: "the model budget is spent",
    model_failed: "the model gave no usable answer",
  },
  quotes: "Read quotes",
  action: "Action",
};
const both = { zh, en };

export const useBriefingWords = (): typeof zh => both[usePreferences().language];
