import type { CueRow } from "./cue-row.ts";

/** What broke, since when, around a version step or before the first success. */
export const FAILING: readonly CueRow[] = [
  [
    "error_text",
    /报错|错误|异常(?!处理|件)|exception|error|failed|timeout|超时|失败(?!的行)|\b[45]\d\d\b|null|traceback|堆栈|denied|refused|invalid|trace|errno|at com\./,
    /error|exception|failed|fails|failure|timeout|timed out|denied|refused|invalid|\b[45]\d\d\b|stack ?trace|traceback|fatal|errno|panic|exit code|cannot (?:read|acquire|allocate|connect)|at com\.|mismatch|unreachable|unavailable/,
  ],
  [
    "broken_zh",
    /崩(?:了|溃)|闪退|白屏|黑屏|卡死|死机|挂了|瘫|宕机|宕掉|停机|没反应|没有反应|打不开|点不[动开了]|用不了|不能用|不好使|不动了|转圈|一直转|掉线|断(?:开|了|线)|出不来|空白|乱码|不显示|不见了|消失|没了|丢了|丢失|失效|不响应|起不来|连不上|登不[上进录]|进不去|登录不[了上]|上不去|收不到|发不出|打印不|导不出|不同步|不更新|没更新|停了|卡住|卡在|串行|错乱|错位|罢工|出错|坏了|对不上|不平|不对(?!外)|算错|抽风|弹窗|显示加载|失灵|中断|堵/,
    /crash(?:es|ed|ing)?|down\b|dead\b|broken|broke\b|frozen|freez(?:es|ing)|hangs?\b|hung|stuck|spin(?:s|ning)|blank|white (?:page|screen)|vanish(?:ed|es)|disappear(?:ed|s)|gone\b|missing\b|won't (?:open|load|start|save|print|let|work|connect|boot)|doesn't (?:work|open|load|respond|save|print|arrive|show)|not (?:working|loading|responding|opening|syncing|arriving|showing|printing)|stopped (?:working|sending|rendering|syncing|responding)|isn't working|can(?:'t|not|t) (?:log ?in|sign ?in|open|save|print|access|upload|connect|post|load|submit)|unable to|no longer|wrong (?:total|result|number|amount|figure)s?|don't match|doesn't match|greyed out|outage|offline|dies\b|died\b|keeps? (?:failing|crashing|telling|saying|asking)|never (?:arriv|shows? up)/,
  ],
  [
    "since_when",
    /从(?:今|昨|周|上|早|凌晨|中午|前天|\d|星期)|今(?:天|早|晨|日)(?:早上|上午|下午|起|突然|开始|才|一早|点)?|昨(?:天|晚|日)(?:还|开始|起|晚|下午)?|自(?:今|昨|周|上)|突然|刚才|刚刚|这两天|开始(?:就|一直|报|出|不)|(?:周|星期)[一二三四五六日天](?:还|起|开始)|凌晨/,
    /since (?:this|last|yesterday|about|around|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the|\d|we|our|it|roughly|noon|midnight)|as of (?:this|today)|suddenly|all of a sudden|this morning|last night|today\b|yesterday|overnight|right now|just now|started (?:this|yesterday|today|on)|from (?:this|yesterday)/,
  ],
  [
    "worked_before",
    /(?:之前|以前|原来|原先|平时|往常|一直|上周|上午|昨天|前天|周[一二三四五]|上次|升级前|更新前|上个?月|早上)(?:都|还|是|一直|都是)?(?:好好的|正常|能用|没问题|可以|好的|是好|好使|行|能|对的|平的|秒出|看得见|没事|显示|很顺|很稳)|还好好的|还能用|一直(?:正常|好好|能用|没问题)|以前没|没有?动过|未变|未改动|没改|头一回|头一次|今天头一/,
    /(?:worked|was (?:fine|working|ok|okay|instant|fast)|ran (?:fine|clean|without)|used to|had been (?:fine|running|working)|it (?:did|could|was) (?:yesterday|last|before)|were (?:fine|there|ok)|been (?:fine|running|working) (?:for|until|daily)|previously|before that|until (?:yesterday|today|this|last))\b|(?:fine|worked|ok) (?:when|until|yesterday|last|before|for)|nothing (?:was |has |has been )?(?:changed|altered)|untouched|no changes? (?:on|at|was)|normally|every week since|for years/,
  ],
  [
    "again_small",
    /又(?:出现|来|是|不|崩|卡|报|掉|转)|再次|还是(?:不行|打不开|报|有)|依然|仍然|仍|依旧/,
    /again\b|still (?:happens|not|there|broken|open|fails|the same|no|shows|says)|once more|reopen/,
  ],
  [
    "ticket_closed_still",
    /工单.{0,12}(?:完成|关闭|解决|关了).{0,16}(?:还是|仍|不过|但)|说修好/,
    /(?:closed|marked (?:as )?(?:done|resolved|solved)).{0,40}(?:still|but)/,
  ],
  [
    "slow",
    /慢|卡(?!在|片|号|死|住|机|扣|券)|延迟|延时|等(?:十|半天|好几|要?\d+秒)|秒(?:才|才能)|转半天|加载(?:不|很|太)|性能|吃紧|拉长|latency|cpu|内存(?:占|满|高)|占满|负载/,
    /slow(?:er|ly)?|lag(?:s|gy|ging)?\b|crawl(?:s|ing)?|latency|takes? (?:\w+ )?(?:\d+|ages|forever|minutes|seconds|twice|too long)|performance|response times?|cpu (?:is )?at|unresponsive|throttl|sluggish|seconds to/,
  ],
  [
    "login_fail",
    /登(?:不上|不进|录不|不了)|登录(?:不|失败|报|提示|页)|密码(?:错误|不对)|用户名或密码|验证码(?:收不到|没|不)|认证失败|被锁|锁定|无权(?:限|查看)|权限(?:不足|不够|没了)|403|401|跳回登录/,
    /(?:log|sign)(?:ged|ging)? ?(?:in|on)\b|login|password|locked out|credentials|otp\b|redirect loop|unauthori[sz]ed|forbidden|no permission|access denied|2fa|mfa/,
  ],
  [
    "wrong_result",
    /(?:金额|数据|数量|库存|余额|合计|总数|税|工资|统计|报表|数字|账|积分|日期|时间)(?:.{0,8})(?:不对|错|不一致|对不上|差了|少了|多了|不平|翻倍|重复|乱)|算错|算成|变成|串(?:号|行|了)|重复(?:执行|出现|入账|生成|记|录)|少(?:了)?一?(?:条|行|截|半)|差异/,
    /wrong (?:figure|total|number|amount|value|result|date|rate|code|price|balance)|incorrect|don't (?:add up|match|agree)|doesn't (?:add up|match|agree)|mismatch|duplicat(?:ed?|es)|twice in|recorded twice|double(?:d)? entr|one hour off|off by|miscalculat|rounded/,
  ],
  [
    "records_lost",
    /(?:单|记录|数据|客户|档案|凭证|消息|文件|订单|备注|模板|历史|聊天|字段|条).{0,8}(?:全?没了|不见了?|丢了|丢失|消失|少了|清空|找不到|被删|被抹|全没|蒸发|只剩)|丢(?:了|失)?.{0,6}(?:数据|记录|单|条)|数据(?:丢失|没了|全没)|误删|删(?:了|掉|错)|清空了|truncate|drop(?:ped)? table|恢复(?:数据|到|备份|回)?|找回|捞回|备份/,
    /(?:records?|rows?|data|orders?|notes?|files?|comments?|entries|messages|views|filters|history|invoices).{0,30}(?:gone|missing|vanished|disappeared|lost|deleted|wiped|erased)|lost (?:\w+ )?(?:data|records|rows|orders|all)|deleted|by (?:accident|mistake)|accidentally|restore\b|from (?:the |last |yesterday|tuesday)?.{0,12}backup|recover\b|truncated?|purge|corrupt(?:ed|s)?/,
  ],
  [
    "upgrade_word",
    /升级(?!审批|套餐|为投诉|投诉|版)|升(?:到|至|个级|完级|了级|成|上|一下|吧|版)|更新(?!汇率|下|授权|一下(?:授权|账|合同)|客户|数据|日志)|打补丁|补丁|热修复|新版|版本|灰度|回滚|回退|退回(?:旧|老|\d|v|原|给)|旧版|老版|降级/,
    /upgrad(?:e|ed|es|ing)|updat(?:ed?|er|ing) (?:to|failed|from|last|is|keeps|stopped|broke)|after (?:the |saturday's |last night's |tonight's )?(?:\w+ )?update|patch(?:ed|es)?\b|hotfix|new(?:er|est)? (?:version|release|build)|version\b|release\b|roll(?:ed|ing)? ?(?:us )?back|downgrade|moved? (?:to|from) (?:v|version|release)?\d|went (?:up )?to (?:v)?\d|lts\b/,
  ],
  [
    "upgrade_ask",
    /(?:想|要|申请|拟|希望|准备|计划|安排|请|帮|麻烦|给).{0,14}(?:升级|升到|升至|升(?:个|一下)|更新到|打补丁|推.{0,4}版本)|升级(?:窗口|申请|排期|包|时间|计划|服务)|升(?:级)?.{0,6}(?:安排|排期|排上)|什么时候轮到|哪天能排/,
    /(?:schedule|book|plan|arrange|queue|like|wish|want|need|move|put us).{0,30}(?:upgrade|version|release|update|\b\d+\.\d)|(?:offline )?installer for|upgrade (?:package|path|window|slot)|go to \d|from (?:v)?\d[\d.]* to (?:v)?\d|get (?:the|it|us) .{0,20}(?:release|build|version)/,
  ],
  [
    "upgrade_after",
    /(?:升级|更新|升(?:了|完|到|至|个级)|打(?:完|了)?补丁|补丁.{0,6}装|装完补丁|新版)(?:完|了|到|至|后|以后|之后|完级|级|把|.{0,10}(?:后|之后|以后|完)).{0,24}|升.{0,4}没(?:了|升)|升级(?:把|卡|失败|中途|到一半|停)|更新(?:卡|失败|一直)|自从?升/,
    /(?:after|since|following|ever since|post-?) ?(?:the |our |we |last |tonight's |saturday's |yesterday's )?(?:\w+ ){0,4}(?:upgrad\w*|update\w*|patch\w*|mov(?:ed|ing) to|going to|went (?:up )?to|release|version|v?\d+\.\d)|upgraded? (?:to|from|stopped|failed|wizard|production|last)|update keeps|(?:broke|removed|lost|gone).{0,20}(?:in|by|with) (?:v|the (?:update|upgrade)|release|\d)|bumped/,
  ],
  [
    "version_pair",
    /v?\d+(?:\.\d+)+.{0,6}(?:升|到|至|->|→).{0,4}v?\d+|从v?\d+(?:\.\d+)*(?:升|到|至|一路)/,
    /v?\d+(?:\.\d+)* ?(?:->|to|→) ?v?\d+(?:\.\d+)*/,
  ],
  ["version_number", /v?\d+\.\d+(?:\.\d+)?|版本\s?\d|\d+版/, /v\d+|\d+\.\d+(?:\.\d+)?|(?:version|release) \d+/],
  [
    "first_time",
    /第一次|首次|初次|头一?(?:回|次)装|头回|初装|初始化|初始|新装|刚装|刚(?:买|拿到|开通|到)|新(?:买|机房|环境|部署|站点|建)|从(?:来)?没(?:有)?(?:成功|通过|跑|用|装|打开|接通|激活|联|连|发|收|上线)|从未|还没(?:用|跑|上线|成功|装|启用|登|通|进去|激活|正式)|没(?:跑|装|接|激活|通)(?:通|成|起来)?过|尚未(?:投用|启用|上线|成功)|装不上|没装成|一次都没|一次也没|没成功|没通过/,
    /first[- ]time|first (?:install|deploy|order|request|time|setup|login|start|sync|test)|fresh install|brand[- ]new|initial (?:install|setup|deploy)|never (?:got|managed|had|connected|worked|synchronis|once|exchanged|been able)|have(?:n't| not| never) (?:yet )?(?:got|had|worked|connected|gone live|managed|run)|not yet (?:working|live)|trying to (?:connect|install|set ?up|integrate|hook|deploy|get (?:it|the))|setting up|set(?: it)? up|so far|getting started|get(?:ting)? (?:it|this) (?:going|running)|not one (?:event|message)|for the (?:1st|first) time|newly|just (?:bought|installed|unpacked)/,
  ],
  [
    "install_word",
    /安装|部署|装(?:机|一遍|好|上|完|到|不|的|一下|在)|搭建|初始化|镜像|docker|k8s|helm|集群|节点|环境|装第|实施|解压|安装包|许可证|激活码|脚本|配置(?:文件)?/,
    /install(?:er|ation|ed|ing|s)?\b|deploy(?:ment|ed|ing|s)?|set ?up\b|setup|docker|kubernetes|k8s|helm|cluster|node\b|bootstrap|quickstart|wizard|appliance|air-gapped/,
  ],
  [
    "integrate_word",
    /对接|集成|接口|api|sdk|webhook|回调|联调|单点登录|ldap|saml|oauth|sso|同步|打通|接入|推送|网关|直连|适配器|中间件|oidc|cas\b|edi\b|oss\b/,
    /integrat(?:e|ion|ing|ed)|connector|api\b|sdk\b|webhooks?|oauth|saml|sso\b|ldap|scim|sync(?:s|ed|ing|hronis\w*)?\b|interface|callback|plug-?in|gateway|adaptor|adapter|hook up|wire up/,
  ],
  [
    "by_document",
    /按(?:照)?(?:手册|文档|说明|示例|标准|教程|指南|部署)|照(?:着|文档)|文档(?:上|里|第)|手册(?:上|里|第|走|做)|第[一二三四五六七八九\d]+步/,
    /(?:followed|following|per|according to|as per|copied|using|used|by) (?:the |your |our )?(?:\w+ ){0,2}(?:guide|docs?|documentation|manual|quickstart|handbook|instructions|booklet|leaflet|sample|steps)|to the letter|step \d+/,
  ],
  [
    "help_hands_on",
    /远程(?:协助|带|看|指导|陪|帮|支持|一下|连)|带(?:我们|我)(?:装|过|弄|做)|陪(?:我|同)|指导(?:我们|一下|安装)|手把手|协助(?:完成|安装|部署|配置)|技术(?:支援|支撑|协助|支持|老师)|派.{0,6}(?:技术|工程师|人).{0,8}(?:协助|指导|远程|线上|支援)|来个人(?:带|陪|弄)|连线|约个?时间远程/,
    /(?:guide|walk|take|help) us (?:through|by|with|get)|guide (?:us|me)|walk (?:us|me) through|take us through|screen ?share|join a call|remote (?:help|session|assist)|hands-on help|an hour of guidance|engineer (?:online|to (?:guide|help|check|go over))|go over it with us|online guide|help (?:us|me) (?:get|finish)/,
  ],
  [
    "go_live_soon",
    /上线|割接|验收|开业|开服|启用|投产|试运行/,
    /go(?:es|ing)?[- ]live|launch(?: day)?|cut-?over|roll-?out|acceptance/,
  ],
  [
    "not_upgrade",
    /不是(?:系统|版本|产品)?升级|没(?:有)?升级|不升级|不用升级|版本(?:号)?(?:没变|不变|未变)|没(?:有)?更新过|未升级|升级已完成|我们自己会升/,
    /not an? (?:upgrade|version)|nothing to upgrade|staying on|same (?:app )?version|build number hasn't|no deployment|not upgrading|rather than upgrading/,
  ],
  [
    "other_update",
    /(?:浏览器|驱动|操作系统|windows|电脑|内核|ios|安卓|android|office|excel|手机系统|统一|苹果|chrome|edge|微信).{0,8}(?:更新|升级|打?了?补丁)/,
    /(?:os|system|browser|driver|windows|android|ios|chrome|tablets?|phone|firmware) (?:got (?:their|its) )?(?:system )?update/,
  ],
  [
    "own_mistake",
    /误(?:点|删|操作|锁|判|封|停|充)|手滑|我(?:自己)?(?:删|闯祸|弄|搞|输)(?:错|了|光|多)|实习生|同事.{0,8}(?:删|错)|导错|填错|批量改乱|被锁了/,
    /by (?:mistake|accident)|accidentally|overwrote|my own doing|our (?:intern|trainee)|wrong (?:folder|file|script)|we had blocked|mistyped|script of ours/,
  ],
  [
    "now_and_before",
    /昨[日天](?:切换)?正常|上月(?:盘点)?未见|此前|前日未见|旧(?:驱动|内核|版)(?:时)?正常|之前(?:一直|明明)|头一回/,
    /last (?:month|week) (?:it|they|she|he)|used to be|up to the|until the end of/,
  ],
];
