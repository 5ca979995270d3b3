import type { CueRow } from "./cue-row.ts";

/** Money before and after the purchase, and operations that only the vendor can carry out. */
export const BUYING: readonly CueRow[] = [
  [
    "price_ask",
    /多少钱|价格|报价|报个价|什么价|啥价|怎么收费|如何收费|收费(?:标准|吗|方式|么)|费用(?:多少|怎么|是)|怎么卖|预算|优惠|折扣|打折|询价|价目|单价|阶梯价|差价|定价|按.{1,6}收费|贵不贵|便宜|最低消费|怎么报|给到什么价|收不收费|要钱吗|免费(?:吗|用|试用)|鐘點費|付费(?:吗|选项)/,
    /how much|what (?:would|does|do|will) .{1,60} cost|pricing|price(?:s|d| list| per)?\b|quot(?:e|ation)|discount|cost(?:s)? (?:per|for|us)|rate card|day rate|list price|cheaper|cheapest|fees?\b|ballpark|indicative|on top|per (?:seat|user|month|year)|annual fee|charge for/,
  ],
  [
    "not_bought",
    /还没(?:买|下单|签|采购|决定|定|购买)|尚未(?:采购|购买|签约)|未下单|买之前|购买前|采购前|下单前|签(?:约|之)?前|签之前|选型|比价|考虑(?:买|采购|购买|用你们|中)|评估(?:中|几家|供应商|阶段)|招标|投标|标书|开标|立项|遴选|入围|准入|供应商(?:评审|准入)|意向|决定买|犹豫|可研|拟(?:上|采购|购|增购|扩展)|打算(?:买|上|采购|用|给)|想(?:买|上|采购|订|先上)|准备(?:买|上|采购|给)|试用|演示|demo|poc|正式版|展会/,
    /before (?:we |i )?(?:buy|purchas|sign|commit|proceed|order|put in|deciding)|(?:haven't|not|hasn't|have not) (?:yet )?(?:bought|signed|purchased|decided|a customer)|evaluat(?:e|ing|ion)|shortlist|comparing|rfp\b|rfi\b|tender|procurement|prospect(?:ive)?|pre-?(?:sales?|purchase)|considering (?:buying|your|a|the|adding)|thinking (?:about|of) (?:adding|buying|the paid)|looking (?:at|around) (?:for )?(?:a|your|several|an)|if we (?:buy|were to purchase|purchase|sign|start)|we'd (?:buy|have to buy)|trial\b|demo\b|vendor selection|want to (?:buy|purchase|go for)|need to buy|decide between|licensing it|trade fair|the fair|pitch(?:ing)?/,
  ],
  [
    "compare",
    /对比|比较|相比|区别.{0,6}版|跟.{1,12}(?:比|相比)|友商|竞品|别家|其他家|同类|优势|替代|另外(?:两|几)家|隔壁/,
    /compar(?:e|ed|ison|ing)|versus|vs\.?\b|competitors?|alternative|rival|other vendors?|differ(?:ence)? from|two vendors|another vendor|other (?:two|offers)/,
  ],
  [
    "edition",
    /(?:标准|企业|专业|旗舰|集团|基础|高级|社区|个人|免费|正式|制造业|saas|单机|本地|云)版|套餐|版型|永久授权|模块.{0,4}(?:买|加|开通)/,
    /(?:standard|enterprise|pro|professional|flagship|starter|basic|premium|business|community|free|paid|team|gold) (?:edition|plan|tier|version|licen[cs]e|seats?|one)|edition\b|on the \w+ plan|package\b/,
  ],
  [
    "supports_q",
    /(?:支持|兼容|适配|能跑|能装|能不能跑|能对接|包含|包括|含).{0,20}(?:吗|么|不|\?|否)|是否(?:支持|兼容|包含|包括|含)|支不支持|有没有.{1,16}(?:功能|版本|案例|证书|资质|政策|版)|覆盖哪些/,
    /(?:does|do|is|are|will|can) (?:your|the|it|you)\b.{0,60}(?:support|run on|include|work with|compatible|certified|available|integrate|handle|talk to)|out of the box/,
  ],
  [
    "certificate_docs",
    /iso ?27001|soc ?2|等保|资质|授权函|白皮书|案例|证书(?!过期|链|更换|今晚|将)|渗透测试报告|信创|盖章|合同模板|条款|dpa|gdpr|保密协议/,
    /soc ?2|iso ?27001|dpa\b|gdpr|sub-processors?|hosted in|case stud|reference (?:customer|in)|questionnaire|security review|certified|terms\b|liability/,
  ],
  [
    "own_product",
    /我们(?:现在|目前|已经|的版本|买的|在用|用的|用了|这套|这个版本|的套餐|用贵)|我(?:这|们)?套餐|已(?:购买|采购|经买|经在用|运行|稳定|上线)|在用|用了.{0,4}(?:年|月|久)|我们是.{0,8}(?:版|客户)|现有(?:系统|版本)|我行运行|后台|管理员|菜单/,
    /(?:we|i) (?:already )?(?:have|own|use|run|are on|'re on|bought|took over)\b|our (?:current|existing|instance|tenant|plan|account|edition|version|licen[cs]e)|in the version we have|already (?:licensed|use|using|have|on)|current (?:plan|agent|version)|been using|had (?:it|this)|we're (?:on|licensed)|admin here/,
  ],
  [
    "add_seats",
    /(?:加|增加|增购|追加|扩|加购|多开|再开|再加|续).{0,8}(?:\d+|[一二三四五六七八九十两几]+)?.{0,3}(?:个|席|人|用户|授权|坐席|账号|点位|并发|模块|门店|席位|许可|g|年)|扩容|增购|加购|上.{0,6}(?:校区|门店|工厂|分公司)|二百人|\d+ ?(?:人|席|个用户|个?坐席|个?席位|seats)/,
    /(?:add|need|more|extra|additional|another|raise|increase|buy|purchase|order|for|of) (?:\w+ ){0,3}(?:\d+ )?(?:more )?(?:seats?|users?|licen[cs]es|agents|modules?|sites?|quota|storage)\b|\d+ (?:\w+ )?(?:seats|users|licen[cs]es|people|agents|staff|hosts)|upgrade to (?:premium|enterprise)|expand(?:ing)?/,
  ],
  [
    "op_account",
    /重置|解锁|解绑|解封|解冻|解除|停用|禁用|注销|启用(?!了)|激活|补发|重发|重新签发|作废|开通|开权限|开一下|加白|白名单|权限(?:开|给|变更|改)|转给|改成|改为|换成|更换|变更|换绑|踢下线|清一下|移除|绑定|冻结|授权给|调整|核销|核一下|过户|授予/,
    /(?:re)?activate|deactivate|unlock|reset\b|whitelist|allow-?list|revoke|disable|suspend|terminate|transfer (?:ownership|the)|reissue|re-?send|reinstate|rename|rotate|invalidate|enable\b|grant|turn on|switch (?:on|our)|flip|wipe|cancel the|merge|make \w+ \w+ an admin|remove\b/,
  ],
  [
    "op_quota",
    /配额|额度|上限|扩(?:容|到|\d)|限(?:流|额)|并发(?:上限|数)|充(?:值|.{0,3}条)|磁盘|存储|延(?:期|长|到|两|一)|续(?:期|费|一年)|展期|宽限/,
    /quota|rate limit|limit (?:to|from|of)|extend\b|extension|raise (?:the|our)|increase (?:the|our)|bump|storage|until the \d|prolong/,
  ],
  [
    "op_data",
    /恢复(?:备份|数据|到|回|昨)|从.{0,10}备份|导出(?:全部|一份|20|所有|我们|操作|\d)|回滚(?:到|至)|撤(?:回|销)|撤掉|反结|清理|刷一份|暂停|重启|重跑|手动跑|打包导出/,
    /restore\b|export (?:all|of|our|every)|full export|roll (?:table|back)|snapshot|back ?up\b|pause|restart\b|run .{2,20} (?:for us|on your side)|clear the|purge|dump of/,
  ],
  [
    "on_your_side",
    /后台(?:帮|给|把|处理|改|清|重|点|立刻)|你们(?:后台|那边|来操作|操作)|我(?:方|们)?无(?:系统)?权限|我们?(?:自己)?(?:改|操作|弄)不了|贵方后台|从后台/,
    /(?:on|from|at) your (?:side|end)|can't (?:change|do) (?:it|this|that) ourselves|only you can|vendor-only|has to come from you|we can't/,
  ],
  [
    "paid_not_shown",
    /(?:款|钱|费|续费|保证金|年费).{0,16}(?:已|打|付|交|缴|转|汇).{0,24}(?:还(?:显示|是|没)|仍|没(?:到|有|更新)|欠费|未)|已(?:付款|打款|续费|缴费|转账|盖章).{0,24}(?:还|仍|未)|核销|到账|没(?:有)?(?:更新|到账|反映)/,
    /(?:paid|settled|payment|transfer(?:red)?|renewed).{0,60}(?:still|not|yet|isn't|hasn't|expired|overdue|suspended|trial)/,
  ],
  [
    "attachment_ref",
    /附件|名单|工号|合同号|流水号|编号[::]|批次号|账号[::]|user:|tenant id|单号/,
    /attached|enclosed|ref\b|reference|list below|po \d|ticket \d|case \d|invoice \w*-?\d|user:|tenant "?\w/,
  ],
  [
    "ip_host",
    /\d+\.\d+\.\d+\.\d+|https?:|域名|ip地址|网段|端口/,
    /\d+\.\d+\.\d+\.\d+|https?:|domain|ip address|subnet/,
  ],
  [
    "refund",
    /退(?:款|钱|费|还|回(?!旧|老|\d|v|原版|去|给我退)|一笔|差|给我|我|掉|部分|订)|返还|赔(?:偿|付|款|钱|给|我)?|补偿|冲减|红冲|抵扣|贷项|索赔|全额|原路|钱.{0,6}(?:退|还)|还给我|service credit|退刷|能退|想退|退到|退一下|方便退/,
    /refund|reimburs|money back|credit note|service credit|compensat|every cent|give (?:it|us|me) .{0,10}back|return (?:the|my|our) (?:money|€|£|\$)|reverse the charge|credit (?:it|the|us|for)|waive|take it off|issue a credit|send one of them back|paid? back|corrected invoice|withdrawn?|(?:full )?amount back|give back|back the \d|restore the old price|withdraw (?:the )?invoice|want .{0,12} back\b/,
  ],
  [
    "charged_wrong",
    /重复(?:扣|付|收|划|计)|多(?:扣|收|付|算|开)|扣(?:了|费|款|我|钱)|划扣|乱收费|隐(?:形|性)(?:消费|收费)|账单.{0,10}(?:多|不对|错|不一致|上浮)|涨(?:价|了|到)?|误充|上浮|加收|又收|自动续费|自动扣|收了.{0,6}(?:没|两)|没用过|凭空|清零|overcharge|超收|坑|被刷|从未订购|没订购|重复付|误拍|报重|不算数/,
    /charged|billed|double (?:debit|charge)|twice (?:for|on)|overcharg|surcharge|hidden (?:cost|fee|charge)|auto-?renew|price (?:increase|hike|rise)|% (?:up|increase|more)|up \d|invoice (?:says|includes|shows|lists)|took .{0,12}from my (?:card|account)|taken .{0,20}(?:out of|from)|still (?:taking|charging|paying)|nowhere in the contract|never (?:agreed|ordered)|overage|honou?r the (?:old|quoted)|took (?:this|the|\$)|took .{0,8}from|just took|applied twice|price locked|paid add-on|mandatory .{0,20}fee|price (?:change|went)/,
  ],
  [
    "invoice_word",
    /发票|账单|费用|扣款|对账单|付款|年费|订阅|合同金额|月费|尾款|首付/,
    /invoice|bill(?:ing|s)?\b|subscription|payment|fee\b|vat\b|debit/,
  ],
  [
    "licence_word",
    /授权|许可|license|licence|席位|激活码|序列号|正版|加密狗|坐席|账号数/,
    /licen[cs]es?\b|seats?\b|subscription|cal\b|entitlement/,
  ],
  [
    "buy_verb",
    /怎么买|买不起|再买|想买|要是(?:现在)?买|还没买|买(?:了|之)前|不买|变更为.{1,6}版|换(?:成)?(?:旗舰|企业|专业|集团)版|续约(?:价|报价|方案|折扣|政策)|续费(?:单|能给|价)|计价|分.{1,3}年支付|付款条款|投标|标书|标准带|我就(?:不看|写进)|不考虑了|列报价/,
    /renewal (?:is|price|quote|in)|what can you do on price|quoted us|sized? (?:business|company)|makes? sense for|buy(?:ing)? (?:it|for|at|a block)|book the demo|campus-wide|begin in|signing up|can be bought|before deciding/,
  ],
  [
    "op_session",
    /杀掉|强制下线|(?:关掉|关闭|打开|启一下|放出来|拉起|开开|加上|快解救|踢掉|换成|改回)(?!.{0,6}怎么)|过户|充(?:值|了)|到账没|解救|悄悄恢复|还锁着|直接(?:帮|给)我/,
    /kill (?:session|the)|re-?run|block (?:his|her|the) account|shut (?:that|his|her|the) account|release lock|upload the attached|match it by hand|put it (?:back|on)|move our .{3,30} window|bring back|book it in|cancel the stuck|terminate/,
  ],
  [
    "own_books",
    /(?:我|我们)(?:的|自己的)?(?:客户|供应商|家长|学员|会员).{0,6}(?:退|投诉|要)|我要冲|发票管理|退款单|投诉(?:管理|率|流程)|客户投诉|采购比价单|培训管理|试用转正/,
    /my own customer|our own customers|accounting module|a supplier sent|in your (?:accounting|billing) module|quoting a client/,
  ],
  [
    "which_spot",
    /(?:拖|选|点|放|填|取|写|用)哪(?:个|一|里|张|栏)|哪一?(?:栏|张|步|个节点)|从哪(?:里|张|下)|先点|占不占|最多(?:传|能)?几|规则是|口径/,
    /which (?:one|parameter|switch|field|method|role|of the two)|is there a list|am i right|plain words|which should i|in plain|is that so/,
  ],
];
