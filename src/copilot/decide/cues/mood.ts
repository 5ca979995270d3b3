import type { Cue } from "../cue.ts";

/** It works now, or the answer was found and understood. */
export const RESOLVED: Cue = {
  zh: /(?:^|[,。!;\s啊哦嗯哈欸])(?:都|现在|已经?|终于|这下|果然|真的?|试了|弄|搞|修|改|调|配|跑|重启完?|照做|按您说的|按你说的)*(?:好了|好啦|可以了|可以了?[!。,]|成了|行了|通了|正了|搞定|ok了|ok[。!]|过了[,，。!]|妥了|稳了|全绿)|(?:正常|恢复|解决|成功|没问题|能用|能登|能打|能看|管用|生效|显示)(?:出来)?了(?=[,。!~\s啦哈呀]|$|谢)|(?:全|都|已|已经|也|就|又能)(?:通|好|行|可以|正常|恢复|对|成|没事)了|(?:加|进|弄|调|改|设|配|装|连|登|跑|传|打|导|建|绑|搜|选|看|勾|开|搞|存|发|收)(?:上|进去|进来|出来|好|成|通|过|到|对)(?:去|来)?了|管用[!,。]|回来了|(?:这次|这下|这回|现在)(?:就|都|总算|终于)?(?:可以|过|行|成|好|对|通|没事|不报|有)了?[,。!]|一(?:张|条|个|份)不少|试了?[,，]?(?:可以|好了|成功|没问题|行)|(?:问题)?(?:已经?|已)?解决了|搞定(?:了|啦)?|恢复正常|一切(?:都)? ?(?:正常|normal|ok|good)|一切正常|跑通了?|(?:重跑|重试|导入|打印|登录|同步|升级|保存|导出|提交)(?:都)?成功|找到了|看到了|明白了|懂了|知道了|清楚了|了解了|收到了[,。!]?谢|好使|出来了|能(?:用|登|打开|保存|打印|导出|看到)了|没再(?:出现|报|断)|(?:all )?green|back to normal|(?:问题)?没了[,。!]?谢/u,
  en: /(?:that|this|it|everything|which|now)(?:'s| is| has| was| all)? ?(?:now |all |been |just )*(?:work(?:s|ed|ing)(?! (?:on|at|for|with|around))|fixed|solved|resolved|sorted|did it|did the trick|cleared it|helped)|^(?:ok(?:ay)?,? |ah,? |oh,? |yes,? |yep,? |great,? |super,? |perfect,? )*(?:works|worked|fixed|solved|sorted|resolved|done)\b|works (?:now|perfectly|great|fine|a treat|like a charm|again|,)|back to normal|all (?:green|good|set|sorted|clear|fine)(?: now)?\b|found it|got it\b|makes sense|problem solved|up and running|running again|(?:perfect|great|brilliant|lovely|excellent|fantastic)[,!. ]+(?:thanks|thank|that|works|cheers)|that answers|(?:is |are )?(?:through|in|on) now\b|went through|no longer (?:happening|failing|see)|(?:can|could) (?:log in|sign in|print|save|see it|access) (?:again|now)|gone now|it's there\b|i see it now|that was it|(?:is|are|'s|'re|it|all|looks?|looking) (?:all |back |fully )?(?:correct|right|fine|good|ok|okay|normal|back|gone|green|there|happy|sorted|clean) (?:now|again)|there it is|^(?:ah,? |oh,? |ok,? )*(?:done|sorted|solved|fixed|got it|perfect|spot on)\b|^(?:nvm|never ?mind)\b|^(?:sweet|awesome|nice one|legend|neat|lovely|wonderful)[.! ]*$|found (?:the|them|that)\b|(?:did|does) the (?:trick|job)|(?:tried it|did it),? (?:and )?(?:it )?works?/u,
  not: /(\p{Script=Han}{1,3})(?:是|倒是)\1|(?:还|尚|并|也|仍|都|一直|从来)?(?:没|未|不)(?:有)?(?:能|完全|真正)?(?:好|解决|恢复|搞定|通|正常|成功|找到|看到|明白|懂|跑通|出来)|(?:就|才|也)(?:好了|行了|可以了)|(?:什么时候|何时|多久|怎么|能不能|能否|如果|要是|等|才|以为|说是|号称|显示|一句).{0,10}(?:好了|解决|恢复|搞定|成功|正常)|(?:好|解决|恢复|正常|可以|行)(?:了)?(?:吗|没|么|不|\?)|不(?:用|必|要).{0,6}了|(?:not|isn't|wasn't|never|n't|without|until|once|if|when|whether|only|used to|should|must be|supposed to|need to|how) .{0,24}(?:work|fixed|solved|resolved|sorted|done|found|normal|running)|(?:好了|ok了|正常了|成功).{0,4}(?:又|但|可是|结果)|先.{0,8}(?:好了?|搞定)|worked (?:before|until|fine (?:until|before|last|yesterday))|还好好的|没(?:有)?(?:加|进|弄|调|改|设|配|装|连|登|跑|传|打|导|建|绑|搜|选|看|勾|开|搞|存|发|收)(?:上|进|出|好|成|通|过|到)/u,
};

/** Thanks, goodbye, nothing more. */
export const CLOSING: Cue = {
  zh: /谢(?:谢|啦|了)|多谢|感谢|辛苦|麻烦了|先这样|就这样|暂时没|没(?:别的|其他|什么)(?:事|问题)?|没事了|^没(?:有)?(?:了|啦)[。!,~]?$|不用了|再见|拜拜|回头(?:再|聊)|改天|下次(?:再|聊)|到时候?(?:再)?(?:联系|找|说|聊)|届时|没啦|祝|真快|厉害|给力|赞/u,
  en: /thank\w*|\bthx\b|\bta\b|cheers|much appreciated|that(?:'s| is) (?:all|it|everything)|no(?:thing)? (?:more|else|further)|all for (?:now|today)|all good\b|(?:i'll|i will|we'll|will) (?:be in touch|write|call|let you know|come back|get back|reach out|speak|talk)|speak (?:then|soon)|bye|have a (?:nice|good|great)|talk (?:soon|later)|that'll be all|you can close|close (?:the|this) (?:ticket|case)/u,
};

/** Another matter begins. */
export const NEW_TOPIC: Cue = {
  zh: /另外(?!(?:那|这)?(?:几|两|一|的|那|三|个|\d))|再问|再请教|还有(?:个|一个|一件|件|一点|一事)|顺(?:便|带|嘴|手)|换个(?:问题|话题)|(?:有|说|来)(?:个|件)?(?:正事|别的事|大点的|新问题)|问(?:个|点)别的|第二个问题|提个|对了(?![!。])|除此之外|题外话|话说|说到|bigger topic/u,
  en: /(?:one|another|a) (?:more|other|further|separate|different|bigger|last|second|quick) (?:thing|question|topic|matter|one|issue|point|request)|one more\b|while (?:i'm|you're|we're|i have you)|by the way|\bbtw\b|separately|on another note|different (?:topic|subject|question)|also,|unrelated|next (?:question|topic)|speaking of|\bnow,? (?:something|the) (?:else|real)|changing (?:topic|subject)/u,
};

/** A check that what was just explained is understood; a word from the vendor's documents is enough. */
export const CONFIRMS: Cue = {
  zh: /对(?:吧|吗|不对|么)|是(?:吧|这样吧|这样吗|不是(?:这样|就|也))|没错吧|(?:也|都)(?:是)?(?:这么|这样|照这|同样|一样)|(?:照|按)(?:这个|这么|这样|同样).{0,10}(?:就行|就可以|吗|吧|可以)|这样(?:就)?(?:行|可以|对)(?:了)?(?:吗|吧|么)|可以(?:吗|吧|么)\?$|吧\?$/u,
  en: /right\?|correct\?|is that (?:right|how|correct|it|so)|(?:so|just) (?:to (?:confirm|be sure|check)|if (?:i|we))|same (?:steps?|way|thing|procedure) (?:for|on|with)|does (?:that|this|the same) (?:also )?apply|do i understand|have i got (?:that|this)|i take it|that's how|yes\?/u,
};

/** They may buy more, or buy at all. */
export const EXPANSION: Cue = {
  zh: /增购|加(?:购|席|坐席)|(?:打算|准备|想|计划|考虑|也要|也想).{0,14}(?:上|买|采购|用上|换成|部署|扩)(?:这套|你们|一套|这个|正式版|专业版|旗舰版|企业版)?|一(?:起|块儿?|并)(?:上|买|下单|采购|order|报|签|订)|再(?:买|上|加|订|采购).{0,8}(?:个|套|席|模块|用户|授权)|正式版|(?:扩|加|增)到\d+|怎么卖|(?:licen[cs]e|授权).{0,10}(?:order|下单|订|买)|(?:分公司|子公司|三厂|新厂|新店|门店|集团).{0,14}(?:也|上|推广|用)|选型|推广到|(?:从|由)\d+.{0,8}(?:加|扩|调|升|增|提)到?|\d+个?(?:全功能|轻量|用户|席|坐席|点|授权)|(?:估计|可能)?也要采购|也(?:用|上|买|订)你们|也从你们|(?:多|加|开)(?:两|几|三|一)个?(?:厂|店|仓|站|水厂|分公司)|新(?:厂|店|仓|站)|模块.{0,6}(?:怎么卖|多少钱|报价)/u,
  en: /\b(?:add|order|buy|purchase|license|need|want|get) .{0,24}(?:more |extra |additional |another )?(?:seats|licen[cs]es?|modules?|users|sites?|environments?)|roll(?:ing|ed)? (?:it |this )?out (?:to|across)|from \d+ to \d+|\d+ to \d+ (?:seats|users|licen)|looking to (?:buy|expand|add)|expand(?:ing)? (?:to|our|into)|(?:new|second|third|other) (?:site|plant|office|branch|team|subsidiary|region|crew|factory).{0,40}(?:join|use|add|licen|seat|need|want|too)|upgrade (?:to|our plan)|go(?:ing)? (?:with|for) (?:the )?(?:enterprise|premium|full)|ready to (?:buy|sign|order)|(?:sign|take|buy|order) the (?:full |extra |additional )?(?:licen[cs]e|storage|modules?)|buy .{0,20}(?:through|from) you|(?:open|opening|adding|taking on|acquir\w+) .{0,20}(?:stores?|sites?|branches|offices|plants|people)|(?:branch|subsidiary|sister company|other (?:site|team|plant)).{0,40}(?:join|wants?|needs?|interested)|what (?:does|do|would) .{0,30}(?:module|add-?on|licen[cs]e)s? .{0,10}(?:cost|go for)/u,
  not: /不(?:打算|想|准备|会|再)|(?:没|无)(?:打算|计划)|not (?:planning|looking|going)|no plans|(?:remove|reduce|drop|cancel)/u,
};

/** They praise it to others or would. */
export const PROMOTER: Cue = {
  zh: /(?:推荐|安利|种草|介绍)(?:给|过|了|你们|到)|逢人就|口碑|真香|(?:比|跟).{0,16}(?:强|好)(?:太多|多了|得多|不少|很多|一大截)|(?:做|当)(?:个)?(?:案例|标杆|参考)|(?:分享|大会|同行|群里|朋友圈|交流).{0,16}(?:提|夸|讲|说|推|宣传)(?:你们|一下|到)|(?:夸|表扬|点赞).{0,4}你们|没少(?:夸|推|说)|打 ?call|站台|捧场|给你们(?:宣传|推)|被我(?:拉|说)(?:来|动)|回购|铁粉|老客户介绍/u,
  en: /recommend(?:ed|ing)? (?:you|it|this|your|\w+ to)|told (?:my|two|other|everyone|all|a few|our)|\b(?:mention|plug|praise|shout).{0,6} (?:you|it|this)|best (?:tool|vendor|support|software|product|decision)|(?:way|far|so much|miles|light years) (?:better|ahead)|rav(?:e|ing) about|reference (?:customer|call|for you)|case study|(?:happy|glad) to (?:be|give|act as|write) (?:a |an )?(?:reference|review|testimonial)|five stars|fan of|(?:keep|been) telling (?:people|every\w+)|telling people/u,
  not: /不推荐|推荐(?:配置|做法|的?方案|值|哪|使用|吗|什么)|can't recommend|wouldn't recommend|not recommend|what do you recommend|recommended (?:way|setting|config)/u,
};

/** They may leave. */
export const CHURN: Cue = {
  zh: /换(?:掉|一家|别家|供应商|厂商|下来|其他|成别|平台|系统)|(?:把)?你们(?:给)?换|不(?:再)?续(?:约|费|签|了)?|续(?:约|费|签).{0,16}(?:没法|不(?!急)|悬|难|再说|考虑|免谈|得想)|别家|另一家|另外(?:一|两|几)家|竞品|友商|(?:在)?试.{0,6}(?:另|别|其他|隔壁).{0,3}家?|动心思|(?:合同)?到期.{0,10}换|(?:这个|明年)?标.{0,6}别投|(?:去)?看过.{0,4}(?:回|次|家)|怎么跟领导交代|退租|解约|终止合同|招标.{0,12}换|替(?:换|代)(?:掉|方案|品|你们)|(?:找|看|评估|接触).{0,6}(?:别|其他|另).{0,3}(?:家|供应商|厂商|产品)/u,
  en: /(?:not|won't|don't|can't|no) (?:be )?renew\w*|renewal.{0,44}(?:risk|hard|doubt|can't|won't|question|reconsider|think)|cancel (?:our|the) (?:contract|subscription|agreement)|switch(?:ing)? (?:to|vendors?|away|over|provider)|competitor\w*|alternatives?\b|another (?:vendor|provider|supplier|tool)|look(?:ing|ed)? elsewhere|(?:leave|leaving) (?:you|for)|terminat\w+ (?:the|our|this) (?:contract|agreement)|replac(?:e|ing) you|\bmove (?:off|away from) (?:you|your)|(?:trialling|trying|piloting|testing) (?:another|a rival|someone|\w+'s|[a-z]+\b)(?! (?:it|this|that|to|again))|decide (?:about|on|whether).{0,12}renew\w*|about renewing/u,
  not: /(?:上|前)一?家|以前那|从别家|from (?:a |our |the )?(?:competitor|another)|previous (?:vendor|provider)|than (?:our|the) (?:last|previous|old)|compared (?:to|with)/u,
};
