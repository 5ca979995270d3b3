/** Words that say how something is meant whatever it is about. */
const ENGLISH =
  "a an the this that these those my your our their his her its i you we they he she it me us them him who whom whose " +
  "which what where when why how all each every any some no none both another other same such one ones once twice again " +
  "ever never always still yet already just only even also too very so not and or but nor if then than as though although " +
  "because since until till before after while during within without with for from to of in on at by up down out off over " +
  "under into onto about around between among against through is are was were be been being am do does did done doing have " +
  "has had having can could will would shall should may might must cannot there here now today yesterday tomorrow tonight " +
  "ago later soon anyone someone nobody nothing everything everyone something anything please thanks thank sorry hello hi " +
  "dear regards like want need wish get got give given make made let told said say says asked ask tell promised assured " +
  "shown know see look find think hope paid pay back first last next new old more most less least many much few own way " +
  "time times";

/** The same of Chinese, as the word cutter leaves them. */
const CHINESE = [
  "我 我们 咱们 咱 你 你们 您 您们 他 他们 她 她们 它 它们 自己 人家 人 谁 大家 别人 贵司 贵方 我司 我方 没人 有人 一个人",
  "这是 那是 这 这个 这些 这样 这么 这边 这里 这次 那 那个 那些 那样 那么 那边 那里 哪 哪个 哪些 哪里 哪儿",
  "什么 啥 怎么 怎样 怎么样 怎么办 怎么回事 如何 为什么 为何 为啥 多少 几 何时 多久 吗 呢 吧 啊 呀 嘛 哦 啦 么",
  "的 地 得 了 着 过 不 没 没有 别 未 无 非 不是 不用 不能 不会 不要 不想 不到 不了 不行 不让 不给",
  "是 有 在 就 就是 都 都是 也 还 还是 又 又是 再 才 却 倒 倒是 已 已经 刚 刚刚 正 正在 一直 从来 从 自从 自 起 到 直到 至 至今",
  "现在 如今 目前 今天 明天 昨天 后天 前天 今年 去年 明年 当时 当初 之前 之后 以前 以后 后 前 时候 时 先 然后 最后 终于 等 等着",
  "每 每次 每天 每个 每月 次 第一次 总 总是 经常 老是 只 只有 只能 只是 很 太 真 真的 非常 特别 更 最 挺 比较 越 越来越",
  "因为 所以 但 但是 可 可是 不过 然而 结果 而 而且 并 并且 如果 要是 虽然 既然 那就 于是 反而 竟然 居然 根本 明明 到底 究竟 难道",
  "其实 原来 原本 本来 和 跟 与 同 及 或 或者 把 被 让 叫 给 对 向 往 为 为了 以 用 拿 由 按 按照 比 像 连 除了 关于 对于",
  "来 去 上 下 里 中 内 外 间 出 走 打 回 要 想 想要 需要 能 会 可以 能否 可否 能不能 是否 是不是 有没有 可不可以 应该 应 该 必须 愿意",
  "希望 建议 觉得 认为 知道 看 看到 看看 说 说是 说好 再说 讲 问 请 请问 请教 麻烦 帮 帮忙 帮我 谢谢 感谢 辛苦 您好 你好 马上 尽快 立刻",
  "多 少 全 全部 所有 一样 一点 一下 一个 一次 一会 一天 一句 一声 一遍 一句话 一分钱 完 好 好了 行 行了 算 算了",
  "收 收到 付 交 退 买 花 做 办 弄 写 发 改 换 修 拿到",
].join(" ");

export const SMALL_WORDS: ReadonlySet<string> = new Set([ENGLISH, CHINESE].join(" ").split(" "));
