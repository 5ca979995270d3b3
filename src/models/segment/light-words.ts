import { stemmer } from "stemmer";

/**
 * Words that say how, when, how often or how many, join clauses, or stand for a thing: by them alone no passage is the
 * right one, however rare they are in a knowledge base.
 */
const LIGHT_ZH =
  "自己 其他 其它 某个 某些 那些 这些 每个 别人 大家 有人 一样 那样 这样 这种 那种 如此 可以 还是 如果 以及 同时 接着 或者 虽然 但是 可是 不过 另外 要是 因为 所以 而且 并且 然后 于是 否则 即使 是因为 不是 不管 反而 直接 确实 正式 通过 基于 针对 根据 关于 对于 由于 为了 按照 随着 除了 现在 目前 最近 刚才 刚刚 昨天 今天 明天 早上 晚上 平时 每次 有时 已经 一直 大概 单独 更好 马上 必须 到底 特别 特定 慢慢 非常 比较 一般 通常 经常 突然 忽然 居然 竟然 反正 其实 好像 似乎 尽量 分别 一起 一共 总共 只能 只有 仅仅 才能 就是 都是 不要 不用 没有 需要 想要 希望 可能 能够 进行 明显 更加 完全 某张 某种 的话 来说 而言 起来 出来 下来 过来 过去 老是 总是 有个 东西 事情";
const LIGHT_EN =
  "just very also only still already now then than about into use using way need want like know help try seem one two thing really going good well much many lot bit other another each every never always often sometimes while after before during through again too even because since though although however whether instead";

/** 一个, 几次, 多台. */
const COUNTED = /^[wb][一两几多每首][个次天张台份条点下些种遍笔家位段批组类周月年]$/u;
const light = new Set([
  ...LIGHT_ZH.split(" ").flatMap((word) => [`w${word}`, `b${word}`]),
  ...LIGHT_EN.split(" ").map((word) => `s${stemmer(word)}`),
]);

export const isLight = (term: string): boolean => light.has(term) || COUNTED.test(term);
