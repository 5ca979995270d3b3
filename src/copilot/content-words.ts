import { fold } from "../kernel/fold.ts";
import { words } from "../models/words.ts";

/** Words that carry no topic: particles, pronouns, question words, denials (which have a rule of their own) and the like. */
const EMPTY = new Set(
  `的 了 吗 呢 吧 啊 是 在 我 你 您 他 它 也 都 就 又 还 很 要 会 和 与 或 及 把 被 对 从 到 由 于 为 以 请 这 那 个 些 如果 若 则 时 后 中
  可以 需要 以及 并 一个 一次 进行 该 其 有 没有 不 无 无法 不能 能 已 将 等 或者 但 但是 因为 所以 即可 此 上 下 里 内 们 着 过 给 让 使
  怎么 怎样 怎么样 怎么办 如何 什么 啥 哪些 哪个 哪里 哪儿 多少 多久 几 为什么 为何 请问 谢谢 麻烦 您好 你好 想 问 请教 咨询 知道 问题 情况 时候
  一下 东西 去 来 咋 弄 怎么弄 咋办 咋回事 怎么回事 自己 那个 这个 别人 有没有 办法 一下子 有些 每次 不想 这样 那样 还是 已经 现在 今天 昨天 刚才 刚刚 直接 老是 应该 是否 能否 可否 有 吗 我们 你们 咱们 大家 帮忙 看看
  a an the of to in on at by for from with and or but if is ar are was were be been it its you your we our can must will would
  should could may might that this these those then when while not no only has have had do doe does did there as than so after
  befor before up out also any all into about how what which who when where why please hi hello thank thanks want need know`.split(
    /\s+/,
  ),
);

/** The words of a text that say what it is about: Chinese dictionary words and stemmed Latin words, each once, without numbers. */
export const contentWords = (text: string): Set<string> =>
  new Set(words(fold(text)).filter((word) => /\p{L}/u.test(word) && !EMPTY.has(word)));
