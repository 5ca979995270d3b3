import type { CueRow } from "./cue-row.ts";

/** What the text is about, one row a voice-of-customer tag or part of one. */
export const TOPICS: readonly CueRow[] = [
  [
    "t_defect",
    /bug|缺陷|报错|异常(?!处理|件)|崩(?:了|溃)|闪退|白屏|黑屏|出错|不正常|没反应|打不开|点不[开动]|算错|乱码|空白|失败|故障|坏了|宕机|回归|漏洞.{0,4}(?:修|又)|错乱|重复(?:计费|生成|执行)|500|504|不显示|收不到|闪一下|失效|卡住|掉线|宕/,
    /bugs?\b|defects?|crash\w*|errors?\b|exception|broken|broke\b|fails?\b|failed|regression|outages?|not working|doesn't work|stopped (?:working|sending)|wrong|blank|fatal|glitch|freez\w+|issues? (?:with|keeps)|incident|hiccup|malfunction|twice/,
  ],
  [
    "t_performance",
    /慢|卡顿|卡(?:得|成|、|死了|爆)|性能|延迟|超时|响应(?:时间|速度|慢)|秒(?:才|之后|以上)|转圈|等(?:十|二十|半天|好久|\d+秒)|并发|cpu|内存|吞吐|latency|压测|越用越|吃紧|扛(?:得|不)住|容量|p9[59]|tps|qps|带宽|提速|指标不达/,
    /slow\w*|laggy?|latency|performance|takes? (?:ages|forever|\d+ (?:sec|min)|twice as long)|crawl\w*|throughput|sluggish|response time|cpu|memory|throttl\w+|concurren\w+|snappier|peaks? at|tuning|sizing|speed|bottleneck|tps\b|heap size|load\b/,
  ],
  [
    "t_usability",
    /难用|不好用|不方便|麻烦(?:死|得|了)|太(?:复杂|绕|深|难找|小)|找不[到着]|藏(?:在|得)|一个(?:个|一个)(?:点|勾|改)|点(?:好几|七|五|三)层|层菜单|反人类|不友好|不直观|看不懂|看不清|字(?:体)?(?:太|能)|眼睛|界面|易用|操作(?:繁|复杂|步骤多)|不会用|费劲|省(?:事|得|时间)|挡(?:着|住)|老点错|手滑|按钮.{0,8}(?:位置|贴|藏|挪|换)|累|怨声|快捷键|花里胡哨|碍事|懵|手都酸|滚动|布局|老人|手抄/,
    /confus\w+|hard to (?:use|find|see|follow)|can't (?:find|spot|tell)|cannot find|hidden|too many clicks|clunky|unintuitive|(?:not )?intuitive|clicks?\b|tedious|cumbersome|layout|user interface|\bui\b|ux\b|tiny|awkward|keyboard shortcuts?|tooltip|readab|design is|one by one|annoying|well hidden|look alike|toolbar|redesign|dialogs?|every settings page|makes? .{0,10}clearer|couldn't find|searching for/,
  ],
  [
    "t_feature_gap",
    /没有(?:这个|此|该|现成)?.{0,6}(?:功能|选项|接口|口子|格式)|不支持|没(?:法|有办法)|缺(?:少|乏)?|标准(?:产品|功能|版).{0,6}(?:没有|不)|希望(?:能|增加|支持|加|可以|有)|建议(?:增加|加|支持|给|出|推出)|能不能(?:加|增加|出|支持|做|记住|开放)|要是能|许愿|做不[到了]|配不出|定制|二开|扩展|现在只(?:能|有)|目前(?:只|没有)|盼|提议|只会/,
    /feature (?:request|gap)|missing (?:feature|the|function)|doesn't (?:support|exist|have|do)|not supported|no (?:way|option|support) (?:to|for)|lack\w*|would be (?:great|nice|good|lovely|useful)|wish|please (?:add|consider)|can(?:'t|not) be (?:configured|expressed)|bespoke|custom\w*|any plans|will you (?:ever )?(?:add|support)|offline mode|dark mode|there's no|standard product|tailor\w*|no bulk|develop (?:it|one|us)|adapt\b|isn't available|idea:|add a\b/,
  ],
  [
    "t_documentation",
    /文档|手册|说明书?(?!.{0,2}原因)|指南|帮助(?:中心|里|文档)|教程|示例(?:代码)?.{0,6}(?:跑不通|旧|错)|没写|写得|release notes|doc\b|资料|截图/,
    /docs?\b|documentation|manual\b|handbook|guide\b|knowledge base|help (?:center|centre|page|article)|articles?\b|release notes|api reference|quickstart|instructions|readme|booklet/,
  ],
  [
    "doc_bad",
    /(?:文档|手册|说明|指南|帮助|示例|资料|教程).{0,14}(?:没|不|错|旧|少|缺|看不|太|空|乱|矛盾|过时|对不上|厚|三百页)|没写(?:明白|清楚)?|(?:搜|查|翻)(?:了)?.{0,4}(?:文档|手册).{0,6}没|参见.{0,12}空|光看手册/,
    /(?:docs?|documentation|manual|handbook|guide|article|page|notes|quickstart|kb).{0,40}(?:missing|never|not|wrong|unclear|outdated|contradict|skip|stops|one sentence|doesn't|don't|no |nothing more|nowhere|hard to|could do with|useful with)|never say|contradict/,
  ],
  [
    "t_installation",
    /安装|部署|装(?:不上|机|一遍|好|上|完|不了|的时候|到一半|第|一下)|初始化|搭建|首次(?:配置|启动)|上线|实施|安装包|镜像|helm|docker|初装|新机房|节点加入|开通后/,
    /install\w*|deploy\w*|set ?up\b|setup|setting up|bootstrap|docker|helm|kubernetes|go(?:es)?[- ]live|onboard\w*|first start|appliance|implementation|roll-?out/,
  ],
  [
    "t_upgrade",
    /升级(?!审批|套餐|投诉)|升(?:到|至|完级|了级|个级|级)|更新(?:后|完|之后|到|包|把|卡)|补丁|新版|版本(?:升|更新|步)|回滚|回退|旧版|灰度/,
    /upgrad\w*|patch\w*|new(?:er|est)? (?:version|release|build)|after the update|updat(?:e|ed|er)|roll(?:ed)? ?back|release notes|version step|moved to v?\d/,
  ],
  [
    "t_integration",
    /对接|集成|接口|api|webhook|回调|单点登录|ldap|saml|oauth|sso|sdk|打通|同步(?!失败的)|推送|联调|第三方|钉钉|飞书|企业微信|企微|his\b|mes\b|bi\b|中台|网关|报文/,
    /integrat\w*|connector|api\b|sdk\b|webhooks?|oauth|saml|sso\b|ldap|scim|sync\w*|interface|plug-?in|gateway|third[- ]party|zapier|salesforce|slack|e?-?mail server|idoc|hl7|edi\b|adaptor|mqtt/,
  ],
  [
    "t_compatibility",
    /兼容|浏览器|ie\b|edge|chrome|safari|麒麟|统信|uos|达梦|鸿蒙|harmonyos|信创|国产(?:化|数据库)|windows|win\d+|mac\b|苹果|安卓|ios|android|arm\b|操作系统|不认(?:了)?|型号|老款|驱动|适配|平板|wince|postgresql \d|oracle/,
    /compatib\w*|browser|safari|chrome|firefox|edge\b|windows|mac(?:os)?\b|linux|ubuntu|rhel|red hat|android|ios\b|arm64|driver|supported (?:os|backend|database)|older (?:tablets|devices)|alpine|postgresql|openshift|host api|no matching manifest/,
  ],
  [
    "t_data_loss",
    /丢(?:了|失)?.{0,6}(?:数据|记录|单|条|文件)|数据(?:丢|没|不见|错|对不上|重复|恢复|损坏)|(?:记录|单|数据|档案|模板|字段|文件|聊天|备注|台账).{0,8}(?:没了|不见|消失|丢|少了|只剩|抹)|误删|删(?:了|除|错).{0,12}恢复|恢复.{0,12}(?:备份|数据|昨)|备份|找回|对不上|重复.{0,4}(?:记录|入账|会员|单)|少了.{0,6}(?:条|单|年)|回收站|一条不少|串(?:行|号)|双份|捞回|回滚到|丢了|差异|清空/,
    /los[te]\w* (?:data|records|orders|everything|\w+ of)|data (?:loss|corrupt\w*|gone|missing)|(?:records?|orders?|files?|notes?|comments?|rows?|entries|views|contacts).{0,30}(?:gone|missing|vanished|disappeared|deleted|wiped|duplicat\w*)|restore|recover\b|deleted|corrupt\w*|duplicat\w*|backup|twice|never came across|purge/,
  ],
  [
    "t_security",
    /安全|漏洞|高危|黑客|被黑|泄[露密漏]|越权|串租户|加密|渗透|勒索|病毒|审计(?:日志)?|等保|钓鱼|攻击|被盗|二次验证|白名单|合规|看到.{0,8}别(?:的|人|家)|踢下线|诈骗|数据(?:出境|存放|处理协议)|隔离|公开仓库|密码存储|零信任|mfa|涉密|密评|国密|商密/,
    /securit\w*|vulnerab\w*|cve|hacked|breach|leak\w*|phish\w*|malware|ransom\w*|encrypt\w*|penetration|audit|compromis\w*|see another customer|stolen|exposed|soc ?2|iso ?27001|gdpr|dpa\b|virus|public forum|passkeys?|zero-trust|tenant isolation|certificate|data protection|hosted in|two-factor|second factor|logged out after/,
  ],
  [
    "t_account",
    /账号|帐号|密码|登录|登不|权限|解锁|锁定|被锁|角色|管理员|验证码|令牌|工号|注册|离职|实名|身份|授权(?:给|人)|用户名|激活|超管|解绑|解封|踢下线/,
    /accounts?\b|password|log(?:ged|ging)? ?in|sign(?:ing)? ?(?:in|on)|permission\w*|unlock|locked out|role\b|roles\b|admin(?:istrator)?\b|2fa|mfa|otp|credentials|access (?:right|review|denied)|deactivat\w*|reactivat\w*|authenticator|ownership|user \w+|reset (?:my|the|2fa)/,
  ],
  [
    "t_pricing",
    /价|报价|费|多少钱|授权|许可|license|licence|发票|账单|退款|退钱|退(?:回|还)|续费|订阅|折扣|优惠|付款|扣(?:款|费|了)|套餐|席位|坐席|试用|收费|采购|激活码|版.{0,4}区别|核销|欠费|钱|永久|赔付|抵扣|预算/,
    /pric\w*|cost\w*|quot\w*|licen[cs]\w*|invoice|refund|bill\w*|charg\w*|subscription|discount|fee\b|fees\b|renew\w*|payment|paid\b|seats?\b|vat\b|credit note|trial|plan\b|edition|money|debit|surcharge|cal\b/,
  ],
  [
    "t_service",
    /客服|售后|工单.{0,12}(?:没|关|转|两周|天)|没人(?:回|理|接|管)|态度|响应(?:超时|慢|及时)|热线|电话(?:打不通|没人|转|没)|回电|催|踢皮球|敷衍|服务(?:态度|太|差|跟)|支持(?:群|团队)|工程师.{0,10}(?:挂|甩|没|换|态度|迟到)|答复|处理(?:进度|结果)|对接人|派人|没(?:有)?回|顾问呢|人呢|值班/,
    /support (?:team|is|was|said|agent)|customer (?:service|care)|nobody (?:answer\w*|call\w*|repl\w*)|ticket|no (?:reply|response|answer)|helpdesk|hotline|call(?:ed)? back|agent\b|response time|rude|escalat\w*|on hold|passed around|ignored|waiting for|first answer|account manager|success manager|engineer (?:never|didn't|hung)|technician/,
  ],
  [
    "t_churn",
    /不续|换(?:一家|供应商|厂商|掉|别家|工具)|考虑(?:换|其他|别家|更换)|替代品|终止合(?:同|作)|解约|找别家|停用|友商|竞品|其他家|评估其他|别家|另外(?:两|几)家|撤了|比选|隔壁/,
    /cancel|leav(?:e|ing)|switch\w*|not renew\w*|competitor|alternatives?|elsewhere|terminat\w*|replacements?|rival|we're off|third party|back to spreadsheets|look around|before our (?:next )?renewal/,
  ],
  [
    "t_expansion",
    /(?:加|增加|扩|追加|再(?:买|开|上|加)|多买).{0,10}(?:席|人|用户|授权|账号|模块|坐席|门店|点位)|扩容|增购|新增.{0,6}(?:门店|分公司|用户|工厂)|选型|采购|招标|投标|立项|报(?:个)?价|想(?:买|上|采购|订)|打算(?:买|上|采购|用)|准备(?:买|上|给)|签约|多少钱|给.{0,6}(?:分公司|子公司|工厂|校区).{0,4}上|一起上|全厂|正式版|决定买|买之前|购买|拟上/,
    /(?:add|more|additional|extra|another|need) (?:\w+ ){0,3}(?:seats?|users?|licen[cs]es|modules?|sites?)|expand\w*|rfp|tender|shortlist\w*|evaluat\w*|before (?:we )?(?:buy|purchase|commit)|haven't (?:bought|signed)|how much|quot\w*|thinking (?:about|of)|consider(?:ing)? (?:buying|your|adding)|for \d+ (?:users|people|seats|agents)|roll(?:ing)? (?:it )?out|looking for a|switch to annual|we'd buy|want to go for|not a customer yet|activate the \w+ module|procurement|vendor selection/,
  ],
];
