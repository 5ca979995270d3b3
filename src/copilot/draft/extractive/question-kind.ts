import { rememberedInTask } from "../../../kernel/remembered.ts";

/** What sort of answer a question wants. Several may hold; the order is the order of trust. */
export type QuestionKind = "how" | "why" | "where" | "whether" | "amount" | "what";

const KINDS: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    "why",
    /为什么|为何|为啥|什么原因|原因|怎么回事|咋回事|怎么会|报错|错误|失败|异常|故障|无法|不能|打不开|卡住|提示|\bwhy\b|\breason\b|\berror\b|\bfail(?:s|ed|ure)?\b|\bcannot\b|can't|\bdoesn't\b|\bnot work/i,
  ],
  [
    "how",
    /如何|怎么(?!回事|会)|怎样|咋(?!回事)|步骤|方法|怎么办|处理|解决|设置|配置|\bhow (?:do|to|can|should|would)\b|\bsteps?\b|\bset ?up\b|\bconfigur\w+|\bfix\b|\bresolve\b/i,
  ],
  ["where", /在哪|哪里|哪儿|哪个(?:菜单|目录|页面|地方|位置)|入口|路径|菜单|\bwhere\b|\bwhich (?:menu|folder|page)\b/i],
  [
    "amount",
    /多少|几(?:个|次|天|条|台|人|种|行|份)|多久|多长|多大|多快|上限|最大|最多|最小|至少|何时|什么时候|版本要求|\bhow (?:many|much|long|often|big|large|fast)\b|\blimit\b|\bmaximum\b|\bminimum\b|\bwhen\b/i,
  ],
  [
    "whether",
    /是否|能否|可否|能不能|可不可以|是不是|有没有|会不会|支持.{0,12}吗|吗[?？]?|\b(?=(?:can|could|does|do|is|are|will|should|may) (?:i|we|you|it|the|there|this|a|an|my)\b|support)(?<!\b(?:how|what|which|when|where|why|who)\b[^.?!;\n]{0,80})/i,
  ],
  ["what", /什么|哪些|哪个|哪里|区别|含义|意思|\bwhat\b|\bwhich\b|\bwhere\b|\bdifference\b/i],
];

/** A question is asked for its evidence, for its draft, and clause by clause. */
export const questionKinds = rememberedInTask((text: string): readonly QuestionKind[] =>
  KINDS.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind),
);

const SAYS: Readonly<Record<QuestionKind, RegExp>> = {
  how: /点击|选择|打开|进入|执行|运行|设置|填写|保存|修改|使用|步骤|→|->|\b(?:click|select|open|choose|run|set|enter|save|go to|use|add|enable)\b/i,
  why: /原因|因为|由于|导致|处理|解决|检查|请|需要先|\bbecause\b|\bcaused?\b|\bdue to\b|\breason\b|\bcheck\b|\bto fix\b|\bsolution\b|\bmust\b/i,
  where: /→|->|菜单|路径|目录|[a-z]:\\|https?:|\b(?:menu|open|folder)\b/i,
  whether:
    /支持|不支持|可以|不可以|能够|不能|无法|会|不会|允许|不允许|\b(?:can|cannot|can't|supports?|supported|not|yes|no|allows?|possible|works?)\b/i,
  amount: /\d|[一二两三四五六七八九十百千万](?:个|次|天|条|台|人|分钟|小时|行|份)/,
  what: /是指|指的是|表示|用于|包括|包含|分为|区别|\bis an?\b|\bmeans?\b|\brefers?\b|\bincludes?\b/i,
};

const ALL_KINDS = Object.keys(SAYS) as QuestionKind[];

/** The kinds of question that a piece of text has the words for. */
export const kindsSaid = (text: string): ReadonlySet<QuestionKind> =>
  new Set(ALL_KINDS.filter((kind) => SAYS[kind].test(text)));

/** How well a piece of text fits the kinds of a question, 0..1: the share of kinds that it has the words for. */
export function fitsKind(said: ReadonlySet<QuestionKind>, kinds: readonly QuestionKind[]): number {
  let fitting = 0;
  for (const kind of kinds) if (said.has(kind)) fitting += 1;
  return kinds.length === 0 ? 0 : fitting / kinds.length;
}

/** Conditions and warnings that must not be left out when their section is quoted. */
export const isCondition = (text: string): boolean =>
  /^(?:[*>\s]*)(?:注意|警告|重要|前提|限制|说明|提示|仅|只有|请勿|不要|note|warning|important|caution|only|do not|before you)/i.test(
    text,
  );
