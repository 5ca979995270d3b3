import type { CueRow } from "./cue-row.ts";

/** Praise, worry and how much time there is. */
export const FEELING: readonly CueRow[] = [
  [
    "praise",
    /(?:真|太|很|特别|非常|十分|挺|超|好)(?:好用|棒|赞|满意|方便|省心|专业|给力|贴心|流畅|惊艳|稳(?!定性)|靠谱|耐心|强大|喜欢|丝滑|精彩|细致|用心|认真|负责|香)|点赞|好评|厉害|五星|完美(?!解决方案)|救了|救命恩人|帮了大忙|感激|衷心|由衷|表扬|惊喜|爱了|良心|给你们点|夸|好极|服务(?:很|真|特别)好|功劳|一直很满意|省了|推荐给|安利|真心服|效率真高|太香|太值|好看|反响极佳|优异|愉快|有帮助|写得真?(?:清楚|明白|细)|佳|讲得.{0,4}(?:生动|好)|漂亮|elegant|love|爽|赞!|绝了|👍|💯|🙏/,
    /(?:great|excellent|amazing|fantastic|wonderful|brilliant|awesome|superb|outstanding|lovely|terrific|splendid|perfect|smooth|painless|delight\w*|superfast|slick|gem|heaven)\b|love(?:s|d)?\b|well done|good (?:job|work)|kudos|hats off|impressed|congratulations|big fan|happy with|rocks\b|pleas(?:ed|ure|ant)|joy\b|best .{0,20}(?:seen|used|support|one|tool)|worth every|thank you so much|thanks a (?:lot|million)|nailed|life so much easier|spot on|super (?:fast|happy|friendly)|saved (?:us|me|our)|appreciate|adore|raves?|hooked|:\)|:d\b|smoothest|excellent work/,
  ],
  [
    "praise_weak",
    /(?:还|都)?(?:不错|挺好|可以的|好用|满意|顺利|省心|喜欢)|谢谢你们|感谢(?:你们|贵司|上次|支持)|辛苦(?:了|你们)/,
    /(?:nice|good|okay|ok|friendly|helpful|clear(?:ly)?|kind|patient)\b|thank(?:s| you) (?:for|to)|painless/,
  ],
  [
    "praise_but",
    /(?:好|满意|不错|客气|喜欢|敬业|漂亮|感谢).{0,20}(?:但|可是|不过|就是|然而|可)|(?:但|可是|不过|然而).{0,30}/,
    /(?:but|however|though|yet|sadly|unfortunately|only thing)\b/,
  ],
  [
    "production_down",
    /(?:生产|产线|门店|收银|全(?:公司|厂|部|店|国|校|员)|所有(?:人|用户|部门|门店)|业务|整个|线上|车间|营业|窗口|系统全|直播|交易|前台|全线).{0,14}(?:停|不能|无法|瘫|挂|用不了|登不|开不了|进不|卡|断|影响|堵|中断|结不了|干等)|停(?:产|摆|工|业|诊)|全(?:都|部)?(?:停|瘫|挂|卡死|登不|无法|连不上|堵|黑屏)|瘫痪|宕机|服务(?:全)?(?:中断|不可用)|排(?:起|着|到).{0,4}(?:队|外)|都(?:停|等|堵)着|没法(?:结账|营业|开单|发货|上课|收款|做生意)|站着等|堵了|手术室|被攻击/,
    /production (?:is |was |has )?(?:down|stopped|halted|blocked|dead|traffic)|(?:is|are|went|completely|been) (?:down|dead|offline)\b|can't (?:bill|ship|sell|trade|work at all|post)|nobody (?:can|in)|no one can|all (?:users|customers|stores|sites|six|tills|staff|lines)|every(?:one|body|thing|shopper) .{0,20}(?:down|stopped|stuck|can't|gets)|whole (?:company|team|office|plant|site|branch|factory|surgery|sales)|outage|lines? (?:have |are |is )?stopped|(?:losing|lost) (?:orders|money|sales)|queu(?:e|ing) (?:out|of)|standing (?:around|by|idle)|checkout|right now|(?:people|staff) (?:sitting )?idle|exploited|shift cannot start|cannot start/,
  ],
  [
    "many_people",
    /(?:[二三四五六七八九十百\d]+(?:多|几)?|好几|很多|大家|全(?:体|员|组|校|公司|部门|科|班)|整个(?:部门|公司|团队)|同事们?都|所有人|大伙|人人|集体|咱们店|我们都)(?:个|名|位|多)?(?:人|同事|员工|用户|坐席|工人|门店|家|学生|客户)?(?:都|全)?.{0,8}(?:登不|用不|打不开|不能|进不|卡|没法|收不到|等|报错|无法|掉线|干坐|连不)|几十(?:号|个)人|\d+ ?(?:多)?(?:人|号人|个人|个坐席|位)/,
    /\d+ (?:\w+ )?(?:people|users|staff|agents|employees|colleagues|nurses|drivers|pupils|students)|(?:ten|thirty|forty|twenty|fifty) (?:people|users|staff)|(?:the|my|our) (?:whole|entire) (?:team|office|department)|several (?:people|users|colleagues)|all of us|two colleagues|everyone|half of my team/,
  ],
  [
    "deadline",
    /(?:今天|今日|今晚|明天|明日|明早|后天|马上|立刻|立即|当天|今夜|一小时|半小时|小时内|两点|下午|中午|凌晨|零点|晚上).{0,14}(?:前|之前|要|就|必须|截止|开标|上线|验收|开会|交|发工资|开播|考|结账|封账|开服|演练|进场|讲|演示|汇报|到期|关停|关账|检查|双十一|全公司|启用|拆除|报名|签)|截止|来不及|等着(?:发|用|交|开|结)|火烧|今天(?:是|之内)|(?:后天|明天|今天|今晚).{0,4}(?:必须|务必|就)|申报截止|征期|马上(?:开始|就)/,
    /(?:today|tonight|tomorrow|this (?:afternoon|evening)|by (?:noon|5|eod|end of day|midnight)|within (?:the|an|\d+|two) hours?|in (?:an|one|two|thirty|\d+) hours?|at noon|at (?:midnight|\d+(?::\d\d)?(?: ?[ap]m)?)|deadline|month end|day after tomorrow)\b|opens in|starting at \d|goes out at/,
  ],
  [
    "urgent_word",
    /紧急|加急|急(?!诊)|尽快|马上|立刻|立即|赶紧|赶快|火速|十万火急|速|救命|asap|urgent|快点|抓紧|恳请|救急/,
    /urgent(?:ly)?|asap|immediately|right (?:now|away)|straight away|at once|emergency|critical|p1\b|priority 1|hurry|as soon as possible|call me back|now please|please,? now/,
  ],
  [
    "no_hurry",
    /不(?:着)?急|不赶|有空(?:再)?|方便(?:的)?(?:时候|时)|慢慢|没事(?:儿)?|闲(?:了|的时候)|随(?:时|便)|不紧急|什么时候都行|时间(?:随|你们)(?:挑|定|贵)/,
    /no (?:rush|hurry|panic)|not urgent|whenever|at your convenience|when you (?:get|have) (?:a )?(?:chance|time|moment)|any time|sometime|any (?:evening|day)/,
  ],
  [
    "one_blocked",
    /我(?:的|这边)?.{0,12}(?:登不|进不|打不开|被锁|收不到|用不了|没法|干不了|做不了|影响我)|(?:干不了|做不了|没法(?:干活|工作|做账))|活儿?都停/,
    /i (?:can't|cannot|am unable|am locked|am stuck|need to)|i'm (?:locked|stuck|blocked|unable)|locked out|can't (?:continue|work|do my|get in)|stuck\b|blocks?\b|blocked/,
  ],
  [
    "security_event",
    /被黑|泄[露密漏]|被盗|串租户|看到.{0,10}(?:别的|其他|别人|别家).{0,8}(?:公司|客户|数据|名单|单)|入侵|攻击|勒索|踢下线|木马|丢了.{0,10}(?:电脑|笔记本|手机)|陌生(?:设备|登录|管理员)|诈骗短信|公开仓库|被顶下来/,
    /hacked|breach\w*|leak(?:ed|ing)?|stolen|compromis\w*|see another customer|other customer|another (?:company|tenant)|intru\w+|ransom\w*|unknown (?:admin|login)|suspicious|exposed|exploit\w*|pasted our/,
  ],
  [
    "data_lost_event",
    /(?:数据|记录|单|档案|客户|凭证|备份|表|消息|台账|备注).{0,10}(?:全?没了|不见了|丢了|丢失|消失|清空|0字节|被删|少了一大半|全没|被抹|只剩)|丢(?:了)?.{0,4}(?:数据|单)|误删|truncate/,
    /(?:records?|data|orders?|rows?|invoices|notes|comments|history|files).{0,25}(?:gone|missing|vanished|disappeared|lost|wiped)|lost (?:all|data|\w+ (?:orders|records))|0-?byte|wiped|purge/,
  ],
  [
    "money_now",
    /工资|发薪|代发|收款|结账|付款|报税|申报|开票|月结|年结|关账|薪/,
    /payroll|wages|salary|pay day|invoices? (?:can|cannot|can't)|month[- ]end|year[- ]end|closing|tax filing/,
  ],
  [
    "people_names",
    /[\u4e00-\u9fa5](?:工|老师|经理|总|哥|姐|师傅)(?=[,。!的在讲上处太真帮])|小哥|同事|小伙/,
    /(?:your|the) (?:colleague|engineer|consultant|instructor|team|technician|agent|lady|man)|ms |mr |mrs /,
  ],
];
