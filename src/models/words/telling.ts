/** Words with which people address, thank, insist and describe any trouble; they say nothing about the subject. */
const EMPTY_ZH =
  "老师 师傅 同学 客服 人工 多谢 辛苦 明白 收到了 好的 可以 不行 不到 不了 还是 还有 已经 现在 今天 昨天 刚才 时候 之后 之前 一直 一个 一次 没用 没有 不能 无法 知道 觉得 需要 想要 帮忙 看看 看下 问题 情况 原因 办法 方法 东西 地方 有点 比较 非常 真的 有人 大家 公司 咱们 他们 菜单 界面 页面 点击 打开 提示 出现 显示 大概 左右 安排 协助 尽快 马上 急用 具体 是不是 能不能 出来 出去 起来 进来 怎么办 为什么 什么 多少 怎样 如何 希望 发现 导致 使用 有没有 看不到 找不到 打不开 用不了 谢谢 感谢 您好 你好 请问 麻烦";
/** As stems, which is how the segmenter gives them. */
const EMPTY_EN =
  "quick question still work help great thank thanks team hi hello dear look person ok okai ye yes need want us use try tri tell know let make go see issu problem pleas abl now today yesterday someth anyth thing wai way time again also just like realli sure anyon everyth possibl how long menu page click screen";

const EMPTY: ReadonlySet<string> = new Set([
  ...EMPTY_ZH.split(" ").map((word) => `w${word}`),
  ...EMPTY_EN.split(" ").map((stem) => `s${stem}`),
]);

/** Characters that only join others; a pair with one of them is no word. */
export const JOINT = /[的了在是和与吗呢怎么把被从到对以及有个请问能都也就还要会这那哪里]/u;

/** Chinese words, stemmed Latin words and identifiers; bigrams and parts would say the same again. */
const KINDS = /^[wsi]/;
/** Numbers and versions, with or without a letter before them. */
const NUMBER = /^.[a-z]?[\d.,:%/-]+$/;

/** Whether a term of a text tells what the text is about: no greeting, no filler, no bare number. */
export const tells = (term: string): boolean => KINDS.test(term) && !NUMBER.test(term) && !EMPTY.has(term);
