import { type Sentences, sentenceIn } from "../ui/words/problem-words.ts";
import type { PolicyProblem } from "./wire.ts";

/** What is wrong with a pattern of a word list. */
const PATTERN_SENTENCES: readonly (readonly [string, string])[] = [
  ["a pattern has at most (\\d+) signs", "太长，至多 $3 个字符"],
  ["there are too many ways to match.*", "匹配的方式太多，请减少或缩小范围"],
  ["a pattern must not match the empty text", "不能匹配空文本"],
  ["is not a regular expression", "不是正则表达式"],
  ["has a bracket too many", "多了一个右括号"],
  ["has a bracket that is not closed", "有括号没有闭合"],
  ["has a class that is not closed", "有方括号没有闭合"],
  ["(\\S) has nothing to repeat", "$3 前面没有可重复的内容"],
  ["(\\S) is not allowed: a pattern may stand anywhere", "不允许 $3：正则可以出现在文中任何位置"],
  ["look-around and named groups are not allowed", "不允许环视和命名分组"],
  ["only .+ and escaped signs are allowed", "只允许 \\d \\s \\w \\b \\p{…} 和转义的符号"],
  ["(\\S) has no bound; write .+", "$3 没有上限，请写成 {0,20} 这样"],
  ["write a repetition as .+", "重复次数请写成 {2} 或 {2,5}"],
  ["a repetition is at most (\\S+)", "重复次数至多 $3"],
];

/** What is wrong with a policy, in Chinese; what is not here stands in the server's words. */
const SENTENCES: Sentences = [
  [/^nothing is decided for (.+)$/, "没有任何规则适用于 $1"],
  [/^aliases \(\*name\) repeat too much/, "别名（*名字）展开后太大，请写成普通内容"],
  [/^the alias \*(\S+) has no anchor/, "别名 *$1 前面没有对应的锚点 &$1"],
  [/^row id (\S+) is used twice$/, "规则编码 $1 用了两次"],
  [/^row (\S+) is never reached$/, "规则 $1 永远轮不到：它上面的规则已全部接走"],
  [/^row (\S+): (\w+) is more than a year away on (\S+)$/, "规则 $1 的 $2 按日历 $3 算超过一年"],
  [/^row (\S+) finds nothing$/, "词表 $1 没有词也没有正则"],
  ...PATTERN_SENTENCES.map(
    ([fault, words]) =>
      [new RegExp(`^row (\\S+) has the pattern (.+): ${fault}$`), `词表 $1 的正则 $2 不能用：${words}`] as const,
  ),
  [/^calendar (\S+) is not defined$/, "日历 $1 没有定义"],
  [/^calendar (\S+): Monday has no hours$/, "日历 $1 的周一没有服务时间"],
  [/^calendar (\S+): the hours of (\w+) overlap/, "日历 $1 的 $2 时段重叠或次序不对"],
  [/^holidays (\d+): (\S+) is in another year$/, "$1 年的节假日里，$2 不在这一年"],
  [/^holidays (\d+): (\S+) lies before (\S+)$/, "$1 年的节假日里，结束日 $2 早于开始日 $3"],
  [/^service code (\S+) is used twice$/, "服务编码 $1 用了两次"],
  [/^catalogue item (\S+): no row (\S+) in (\w+)$/, "服务项 $1 引用的 $2 不在策略 $3 里"],
  [/^item (\S+) has (\d+) rows, it needs one$/, "服务项 $1 有 $2 行，应恰好一行"],
  [/^item (\S+) belongs to (\S+), not to (\S+)$/, "服务项 $1 属于 $2，不属于 $3"],
  [/^thresholds\.agreed\.(\w+) is above thresholds\.\w+/, "thresholds.agreed.$1 高于 thresholds.$1，请调低"],
  [/: ordinal (\d+) is used twice$/, "序号 $1 用了两次"],
  [/: ordinal (\d+) is retired$/, "序号 $1 已停用，不能再用"],
  [/: ordinal (\d+) belonged to (\S+), not to (\S+)$/, "序号 $1 原属 $2，不能改给 $3"],
  [/: ordinal (\d+) of (\S+) must be kept in retired$/, "$2 的序号 $1 须留在 retired 里"],
  [/: ordinal (\d+) was retired before$/, "序号 $1 早已停用，须留在 retired 里"],
  [/^moved: (\S+) is still a kind$/, "moved：$1 仍在 kinds 里"],
  [/^moved: (\S+) goes to (\S+), which is no kind$/, "moved：$1 移到的 $2 不在 kinds 里"],
  [/^moved: ordinal (\d+) of (\S+) must be in retired$/, "moved：$2 的序号 $1 须写进 retired"],
  [/^kinds: (\S+) is split from (\S+), which is no other kind$/, "$1 拆分自 $2，而 $2 不是另一个标签"],
  [/^kinds: (\S+) is split off without words$/, "拆分出的 $1 没有写 words"],
  [/^organisations: team (\S+) stands twice$/, "团队 $1 出现了两次"],
  [/^productFamilies: (\S+) is the code of a product$/, "产品族编码 $1 与产品编码相同"],
  [/^productFamilies: there is no product (\S+)$/, "产品族引用的产品 $1 不存在"],
  [/^productFamilies: product (\S+) stands twice$/, "产品 $1 出现在两个产品族里"],
  [/: (\S+) stands under itself$/, "$1 的上级最终又是它自己"],
  [/: (\S+) stands under (\S+), which is missing$/, "$1 的上级 $2 不存在"],
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
