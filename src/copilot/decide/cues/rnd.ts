import type { Cue } from "../cue.ts";

/** The vendor said: a later version has the fix. */
export const FIXED_LATER: Cue = {
  zh: /(?:在|于|到)?\s*v?\d+(?:\.[\dx]+)*(?:版本?)?(?:里|中|起|之后|以后|及以上|已经?)*.{0,6}(?:修复|修掉|修了|解决|已修|修正|改好)|升(?:级)?(?:到|至)?.{0,16}(?:即可|就|能|可以?|后|便可).{0,8}(?:解决|修复|好了?|恢复|正常|消除)|(?:新版|最新版|下个?版本|后续版本|高版本).{0,8}(?:已经?|里|中|才|会)?.{0,4}(?:修复|修了|解决|修掉|修正)|建议(?:您)?(?:尽快)?升(?:级)?到/u,
  en: /(?:fixed|resolved|addressed|corrected|solved|patched) (?:in|from|as of|since|with|by) (?:version |release |v)?\d|(?:fix|patch|correction) (?:is |was |has |ships? |shipped |comes? |landed |only )*(?:in|part of|included in|available (?:in|from)|released (?:in|with)|with) (?:version |release |v)?\d|(?:upgrad\w+|updating|moving to \S+)(?: to \S+)?(?: \w+){0,3} (?:resolves?|fix(?:es)?|solves?|cures?|should|will|would|is the fix)|(?:newer|later|latest|next|current) (?:version|release).{0,24}(?:fix|resolv|address)|please upgrade to/u,
};

/** The customer cannot take that version. */
export const CANNOT_UPGRADE: Cue = {
  zh: /升不(?:了|动|起)|(?:不能|没法|无法|不让|不许|不允许|不敢|不可能|暂时不|不方便|不准|不打算|没条件|来不及)(?:马上|现在|整体|做|走|再|随便|大)*(?:升|换版|动版本|变更|停机)|升级.{0,16}(?:不行|不可能|不现实|走不了|批不下|批不了|来不及|得等|要等|排(?:到|在)|没戏|做不了|搞不了|要停|得停|半年|明年|下季度|等不起|通不过|过不了)|封(?:网|版|账|库)|冻结(?:期|变更|窗口)?|变更(?:冻结|窗口|禁令)|(?:停机|维护)窗口.{0,10}(?:没|要到|得到|下|才)|版本.{0,8}(?:锁(?:死|定)|固定|备案|认证|过审|不能(?:动|变|换))|(?:认证|备案|验收|等保|审计|医保|gmp|gxp).{0,14}(?:不能|不让|锁|绑定|要求).{0,8}(?:版本|升|动|变)/u,
  en: /(?:can't|cannot|can not|unable to|not allowed to|not permitted to|won't be able to|couldn't|impossible to|no way (?:to|we can)|not in a position to) (?:\w+ ){0,3}(?:upgrade|update|move|migrate|take (?:it|that|the)|go to|jump|touch|change versions?)|(?:change|code|config\w*|release|production|year-end) (?:freeze|moratorium)|frozen until|\bfreeze\b|no-go|(?:upgrad\w*|update|that version|moving|\d+\.\d+)\b.{0,44}(?:out of the question|not an option|isn't an option|off the table|not possible|impossible|isn't possible|no option|months? away|next (?:year|quarter|spring|summer|autumn|fall)|has to wait|can't happen|won't happen|not before|not until|needs? (?:re-?)?validat\w*|re-?certif\w*)|(?:validated|certified|qualified|locked|pinned) (?:to|on|for|at|against) |(?:stuck|have to stay|must stay|need to stay) (?:on|with|at) /u,
};

/** The customer wants the fix alone, on what runs now. */
export const WANTS_PATCH: Cue = {
  zh: /补丁|热修|热补|hot-?fix|patch|(?:单独|临时|紧急|小)(?:的)?(?:修复|补|修|出|给|发|打)?(?:包|版|补丁|文件|修复)|(?:单独|专门)(?:给|为|帮)?(?:我们?)?(?:在)?[^,。]{0,10}(?:修|出|打|(?<!研)发)[^,。]{0,6}(?:修复|补|包|一下|一版|个)|(?:在|给|针对|就|把|往)[^,。]{0,18}(?:这个?|当前|现有?|现在|我们(?:的|这个)?|老|旧|\d)的?(?:版本?|上|里)[^,。]{0,8}(?:修|打|出|补|移植|合|加进)|移植|回合(?:到|进)|(?:替换|换)(?:一?个|掉)?.{0,6}(?:文件|jar|dll|组件|包)(?:就|也)?(?:行|可以|能)|(?:只要|就要|只修|只改)(?:这|那)(?:一|个|处)?.{0,8}(?:修复|修|改动|补)/u,
  en: /hot-?fix|\bpatch\b|back-?port\w*|(?:just|only) the (?:fix|correction|patch)|the fix (?:itself|alone|only|on its own|on|for|in)|fix (?:on|for|in) (?:our|this|the current|\d)|small(?:er)? (?:fix|patch|package|change|build|something)|something small|emergency (?:fix|change|build|patch|release)|one-off (?:build|fix|patch)|interim (?:build|fix|release)|stand-?alone (?:fix|package|patch)|drop-in|replacement (?:jar|dll|binary|file)|private (?:build|fix)|special build|(?:fix|correct\w*) .{0,20}without (?:the |an? )?(?:upgrad|update|full)/u,
  not: /(?:打|装|上|用|升)过|(?:之前|去年|上次|已经?|上月|当时)(?:打|装|上)|打了|装了|(?:怎么|如何|哪里?)(?:打|装|下载|下)|why does the patch|how (?:do|to) .{0,12}(?:patch|hotfix)|(?:applied|installed|after) (?:the |a |that |your )?(?:last |latest )?(?:patch|hotfix)|(?:patch|hotfix) (?:failed|broke|caused|did|didn't)|补丁(?:后|之后|失败|装不)/u,
};

/** The vendor confirmed a defect of the product. */
export const CONFIRMED_DEFECT: Cue = {
  zh: /(?:复现|重现)|(?:确认|确实|判断|定位)(?:了)?(?:是|为|系|属于)?.{0,12}(?:缺陷|bug|产品问题|程序问题|代码问题|软件问题|程序错误|逻辑错误|产品侧)|(?:是|属于|系|有)(?:一个|个)?(?:已知)?(?:的)?(?:产品)?(?:缺陷|bug)|已知(?:缺陷|bug)|(?:认定|判定|归为|属).{0,6}(?:缺陷|bug)|(?:产品|程序|软件)(?:缺陷|bug)|(?:均|都|也|同样|依然|仍)(?:存在|有)(?:该|这个|此|同样的)?(?:现象|问题|情况)?|(?:研发|开发)(?:已经?|也)?(?:确认|承认)/u,
  en: /reproduc(?:e|ed|ible)|(?:confirmed|verified|identified)\b.{0,30}(?:bug|defect|product (?:issue|problem|fault)|regression|flaw|code)|(?:it's|it is|this is|that's|that is|looks like|is indeed|indeed) (?:a |an )?(?:\w+ )?(?:bug|defect|regression|product (?:issue|fault|problem))|known (?:bug|defect)|bug (?:on|in) our (?:side|code|end)|(?:same|similar) (?:behaviou?r|result) (?:here|on our|in our|in the latest)|(?:happens|see it|seeing it|see the same) (?:here|on our (?:demo|test|side)|in our (?:demo|test|lab))/u,
  not: /(?:无法|没有?|未能?|不能|没法|暂未|还没|尝试|先)(?:能)?.{0,4}(?:复现|重现)|(?:请|麻烦|如何|怎么|能否|是否).{0,8}(?:复现|重现)|不是.{0,4}(?:缺陷|bug)|(?:couldn't|could not|can't|cannot|unable to|not able to|try(?:ing)? to|didn't|failed to|haven't) (?:\w+ )?reproduc|steps to reproduce|reproduction steps|(?:not|isn't) a (?:bug|defect)/u,
};

/** The customer leaves it with R&D: report it, give a number, say when; a way around does for now. */
export const LEAVES_TO_RND: Cue = {
  zh: /(?:提|报|反馈|转|提交|交|告诉|反映)(?:给|到|一下给)?(?:你们)?(?:的)?(?:研发|开发|产品|产研|技术团队|后端|工程)|(?:提|建|开|登记|录)(?:一?个|条|张)?(?:bug|缺陷|问题单|需求单|issue)|(?:缺陷|问题|bug|跟踪|需求|工单)(?:编?号|单号|链接)|(?:有|给|发|留)(?:我|个|一个|我们)*.{0,4}(?:编号|单号|跟踪号)|(?:什么时候|啥时候|哪个版本|哪一?版|何时|多久|几时|下个?版本?|大概|预计|计划).{0,14}(?:修|改|解决|发布|出|上)|先(?:绕|这样|将就|凑合|用着|顶着|这么用|按.{0,6}用)|绕(?:着|开|过)|(?:不(?:耽误|影响|急|着急)|没那么急).{0,10}|正式(?:修|解决|修复)|(?:好|方便|便于)(?:我们?)?(?:跟进|跟踪|追踪)|彻底(?:修|解决)/u,
  en: /\b(?:raise|file|log|open|pass|report|send|forward|take|put|hand|escalate|submit|get) (?:it|this|that|one|a|an|the|these)\b.{0,40}(?:bug|defect|r ?& ?d|dev\w*|engineer\w*|product|tracker|backlog|ticket)|(?:bug|defect|tracking|issue|reference|case) (?:number|id|reference|no)\b|pass (?:it|this|that) (?:along|on)|something to (?:quote|refer to|track|follow)|(?:number|reference|id) (?:to|so|we|i) (?:can )?(?:track|follow|quote)|(?:which|what) (?:release|version|build).{0,30}(?:fix|correct|have it|contain)|when (?:will|is|can|do|might|should).{0,40}(?:fix|patch|release|correct)|(?:work(?:ing)?|get(?:ting)?) (?:a)?round it|live with (?:it|that)|workaround (?:is fine|will do|works|does|is ok\w*|holds|is good enough)|that (?:is fine|will do|works|does|is ok\w*|holds|is good enough) (?:for (?:now|the moment)|until|so far)|can wait|no (?:rush|hurry)|not urgent|keep (?:me|us) (?:posted|updated|informed)|(?:let|tell) (?:me|us) (?:know )?when|permanent(?:ly)? (?:fix|solution)|proper(?:ly)? fix\w*/u,
};

/** The vendor should mend rows in the database itself. */
export const DATA_REPAIR: Cue = {
  zh: /(?:库里|库中|数据库|后台库|表里|底层|后台|sql|脚本|存储过程|数据层|生产库|直接).{0,16}(?:改(?:掉|回|成|一下|正|过来|了)?|修(?:掉|正|复|一下|了|数据)?|删(?:掉|了|除)?|清(?:掉|理|了)|补(?:上|回|写|录)|更新|处理掉|刷(?:一下|回|数据|成)?|调(?:回|成|平|整)|抹(?:掉|平)|冲(?:掉|平)|订正|纠正|去重)|(?:改|修|删|清|补|刷|更正|订正|调整|处理)(?:一下|下|掉)?.{0,10}(?:数据库|后台数据|底层数据|库里的|表数据|脏数据|错数据|重复数据|重复的(?:记录|数据|单))|数据(?:修复|订正|修正|更正|清洗|补录)(?!(?:功能|工具|怎么|如何))|(?:写|跑|执行|给)(?:个|一段|一条|一下)?(?:脚本|sql|语句).{0,14}(?:改|修|补|刷|处理|删|清|调)|(?:授权书|修复单|确认书|变更单|授权函).{0,10}(?:签|盖章|给|发|走)/u,
  en: /(?:directly|straight|manually)?\b ?(?:in|into|from|on|at|through|via) (?:the |your |our )?(?:prod(?:uction)? )?(?:database|db|back-?end|tables?|data ?base level|sql)\b|(?:run|write|execute|apply) (?:a|an|some|the|your)? ?(?:sql|script|query|statement|update|data fix).{0,40}|data (?:fix|repair|correction|patch|surgery|clean-?up)|(?:correct|delete|remove|fix|repair|purge|clean up|reset|adjust|patch|merge|dedupe|de-duplicate) .{0,50}(?:directly|in the (?:db|database|back-?end)|from the (?:db|database|back-?end)|at (?:the )?(?:database|db|data) level|behind the scenes|on your (?:side|end))|sign (?:an? |the |whatever |any )?(?:\w+ )?(?:authori[sz]ation|consent|waiver|release|form|change request)/u,
  not: /(?:怎么|如何|能不能自己|可以自己|哪张|哪个表)|(?:不要|别|不能|不许|禁止).{0,6}(?:动|改|碰)(?:数据)?库|how (?:do|can|should) (?:i|we)|which table|our own (?:script|sql)|connect\w* to|(?:don't|do not|never) touch|error (?:in|from)|(?:slow|query|queries) (?:in|on|from|against)/u,
};

/** Rows that are wrong, doubled or in a state that no screen can change. */
export const BAD_ROWS: Cue = {
  zh: /重复|双份|两笔|记了两|多(?:出|写|记|了|扣|算)|错(?:账|数|乱|误|位|的)|算错|写错|不一致|对不上|不平|负数|孤儿|脏数据|残留|卡(?:在|死|住)|状态(?:不对|错|卡)|删不(?:掉|了)|改不(?:了|动)|取消不了|作废不了|反(?:审|结)不了|串(?:了|到)|尾差|漏(?:写|记|单)|界面上.{0,10}(?:不|没)/u,
  en: /\bduplicat\w*|doubl\w*|twice|wrong|incorrect|inconsisten\w*|mismatch\w*|corrupt\w*|orphan\w*|stuck|out of balance|doesn't (?:balance|match|add up)|negative|stale|dirty|phantom|ghost|can't (?:be )?(?:delet|remov|edit|revers|chang|cancel|void)\w*|cannot (?:be )?(?:delet|remov|edit|revers|chang|cancel|void)\w*|no (?:way|button|screen|option) (?:to|in the ui)|locked (?:row|record|period|document)|extra (?:rows?|records?|entries|lines?)/u,
};

/** A wish for the product, to be planned for everyone. */
export const WISH: Cue = {
  zh: /提(?:个|一个|点|条|一下)?(?:想法|建议|需求|意见|产品建议)|建议(?:你们|增加|加|支持|做|能|给|出|把|产品|后续|优化)|希望(?:能|可以|以后|后续|增加|支持|加|产品|你们能|有|官方)|能不能(?:加|支持|出|做成|增加|改成|考虑|给.{0,6}加|开放|优化)|路线图|roadmap|排(?:进|到|上|个|入)?(?:期|计划|路线图|规划|版本|迭代)|(?:列|纳|收|加)(?:入|进)(?:你们的?)?(?:计划|规划|需求|路线|迭代|版本)|需求池|许愿|要是能|最好能|如果能.{0,20}就(?:好|更|省|完美)|(?:会|有)(?:考虑|计划|打算).{0,10}(?:支持|做|加|出)|(?:后续|以后|将来|下个?版本?).{0,6}(?:会|能|有没有|打算|计划).{0,8}(?:支持|加|做|出|上)|(?:也|别的客户|大家).{0,6}(?:用得上|需要|有这个需求)/u,
  en: /feature request|suggest(?:ion|ing)?\b|(?:an|one|just an|small|quick) idea|wish ?list|i wish|we wish|road-?map|backlog|would be (?:really |so |very )?(?:nice|great|good|useful|handy|helpful|lovely)|(?:could|can|would|will) you (?:ever |please |perhaps |maybe )?(?:add|consider|support|make it|build in|plan)|consider (?:adding|making|supporting)|please add|plan(?:s|ned|ning)? (?:to|for) (?:add|support|build|it|this|that|an?)|any (?:chance|plans?) (?:of|for|to)|(?:future|next|later|upcoming) (?:version|release)s?|(?:put|get|have) (?:it|this|that) (?:on|onto|in|into) (?:the|your|a) (?:list|plan|road|backlog)|vote for|others? (?:would|might) (?:also )?(?:benefit|want|like)|enhancement/u,
  not: /no (?:suggestion|plans)|不是(?:提)?建议|(?:你们|有什么|有啥|有没有|给.{0,3})建议(?:吗|$|\?)|any suggestions?|what (?:do|would) you suggest|as (?:you )?suggested|you(?:r|'ve)? suggest\w*/u,
};

/** The vendor said the product cannot do it today. */
export const NOT_SUPPORTED: Cue = {
  zh: /(?:目前|暂时|现在|当前|尚|还|暂|标准(?:版|产品)?)?(?:不支持|没有(?:这个|该|此|直接)?.{0,4}(?:功能|能力|选项)|(?:还)?(?:不能|无法|做不到|没法|没办法)|暂无|仅支持|只(?:能|支持))/u,
  en: /not (?:currently |yet |natively |directly )?(?:supported|possible|available|offered|configurable)|(?:can't|cannot|doesn't|does not|isn't|don't|no way to|only supports?|no (?:native|built-in|such) )|(?:today|currently|at present|for now),? (?:only|it|you|there)/u,
};

/** The vendor found the cause in the data, and no screen can put it right. */
export const NO_SCREEN: Cue = {
  zh: /(?:界面|前台|页面|系统里|前端|菜单|客户端)(?:上|里)?.{0,10}(?:不能|无法|删不掉|改不了|没有(?:入口|地方|办法)|没(?:有)?入口|不支持|没法|不允许|处理不了)|(?:锁定|关账|结账|归档|审核|关闭)(?:后|的)?.{0,10}(?:不能|无法|不支持|没法)(?:再)?(?:修改|改|删|调)|(?:删|改|作废|取消|反审)不(?:掉|了)|(?:红冲|冲销|反结|调整单).{0,10}(?:会|但|可)/u,
  en: /(?:no |the |any )?(?:\w+ )?(?:screen|ui|interface|front-?end|panel|app|form|menu)s? (?:can(?:'t|not)?|refuses?|won't|doesn't|does not|has no|offers no|lets? you)|can(?:'t|not) be (?:posted|changed|deleted|edited|reversed|removed|corrected|undone|altered|reopened)|(?:no|not) (?:way|possible|option) .{0,20}(?:in|from|through) the (?:ui|screen|interface|front-?end|app)|(?:undeletable|read-?only|immutable)/u,
};
