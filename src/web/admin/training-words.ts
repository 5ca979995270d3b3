import type { LanguageChoice } from "../app/preferences.tsx";

/** Why a training was refused or failed, as the server says it in English. */
const PROBLEMS_ZH: Readonly<Record<string, string>> = {
  "It does worse on the newest corrections, which it had not seen.": "在它没见过的最新更正上，表现不如原模型。",
  "It misses more complaints among the shipped cases.": "在自带案例里漏认的投诉变多了。",
  "It does worse on the shipped cases.": "在自带案例上表现变差了。",
  "Give at least two reasons two or more examples each.": "请至少为两个联络原因各写两个以上的例子。",
  "It tells the reasons that were there before less well apart.": "对原有联络原因的区分变差了。",
  "Data that it learnt from was erased; another one follows.": "所学的数据已被删除，随后会重新训练。",
  "The training broke off; the log says why. Start it again.": "训练中断，原因见服务器日志。请重新开始。",
};

const FIGURES_ZH: Readonly<Record<string, string>> = {
  corrected: "更正",
  heldOut: "留作检验",
  currentRight: "原模型答对",
  newRight: "新模型答对",
  cases: "自带案例",
  currentCasesRight: "原模型案例答对",
  newCasesRight: "新模型案例答对",
  currentComplaintsMissed: "原模型漏认投诉",
  newComplaintsMissed: "新模型漏认投诉",
  examples: "例子",
  accuracy: "准确率",
  coverage: "覆盖率",
  currentAccuracy: "原模型准确率",
  newAccuracy: "新模型准确率",
};
const FIGURES_EN: Readonly<Record<string, string>> = {
  corrected: "corrections",
  heldOut: "held out",
  currentRight: "right before",
  newRight: "right now",
  cases: "shipped cases",
  currentCasesRight: "cases right before",
  newCasesRight: "cases right now",
  currentComplaintsMissed: "complaints missed before",
  newComplaintsMissed: "complaints missed now",
  examples: "examples",
  accuracy: "accuracy",
  coverage: "coverage",
  currentAccuracy: "accuracy before",
  newAccuracy: "accuracy now",
};

export function saidProblem(problem: string, language: LanguageChoice): string {
  if (language !== "zh") return problem;
  const fewest = /^Correct at least (\d+) requests first\.$/.exec(problem)?.[1];
  return fewest === undefined ? (PROBLEMS_ZH[problem] ?? problem) : `请先更正至少 ${fewest} 个请求的标签。`;
}

export const figureName = (name: string, language: LanguageChoice): string =>
  (language === "zh" ? FIGURES_ZH : FIGURES_EN)[name] ?? name;
