import { type Sentences, sentenceIn } from "../ui/words/problem-words.ts";
import type { PolicyProblem } from "./wire.ts";

/** What is wrong with a policy, in Chinese; what is not here stands in the server's words. */
const SENTENCES: Sentences = [
  [/^nothing is decided for (.+)$/, "没有任何规则适用于 $1"],
  [/^aliases \(\*name\) repeat too much/, "别名（*名字）展开后太大，请写成普通内容"],
  [/^the alias \*(\S+) has no anchor/, "别名 *$1 前面没有对应的锚点 &$1"],
  [/^row id (\S+) is used twice$/, "规则编码 $1 用了两次"],
  [/^row (\S+) is never reached$/, "规则 $1 永远轮不到：它上面的规则已全部接走"],
  [/^row (\S+): (\w+) is more than a year away on (\S+)$/, "规则 $1 的 $2 按日历 $3 算超过一年"],
  [/^row (\S+) finds nothing$/, "词表 $1 没有词也没有正则"],
  [/^row (\S+) has the pattern (.+): (.+)$/, "词表 $1 的正则 $2 不能用：$3"],
  [/^calendar (\S+) is not defined$/, "日历 $1 没有定义"],
  [/^calendar (\S+): Monday has no hours$/, "日历 $1 的周一没有服务时间"],
  [/^calendar (\S+): the hours of (\w+) overlap/, "日历 $1 的 $2 时段重叠或次序不对"],
  [/^catalogue item (\S+): no row (\S+) in (\w+)$/, "服务项 $1 引用的 $2 不在策略 $3 里"],
  [/^item (\S+) has (\d+) rows, it needs one$/, "服务项 $1 有 $2 行，应恰好一行"],
  [/^item (\S+) belongs to (\S+), not to (\S+)$/, "服务项 $1 属于 $2，不属于 $3"],
  [/^thresholds\.agreed\.(\w+) is above thresholds\.\w+/, "thresholds.agreed.$1 高于 thresholds.$1，请调低"],
  [/: ordinal (\d+) is used twice$/, "序号 $1 用了两次"],
  [/: ordinal (\d+) is retired$/, "序号 $1 已停用，不能再用"],
  [/: ordinal (\d+) belonged to (\S+), not to (\S+)$/, "序号 $1 原属 $2，不能改给 $3"],
  [/: ordinal (\d+) of (\S+) must be kept in retired$/, "$2 的序号 $1 须留在 retired 里"],
  [/: code (\S+) is used twice$/, "编码 $1 用了两次"],
  [/^kinds: tag (\S+) is missing$/, "缺少标签 $1"],
  [/^this key is not known here$/, "这里没有这个字段"],
  [/^lower-case letters, digits, _ and - only$/, "只能用小写字母、数字、_ 和 -"],
  [/^is missing$|received undefined$/, "缺少必填的字段"],
  [/^Invalid option: expected one of (.+)$/, "不在可选值里：$1"],
  [/^Invalid input: expected (?:number|int)/, "应为数字"],
  [/^Invalid input: expected string/, "应为文字"],
  [/^Invalid input: expected boolean/, "应为 true 或 false"],
  [/^Invalid input: expected (?:array|tuple)/, "应为列表"],
  [/^Invalid input: expected (?:object|record)/, "应为若干字段"],
  [/^Too small: expected \w+ to (?:be|have) >=?(\S+)/, "太小或太少，至少 $1"],
  [/^Too big: expected \w+ to (?:be|have) <=?(\S+)/, "太大或太多，至多 $1"],
  [/^Map keys must be unique/, "同一个字段写了两次"],
  [
    /^(?:Nested mappings|Implicit|Unexpected|Flow|All mapping|Missing|Block|A block|Plain|Unresolved|Insufficient)/,
    "YAML 写法有误",
  ],
];

/** What is wrong in the reader's words, once for each line: of one open bracket the server tells several things. */
export function saidProblems(
  problems: readonly PolicyProblem[],
  language: "zh" | "en",
): readonly (PolicyProblem & { readonly said: string })[] {
  const byPlace = new Map<string, PolicyProblem & { readonly said: string }>();
  for (const problem of problems) {
    const said = language === "en" ? problem.reason : (sentenceIn(SENTENCES, problem.reason) ?? problem.reason);
    const place = `${problem.line}/${problem.path}/${said}`;
    if (!byPlace.has(place)) byPlace.set(place, { ...problem, said });
  }
  return [...byPlace.values()];
}
