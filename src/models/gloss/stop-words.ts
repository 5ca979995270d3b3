/** English words too general to find anything by: grammar, and what dictionary glosses are padded with. */
export const GENERAL_WORDS: readonly string[] =
  `a an the this that these those here there it its he him his she her they them their we us our you your i me my mine
  myself itself themselves who whom whose which what when where why how and or but nor so if then than as at by for from in
  into of off on onto out over to toward up upon with within without about above across after against along among around
  before behind below between beyond down during under until since through while because although though unless whether
  be am is are was were been being do does did done doing have has had having can could may might must shall should will
  would ought not no yes never ever also too very just only even still already yet again once often always sometimes
  usually rather quite really almost more most much many few less least some any all both each every either neither other
  another such same own one two three first second next last
  get got gets getting give gave given go goes going gone went come came comes coming make made makes making take took
  taken takes taking put puts let lets keep kept seem become became say said says tell told want wants wanted like likes
  need needs needed know knew known think thought mean means meant show shows shown bring brought try tried happen
  happened happens thing things something anything nothing everything someone anyone everyone somebody person people
  way ways kind sort sorts type certain able unable cannot able bit lot lots etc sb sth oneself one's particle suffix
  prefix verb noun adjective adverb used use using uses useful please hello hi thanks thank well good okay ok
  however therefore thus hence instead else moreover furthermore regarding concerning according now today yesterday tomorrow later soon
  day days year years part parts place case cases time times new old big small great little long short high low right
  left don't doesn't didn't can't won't isn't aren't i'm it's that's what's there's`
    .split(/\s+/)
    .filter((word) => word !== "");

const STOP: ReadonlySet<string> = new Set(GENERAL_WORDS);

/** Asking and grammar words of Chinese whose glosses would mislead. */
const STOP_ZH: ReadonlySet<string> = new Set(
  `怎么 怎样 怎么样 怎么办 如何 什么 什么时候 什么样 为什么 为何 为啥 多少 多久 哪些 哪个 哪里 哪儿 几个 几 是否 能否 能不能 可以 可否 有没有 是不是 请问
  请 您 您好 你好 谢谢 麻烦 我 我们 你 你们 他 他们 她 它 它们 自己 这 那 这个 那个 这些 那些 这样 那样 这里 那里 的 了 着 过 地 得
  吗 呢 吧 啊 呀 嘛 么 哦 是 不是 有 没有 没 不 不是 不能 不会 能 会 要 应该 应 该 需要 得到 就 才 都 也 还 还是 又 再 很 太 更 最
  在 从 到 向 往 对 对于 关于 给 把 被 让 使 和 与 及 以及 或 或者 而 而且 但 但是 因为 所以 如果 则 当 时 时候 之后 之前 以后 以前
  上 下 里 中 内 外 前 后 个 一个 一下 一些 一直 一种 一样 种 次 每 每个 各 各个 两 某 某个 某些 其他 其它 其中 另外 已经 已 正在 现在
  目前 然后 于是 并 并且 且 等 等等 吧 做 办 弄 搞 用 使用 进行 想 想要 来 去 说 看 看到 看见 知道 觉得 出现 发生 显示 情况 问题
  方法 方式 办法 东西 事情 人 大家 别人 人家 啥 咋 咋办 帮 帮忙 帮我 谁 只 只能 只有 可 可能 能够 直接 不用 必须 通过 根据 按 按照 由
  所 所有 全部 才能 才会 这么 那么 为 为了 以 将 即 即可 仅 至 其 此 该 无 点 分 年 月 日 天 今天 昨天 明天 号 第`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

export const isGeneralWord = (lowerCase: string): boolean => STOP.has(lowerCase);
export const isGeneralHan = (word: string): boolean => STOP_ZH.has(word);
