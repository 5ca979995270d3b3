import type { Cue } from "../cue.ts";

/** Money is offered or asked for a piece of work. */
export const PAID: Cue = {
  zh: /付费|收费|付钱|付款|花钱|出钱|加钱|给钱|掏钱|有偿|报(?:个)?价|人天|人日|工作量|预算|多少钱|费用|价格|另签|(?:单独|另外)(?:签|付|报|算|立项)|立项|采购(?:流程|单)|paid|合同(?:另|单独)|按(?:天|次|小时|人天|项目)(?:算|收|付|结)|购买.{0,6}服务|服务费|走(?:采购|合同|立项)/u,
  en: /\bpaid\b|\bpay(?:ing)?\b|for a fee|quot(?:e|ation)|(?:cost|price|charge|bill|invoice) (?:us|for|of|it)|budget|purchase order|\bpo\b|(?:man|person)-?days?|day rate|statement of work|\bsow\b|estimate|fixed price|how much|commercial\w*|\bfund(?:ed|ing)|order (?:form|it|this)|contract (?:for|it)|rate card/u,
  not: /(?:不|免)(?:用|需|要)?(?:付费|收费|花钱)|免费|已(?:经)?(?:付费|付款|付钱)|付费版|no (?:charge|cost|fee)|free of charge|not (?:paying|going to pay)|already paid|i'm not paying/u,
};

/** Something is to be built for them alone. */
export const CUSTOM: Cue = {
  zh: /定制|订制|定做|二(?:次)?开(?:发)?|(?:单独|专门)(?:给|为|帮|替)?(?:我们?|咱们?)?.{0,4}(?:做|开发|写|搞|弄|定|改)|(?:给|帮|替|为)(?:我们?|咱们?|我司|我厂|我行|我院|我校)(?:单独|专门|另外)?(?:做|开发|写|加|改)(?:一?个|套|一套|一版|接口|组件|模块|插件|报表|功能|适配)|(?:照|按)(?:着)?(?:我们?|这个?|样张|样例|需求|设计稿|图|附件|规格).{0,12}(?:做|开发|实现|改|写)|(?:接口|插件|报表|组件|适配器|连接器|模块|脚本|程序)(?:的)?(?:定制|开发)|(?:代|委托|外包).{0,2}开发|改造|个性化(?:开发|需求|改)|开发(?:一?个|套|一套).{0,12}(?:接口|插件|组件|模块|报表|功能|连接器|适配)|做不(?:出来|了|到).{0,24}(?:你们|让你们|想请|能不能).{0,8}(?:做|开发|写)|估(?:个|一下|下)?(?:人天|工作量|工时|工期)/u,
  en: /custom(?:is|iz)(?:e|ed|ation|ing)|custom[- ](?:dev\w*|module|report|connector|build|built|feature|portal|work|adapter|integration|screen|plug-?in|job|widget|component|made)|bespoke|tailor(?:ed|-made|ing)|(?:build|develop|write|code|make|create|implement|program) (?:us|it for us|this for us|one for us|that for us|something for us|(?:us )?(?:a|an) (?:\w+ ){0,3}(?:connector|adapter|plug-?in|module|report|integration|component|interface|screen|widget|extension|importer|exporter))|(?:built|developed|made|written|coded|done) (?:just |only |specially |specifically )?for us|(?:just|only|specially|specifically) for (?:us|our)|scope (?:it|this|the work|that)|(?:commission|contract) (?:you|it|this)|private (?:plug-?in|fork|feature)|your (?:dev\w*|engineers?|programmers?|team) (?:to )?(?:build|develop|write|code|implement|create)/u,
  not: /(?:不用|不必|无需|不需要|不是(?:要|让|想)?|不要|没(?:想|打算)|别).{0,10}(?:定制|单独|专门|二开|开发|做)|自定义|自己(?:做|写|开发|改)|(?:not|no|don't|without|rather than|isn't) .{0,30}(?:custom|bespoke|tailor|just for us|only for us|for us alone|one-off)|custom(?:er)?s?\b(?! (?:dev|module|report|connector|build))|custom (?:field|role|view|domain|theme|colou?r|metric|filter|tag|attribute|object|dashboard|css|property|label|status)|ourselves|our own/u,
};

/** Knowledge or labour beyond the agreement that is no development: advice, checks, courses, moving data. */
export const EXPERTISE: Cue = {
  zh: /架构(?:师|评审|咨询|设计|方案|顾问)|专家|顾问|巡检|体检|健康检查|(?:性能|系统|参数|数据库)?调优|压测|安全评估|培训|讲(?:课|师|一堂)|上(?:门|一课)|驻场|现场(?:支持|保障|部署|实施|值守|服务)|(?:数据|系统|历史数据|整体|帮我们|代)(?:的)?(?:迁移|搬迁)|(?:迁移|搬迁)(?:服务|项目|方案|实施)|(?:帮|替|给|请)(?:我们?|你们).{0,8}(?:迁|搬)|容量(?:规划|评估)|灾备|双活|(?:方案|架构|拓扑|部署).{0,6}(?:评审|review|把关|评估|规划|咨询)|把(?:把)?关|护航|重保|值守|咨询服务|认证(?:班|课|培训)/u,
  en: /architects?\b|consult(?:ant|ants|ing|ancy|ation)|\bexperts?\b|specialist|on-?site|health[- ]?check|(?:performance|system|database) tuning|load test(?:ing)?|security (?:assessment|audit|review)|pen(?:etration)?[- ]?test|training|workshop|course|trainer|bootcamp|\b(?:data|system|full|our) migration|migrat(?:e|ing) (?:us|our|all|the|everything|years)|move (?:our|all our|the|us|everything|years of) .{0,30}(?:over|across|into|to|from)|capacity planning|sizing|(?:review|assess|validate|audit) (?:our|the|it|my) ?(?:\w+ )?(?:design|architecture|topology|setup|set-up|deployment|plan|configuration|environment)|disaster[- ]recovery|professional services|dedicated engineer|stand-?by|second opinion/u,
  not: /(?:培训|迁移|巡检|专家)(?:系统|模块|功能|平台|记录|工具|脚本|按钮|任务|计划表|失败|跑到|卡|报错|中断|到\d)|(?:不用|不需要|不必|无需).{0,6}(?:培训|专家|上门|顾问)|(?:migration|training|expert) (?:tool|mode|script|module|ran|failed|fails|wizard|stuck|error|rolled|reached|step|guide|page|view)|(?:db|schema|the) migration (?:ran|fail|stop|hang|to \d)|no (?:need|training)/u,
};

/** A price, a discount or terms are asked. */
export const PRICE: Cue = {
  zh: /(?:最低|底价|打完?折|折后|(?:一共|总共|合计|拢共).{0,6}(?:多少|几)|总数|给个数|折扣|优惠|打折|便宜|报(?:个|一个|下)?(?:价|数)|多少钱|什么价|啥价|价格|单价|总价|怎么(?:卖|收费|报价|算钱|收钱)|授权费|年费|续费(?:价|多少|能)|合同价|打包价|一口价|让利|返点|账期|付款(?:方式|条件|比例)|分期|给到多少|几折|预算价|实施费|贵不贵|费用(?:多少|怎么|是多少|大概)|报价)/u,
  en: /\bquot(?:e|ation)|\bdiscount|best (?:price|offer|you can do)|pric(?:e|es|ing)\b|how much (?:is|are|would|will|for|does|do|extra|more)|cheaper|per[- ]seat|payment terms|lowest|rate card|what (?:would|does|will|do) .{0,50}cost|volume (?:deal|rate)|sharpen your pencil|net \d+|cost (?:for|of|per)|(?:annual|yearly|monthly) (?:fee|cost|price)|ballpark|bundle (?:in|it)|throw in|best (?:figure|number|terms|rate)|(?:a|one) (?:number|figure) (?:for|by|to|i can)|\d+ ?% off|(?:two|three|four|five|multi)-?year (?:deal|contract|term|commitment).{0,40}\?/u,
  not: /(?:报价|价格|单价|折扣|优惠)(?:单|表|审批|字段|模块|功能|权限|列|录入|计算|规则|模板|管理|显示|条件)|(?:让他|请销售|销售).{0,8}(?:找|联系|报价|跟)|(?:price|quote|discount|pricing) (?:list import|field|column|module|rule|book|approval|template|calculation|page|error)|not paying/u,
};

/** The vendor should do something that only a privileged hand may do. */
export const OPERATION: Cue = {
  zh: /(?:请|麻烦|帮|劳驾|烦请|辛苦|给我|给我们|替|需要|要|想|申请|能不能|可以|能|把|将).{0,24}(?:重置|解锁|解绑|解封|解冻|开通|激活|延(?:期|长|\d|一|两|到)|续期|加(?:白|席|坐席|用户|授权|人|点|到)|扩(?:容|到|充)|(?:从|由).{0,8}\d+.{0,8}(?:加|扩|调|升|改|增|到)|白名单|注销|停用|禁用|冻结|恢复(?:账号|权限|备份|到|一下|昨)|从备份|转移(?:给|到)|过户|换(?:管理员|绑)|变更(?:管理员|主体|域名|手机|邮箱|主账号)|开(?:个|一下|下)?权限|配额(?:调|加|提)|(?:调|提)(?:高|大|到|升).{0,6}(?:配额|上限|并发|额度)?|作废|关(?:闭|掉)?自动续费|补发|重发|吊销|掐掉|清空(?:沙箱|测试)|重启(?:一下)?(?:服务|实例|节点)|回滚到|导出(?:全部|一份|所有))/u,
  en: /(?:please|pls|can you|could you|would you|need you to|want you to|kindly|go ahead and|i'd like you to|we need|we'd like|requesting|request to|let's)\b.{0,60}\b(?:reset|unlock|unbind|activate|reactivate|extend|raise|increase|bump|add (?:\d|more|another|extra|ten|five|twenty)|white-?list|allow-?list|restore|disable|deactivate|suspend|transfer|(?:change|move|assign|hand|switch|give) (?:the |our |me |us )?(?:owner|admin|domain|e-?mail|plan|billing|main contact|super)\w*|enable|revoke|provision|switch (?:on|off|us)|turn (?:on|off)|rotate|rename our|delete our|wipe|purge|restart (?:our|the)|roll (?:us )?back|up(?:grade)? (?:us|our) (?:to|from))|(?:from|raise us|move us|take us) .{0,12}\d+ (?:to|up to) \d+|\d+ (?:more|extra|additional) (?:seats|users|licen[cs]es)/u,
  not: /怎么|如何|在哪|哪里|自己(?:能|可以|怎么)|步骤|how (?:do|can|to|would|should) (?:i|we|you)|where (?:do|can)|can (?:i|we) (?:do|reset|unlock|add)|延(?:迟|误)|(?:已|已经)(?:重置|解锁|开通|激活)/u,
};

/** Only the vendor's management, lawyers or sales can say: what becomes of the company, a binding word, a paper. */
export const BEYOND_DOCS: Cue = {
  zh: /卖掉|被?收购|并购|合并(?:重组|到别)|上市|裁员|倒闭|破产|停产|砍(?:掉|了)|停止(?:维护|销售|服务|运营)|退出(?:市场|中国)|(?:写进|写到|写入|放进|放到|附到).{0,16}(?:表|合同|评估|报告|文件|标书|材料|协议|里)|(?:出|给|开|盖|签|要)(?:具|个|一份|一句|一个|我们)*.{0,8}(?:承诺(?:函|书)?|证明|声明|函|保证书?|官方(?:答复|回复|说法)|书面)|书面(?:答复|确认|承诺|保证|回复|材料)|盖章|(?:能|敢|可以)(?:不能)?(?:保证|担保)|官方(?:说法|回复|答复|口径)|真的假的|听(?:人)?说|传闻|据说|(?:三|五|十|几|\d+)年(?:内|后|之后)?.{0,12}(?:归不归|还(?:做|在|维护)|做不做|有没有)|法律(?:意见|风险|责任)|赔偿上限|责任条款|知识产权(?:归属|归)|股东|融资/u,
  en: /rumou?rs?|acquir\w+|acquisition|take-?over|merger|being sold|sell(?:ing)? (?:off|the (?:company|product|business))|shut(?:ting)? down|discontinu\w*|sunset\w*|going out of business|bankrupt\w*|lay-?offs|(?:can|will|do|would) you (?:personally |formally |legally )?(?:guarantee|commit|warrant|certify|attest)|guarantee (?:that|us|in)|in writing|written (?:statement|confirmation|commitment|guarantee|assurance)|official (?:statement|position|answer|line|word)|legal (?:position|opinion|advice|liability)|indemnif\w*|liability (?:cap|clause|limit)|(?:sign|countersign|fill in|complete) (?:our|this|the|an?) (?:\w+ )?(?:nda|dpa|form|questionnaire|agreement|addendum)|attestation|(?:statement|letter|sentence|line|something) (?:we|i|that we) can (?:put|quote|show|file|attach|include)|ip (?:ownership|rights)|who owns|escrow|investors?/u,
};

/** The vendor's answer went past the question, or the documents do not say. */
export const UNANSWERED: Cue = {
  zh: /(?:看|翻|查|搜|找|读)(?:过|了|遍|完)了?.{0,12}(?:没(?:写|有|提|找|说)|不(?:清楚|是)|找不到)|(?:文档|手册|帮助|官网|页面|说明|里面|上面|路线图|faq|知识库).{0,12}(?:没(?:写|有|提|说|讲|找到)|只(?:写|说)|查不到|找不到|没有答案)|不是(?:我|我们)?(?:问|想问|要)的|没(?:有)?(?:回答|答到|说到)|答非所问|我问的是|不是这个意思|(?:还是|仍然)没(?:说|答|讲)/u,
  en: /(?:doesn't|does not|didn't|did not|don't|not) (?:really |actually )?answer(?:ing)?|not (?:what|the question) i (?:asked|meant)|(?:isn't|wasn't|not) my question|i (?:was|am|'m) asking (?:about|whether|if|for)|(?:docs?|documentation|manual|page|article|guide|faq|kb|site|link)\b.{0,32}(?:doesn't|does not|don't|nothing|silent|never|only (?:says|covers)|no mention|not (?:mention|cover|say))|(?:read|checked|searched|been through|looked (?:at|through|in)) .{0,40}(?:nothing|not there|no mention|couldn't find|can't find|doesn't|isn't)|that's not (?:it|what)/u,
};
