import { stemmer } from "stemmer";
import { fold } from "../kernel/fold.ts";
import { words } from "../models/words/words.ts";

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

/** Words that fill what people say. In what a page states some of them weigh (once, already, 之前, 可能), so checks read them. */
const LIGHT =
  `i me my mine he him his she her they them their us am i'm i've i'd we're we've you're it's that's there's let's don't doesn't didn't isn't
  can't won't just once here very really quite still again already now today yesterday morning pls plz ok okay hey guys someone
  something anyone anything everyone everything somebody anybody get got gets getting give go going make makes tell let lets
  thing things way possible like one ones some such own keep keeps try tried seem seems say says said mean
  呀 嘛 哦 噢 嗯 哎 唉 咱 啦 哈 么 呗 咧 那边 这边 一直 总是 突然 今早 早上 刚 才 只 再 真的 到底 究竟 大概 好像 似乎 可能 有点 一点 天天 这么 那么 老板 领导 公司 里面 上面 以后 以前 之前 之后 其实 反正 比如 比较 觉得 希望 帮 帮我 给我 求助 急 在线等`.split(
    /\s+/,
  );
// Longer words are compared by their stems.
const SPOKEN = new Set([...EMPTY, ...LIGHT].flatMap((word) => [word, word.length > 3 ? stemmer(word) : word]));

/** The words of a text that say what it is about: Chinese dictionary words and stemmed Latin words, each once, without numbers. */
export const contentWords = (text: string): Set<string> => without(EMPTY, text);

/** The same of a question and of what may answer it, where the words that fill speech say nothing either. */
export const topicWords = (text: string): Set<string> => without(SPOKEN, text);

const without = (empty: ReadonlySet<string>, text: string): Set<string> =>
  new Set(words(fold(text)).filter((word) => /\p{L}/u.test(word) && !empty.has(word)));
