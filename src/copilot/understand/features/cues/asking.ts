import type { CueRow } from "./cue-row.ts";

/** What the writer wants to happen: to know, to have it done, to wish. */
export const ASKING: readonly CueRow[] = [
  [
    "ask_how",
    /怎[么样]?(?:样)?(?:才|去|给|把|在|能|弄|设|配|改|查|看|做|用|操作|搞|开|关|取消|导|添加|建|写|转|填|算|处理)|如何|咋(?:个|样|么)?|哪个步骤|什么方法|有什么(?:快捷|简单|好)?办法|怎么个|如何操作|操作(?:顺序|步骤|方法)/,
    /how (?:do|can|would|should|does|to|on earth|might)\b|what(?:'s| is) the (?:best|right|correct|easiest|quickest|recommended|proper|least painful) (?:way|steps?)|how(?:'s| is) .{0,20} (?:done|calculated|computed)/,
  ],
  [
    "ask_where",
    /在哪|哪里|哪儿|哪个(?:菜单|页面|地方|入口|按钮|模块|选项|目录|tab|格子|字段)|什么(?:位置|地方|菜单)|入口(?:在|是|找)|找不[到着](?:入口|菜单|设置|在|地方)?|藏在|去哪|点哪|填哪/,
    /where(?:'s| is| are| do| can| should| would| does| to)\b|which (?:menu|page|screen|tab|field|button|setting|option|report|command|role|permission)|can(?:'t|not) (?:find|spot|see) (?:where|the (?:setting|option|menu|button)|it)|pointer to the (?:right )?menu|is it hidden/,
  ],
  [
    "ask_what_is",
    /是什么意思|什么意思|啥意思|含义|什么区别|有啥区别|有什么不同|区别是|代表(?:什么|啥)|指的是|是指|算不算|是不是(?:指|算|说)|什么规则|口径|什么逻辑|什么关系/,
    /what (?:does|do) .{1,50} mean\b|what(?:'s| is) the (?:difference|meaning|default|limit|maximum|minimum|retention)|what is meant|meaning of|difference between|does .{2,40} count (?:as|towards)/,
  ],
  [
    "ask_why",
    /为什么|为啥|为何|什么原因|怎么回事|咋回事|怎么会|是何原因/,
    /why (?:does|do|is|are|did|am|can't|would|should)\b|any idea why|how come|what(?:'s| is) the reason|explain why/,
  ],
  [
    "want_understand",
    /想(?:弄|搞|了解|知道|弄清|搞清|确认|问)(?:一下|下|清楚|明白)?|想明白|仅(?:作)?了解|仅询问|好奇|只是想(?:问|知道|了解|确认)|就是想(?:知道|问|了解|弄|搞)|求解释|科普|不太(?:懂|理解|明白)|有个疑问|请教/,
    /(?:just |only )?(?:want(?:ed)? to|trying to|need to|would like to|like to|wish to) (?:understand|know|check|confirm|be sure|learn|clarify)|just (?:wondering|curious|asking|checking)|curious|could you (?:explain|clarify)|out of interest|quick q(?:uestion)?|simple question|silly question|question:/,
  ],
  [
    "ask_can",
    /能不能|可不可以|可以.{0,20}[吗么不?]|能.{0,20}[吗么不?]|是否(?:可以|可|能|支持|允许|需要)|支不支持|支持.{0,20}[吗么不?]|可否|能否|行不行|行吗|行不|允许.{0,10}吗|会不会|会.{0,20}吗/,
    /(?:can|could|may|is it possible|is there (?:a|any) way|are we able|does it|does the|does your|do you support|is .{2,30} supported|am i able)\b/,
  ],
  [
    "ask_can_i",
    /(?:我|我们|自己|员工|管理员|用户).{0,6}(?:能不能|可不可以|可以|能否|可否|是否可以|能)/,
    /(?:can|may|could|should|do) (?:i|we)\b|am i (?:able|allowed|right)|is it (?:possible|safe|ok|okay|allowed)/,
  ],
  [
    "ask_you_can",
    /(?:你们|贵司|贵方|您|您们|贵公司|你们家|侬).{0,8}(?:能不能|可不可以|可以|能否|可否|是否可以|能|接不接|接受|接吗|接)/,
    /(?:can|could|would|will) (?:you|u|your (?:team|people|engineers?|services? team|devs?|developers?|consultants?)|someone|somebody|anyone)\b/,
  ],
  [
    "do_by_self",
    /我们?自己(?:来|升|做|弄|操作|装|改|写|动手|搞|看|学|先|加|调|在|换|会|配)?(?:就行|就好|就可以)?|自行|自助|自己(?:能|可以|动手|来|恢复|导|看着|改|先|弄|换|升|学)/,
    /(?:do|doing|did|tune|handle|run|try|tidy|manage|change|fix) (?:it|this|that|them) (?:ourselves|myself|in-?house)|ourselves|myself\b|in-house|on our own|by ourselves/,
  ],
  [
    "request_zh_please",
    /请(?!问|教)|麻烦|帮忙|帮我|帮我们|烦请|辛苦|劳驾|恳请|望(?!采纳)|务必|拜托|求(?!解)|协助|盼(?!后续)/,
    /please|pls|plz|kindly|would you mind|we'd appreciate|could you\b|can you\b|can u\b|i'd be grateful|grateful if/,
  ],
  [
    "start_please",
    /^(?:您好|你好|老师好|hi|hello)?[,。!,:\s]*(?:请(?!问|教)|麻烦|帮|烦请|劳烦)/,
    /^(?:hi|hello|hey|dear \w+|good (?:morning|day|afternoon))?[,!.\s]*(?:please|kindly|pls|can you|could you|need)\b/,
  ],
  [
    "please_check",
    /(?:请|麻烦|帮忙?|辛苦|赶紧|快|赶快|重新|再|能不能)(?:你们|您|贵司|帮忙|尽快|给|技术|帮)*(?:看|查|排查|检查|核查|核实|处理|修|定位|瞧|解决|抢修|诊断)|给看看|帮看|看一眼|看下|看看(?:是|怎么|吧|哈|呗)?|查一?下|请查|请处理|请排查|请协助(?!完成|安装)/,
    /(?:please|pls|plz|kindly|can|could|would)(?: you| someone| somebody)?(?: please)? (?:check|look|investigate|find out|see what|take a look|have a look|fix|advise|help)|look into (?:it|this)|what(?:'s| is) (?:going on|wrong|happening)|what happened|need this fixed|fix (?:it|this|the)/,
  ],
  [
    "why_system_says",
    /(?:提示|显示|报错?|弹|说)[“"'「:]/,
    /(?:says?|shows?|showing|saying|displays?|get(?:ting|s)?|got|returns?|throws?|error|message)[: ]+["'“]/,
  ],
  [
    "wish",
    /希望(?:能|可以|以后|后续|增加|支持|有|加|把|排|考勤|日历|新)|建议|许愿|期待|要是能|如果能|要是(?:有|再|你们)|就好了|就更(?:好|完美|省)|就完美|提(?:个|一个|点)?(?:小)?(?:建议|意见|想法)|能否考虑|是否考虑|可不可以考虑|考虑(?:一下|增加|加|出|支持)|小愿望|盼(?:后续|一个|能|着)|望采纳|供.{0,4}参考|最好能|能不能(?:出|加|增加|加个|出个|做个|改进|优化|改成|记住|支持|挪|放|让)|反映个想法|提议|求.{0,6}(?:模式|功能)|优化(?:一下|下)|加(?:个|上).{1,12}(?:吧|呗|啊|就)|出个|联名|产品经理.{0,6}(?:看|考虑)|应该(?:可以|能|支持|有)/,
    /feature request|(?:it )?(?:would|'d) be (?:great|nice|lovely|good|useful|helpful|handy|fantastic|so useful|amazing)|(?:please |have you |would you )(?:consider|considered|think about)|suggest(?:ion|ed)?\b|idea:|proposal:?|i wish|one wish|(?:we|i)(?:'d| would) (?:love|like) (?:to see|an?\b|it if)|any (?:plans?|chance) (?:for|of|to)|(?:will|would) you (?:ever )?(?:add|support|consider|offer)|pretty please|roadmap|wish ?list|just a thought|my two cents|could do with|(?:should|could) (?:really )?(?:have|be able|remember|show|check|let)|may i (?:recommend|suggest|add a wish)|in (?:a )?future (?:releases?|versions?)|next (?:version|release|edition)|let (?:us|me|users|customers|requesters) |small nit|please (?:add|make|move|support|bring|let)/,
  ],
  [
    "wish_future",
    /以后(?:的)?(?:版本|能|会|可以|有)|后续(?:版本|能|会)|将来|下个?版(?:本)?|新版本?(?:能|会)|规划(?:里|中)?(?:有|没|会)|路线图|roadmap|排期计划|计划(?:支持|做|出|里)|什么时候(?:能)?支持|会支持吗/,
    /(?:on|in) (?:the|your) (?:roadmap|plan|list)|planned|some ?day|at some point|in the future|future version|any plans/,
  ],
  [
    "no_order",
    /不是(?:提建议|提需求|建议)|要你们现在|真要你们/,
    /(?:not|isn't) (?:asking for (?:it|the roadmap)|a suggestion|on the roadmap)/,
  ],
  [
    "not_order_wish",
    /不(?:是让你们现在|是要报价|急着要|是要你们)|列入.{0,4}计划|纯建议|只是建议|没有也行/,
    /no rush|not urgent|not asking for a quote|don't need this built|nothing blocked|whenever/,
  ],
  [
    "not_fault",
    /不是(?:故障|报错|坏了|系统坏|bug|出错|系统升级)|没(?:有)?(?:报错|出错|坏|影响|问题|出事)|不算故障|功能(?:都)?正常|不影响|运行正常|一切正常|系统正常|不涉及/,
    /not (?:broken|a bug|a fault|an error|an incident|on fire)|isn't (?:broken|a bug)|nothing(?:'s| is)? (?:wrong|broken|happened|failed|on fire)|works? (?:fine|as expected|well)|no (?:problems?|errors?|issues?|incident)|healthy|working fine/,
  ],
  [
    "not_refund",
    /不是(?:要|来)?(?:退款|退钱|投诉)|不要退款|不是要退/,
    /(?:don't|not) (?:want|asking for|after|disputing|complaining) (?:a |any |the |about )?(?:refund|money|invoice|compensation|bug)?/,
  ],
  [
    "not_teach",
    /不用教|不想学|不是问怎么|不要教程|不是(?:培训|要课)/,
    /don't (?:send|give|show) me (?:another|a|the) (?:article|link|manual)|not (?:training|asking how)/,
  ],
  ["question_end", /[?吗呢么](?:$|[\s。!~])|[?]/, /\?/],
  [
    "several_people_you",
    /(?:你们|贵司|贵方|贵公司|您们)(?:来|派|安排|负责|出|做|给|帮|代|操作|的人)/,
    /your (?:team|people|engineers?|experts?|crew|consultants?|staff|services|architects?|developers?)/,
  ],
  ["greet", /您好|你好|在吗|尊敬的|敬启|老师好|各位/, /dear|hello|hi\b|hey|good (?:morning|day|afternoon)|hiya/],
  ["thanks_courtesy", /谢谢|感谢|多谢|谢了|辛苦|thx/, /thanks|thank you|cheers|many thanks|thx/],
  ["form_fields", /【|^\[/, /\[\w+\]|(?:^|\n)\w[\w ]{2,18}: /],
];
