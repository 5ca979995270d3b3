/** Words by which people greet, thank, apologise, press or take their leave. */
const COURTEOUS = [
  "您好|你好|大家好|早上好|上午好|中午好|下午好|晚上好|晚安|早安|在吗|在么|在不在|有人吗|尊敬的|亲爱的|亲们?|各位|诸位|大家",
  "请教|请问|想问|问一下|问下|咨询|打扰|打搅|麻烦|不好意思|抱歉|对不起|冒昧|劳烦|烦请|有劳|辛苦|劳驾|拜托",
  "谢谢|多谢|感谢|感激|谢过|先谢|谢啦|谢了|致谢|不胜|此致|敬礼|敬上|顺颂|商祺|祝|顺利|愉快|安康|拜谢|鞠躬|比心",
  "求助|求解|求教|求回复|帮忙|帮助|帮我|帮看|帮着|看一下|看下|看看|解答|解惑|答复|回复|回答|答疑|指教|指点|赐教|期待|盼|静候|等待|等您|等你",
  "着急|比较急|很急|挺急|紧急|加急|急用|急急|急|尽快|赶紧|马上|在线等|催|跪求|十万火急",
  "新手|新人|新来|小白|菜鸟|刚接触|刚上手|不太熟|不熟悉|不太懂|不懂|基础|笑话|别笑|见笑|哈哈|嘿嘿|呵呵|嘻嘻|唉|哎|嗨|嗯|喂",
  "老师|大佬|大神|专家|同学|同事|同仁|团队|小伙伴|伙伴|朋友|客服|值班|人工|机器人|智能助手|助手|贵司|贵公司|我司",
  "折腾|琢磨|纠结|头疼|头大|崩溃|无语|实在|没办法|没辙|搞不定|弄不明白|想不通|百思不得其解|卡了|才来|再来",
];
/** Words that say little by themselves: who, when, function words. */
const LIGHT = [
  "领导|老板|客户|现场|项目|公司|我们|你们|咱们|他们|我|你|您|他|她|它|们|自己|有人|哪位|谁|这边|那边|这里|那里",
  "今天|明天|昨天|上午|下午|中午|晚上|早上|周[一二三四五六日末]|本周|下周|这周|最近|现在|目前|刚才|刚刚|之前|以前|以后|之后|时候|一直|好久|半天|半日|一天",
  "一个问题|个问题|问题|疑问|事情|事儿|事|情况|如下|以下|方便|可以|可能|如果|要是|的话|或者|直接|顺便|一并|一起|另外|此外|还有|首先|最后",
  "文档|链接|资料|邮箱|邮件|微信|电话|群里?|发我|发给|发一下|给我|告诉|告知|知道|了解|清楚|明白|确认|处理|解决|支持|反馈|转给|转人工|安排",
  "怎么|怎样|如何|什么|为什么|哪里|哪个|多少|是否|能否|能不能|可不可以|有没有|是不是|吗|呢|吧|啊|呀|啦|哦|嘛|哈|哒|咯|么|了|的|得|地|着|过",
  "一下|一点|一些|一遍|一次|这个|那个|这种|那种|这|那|个|位|和|跟|与|对|向|给|把|被|让|在|到|上|下|里|中|从|来|去|是|有|没|没有|不|别|也|就|都|还|再|又|先|才|很|太|挺|好|比较|非常|特别|真的|确实|其实|应该|需要|要|想|请|能|会|说|看|用|做|行|等|因为|所以|但是|不过|然后|于是|虽然",
];
const COURTEOUS_EN =
  "hello|hi|hey|dear|greetings|good (?:morning|afternoon|evening|day)|thanks?(?: you)?|thx|cheers|regards|sincerely|sorry|apologi[sz]e|apologies|pardon|please|kindly|appreciated?|grateful|urgent|urgently|asap|hope|hoping|wishes|look(?:ing)? forward|bother|bothering|quick question|team|folks|guys|everyone|everybody|support|sir|madam|newbie|new to this|stuck|bot|luck|in advance|let me know|get back|reply|response|pointers?";
const LIGHT_EN =
  "a|an|the|i|i'm|me|my|we|we're|our|us|you|your|it|it's|its|this|that|these|those|is|are|am|was|were|be|been|have|has|had|do|does|did|can|could|will|would|should|may|might|to|of|for|from|in|on|at|with|and|or|but|so|if|when|while|who|what|which|how|as|by|not|no|any|some|all|again|also|just|very|much|well|great|best|new|here|there|now|today|tomorrow|yesterday|someone|somebody|knows?|know|tried|try|trying|asking|ask|asked|manager|boss|customer|call|time|chance|help|helping|find|found|look|looked|looking|writing|write|pass|sure|kind|doing|bit|lot|while|site|first|question|questions|issue|problem|following";

const courteous = new RegExp(`${COURTEOUS.join("|")}|\\b(?:${COURTEOUS_EN})\\b`, "giu");
const light = new RegExp(`${LIGHT.join("|")}|\\b(?:${LIGHT_EN})\\b`, "giu");
const NOT_A_WORD = /[^\p{L}\p{N}]+/gu;

/** Share of a clause that may be left over besides courtesy. */
const MOST_LEFT = 0.25;

/**
 * Whether a clause only greets, thanks, excuses or presses. A clause counts as such when it has a courteous word and
 * hardly anything else, or holds light words alone.
 */
export function isCourtesy(clause: string): boolean {
  const letters = (text: string) => text.replace(NOT_A_WORD, "").length;
  const all = letters(clause);
  const withoutCourtesy = clause.replace(courteous, " ");
  const left = letters(withoutCourtesy.replace(light, " "));
  return withoutCourtesy.length < clause.length - 1 || withoutCourtesy !== clause
    ? left <= MOST_LEFT * all
    : left === 0;
}
