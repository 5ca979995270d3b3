import type { CueRow } from "./cue-row.ts";

/** Grievances: with the people, the product, the money or a promise. */
export const GRIEVANCE: readonly CueRow[] = [
  [
    "complain_word",
    /投诉(?!管理|页面|渠道|工单|单|模块|处理)|举报|12315|消协|曝光|差评|律师|起诉|违约|法务|维权|仲裁|工信部|抗议|严正|强烈(?:不满|抗议)/,
    /complain(?:t|ing)?\b|formal(?:ly)?|grievance|lawyers?|legal (?:team|action)|ombudsman|trading standards|dispute|breach|chargeback|unacceptable|not acceptable|disgrace|pathetic|disappoint\w*|appalling|misleading|misle(?:d|ad)/,
  ],
  [
    "no_reply",
    /没(?:人|有人|一个人|一个|任何人)(?:.{0,2})(?:回|理|管|接|答|联系|跟进|处理|认领|负责|吭|敢接)|没(?:有)?(?:回复|回音|答复|下文|消息|动静|人影)|无人(?:回|理|应|接|跟|响应)|未获.{0,4}答复|不理|不回|不接|打不通|占线|石沉大海|杳无|音讯|没.{0,4}(?:回电|电话)|等了.{0,10}(?:天|周|月|小时|礼拜)|已读不回|拉黑|关机|没理我|晾/,
    /no(?:body| one|t one|t a)? (?:has |has ever |have |ever )?(?:repl|respon|answer|call|contact|get|got|come back|been in touch|acknowledg|picked|touched|told|asked|turned|showed|word)\w*|not (?:a|one) (?:single )?(?:word|reply|response|answer)|(?:zero|no) (?:response|reply|replies|answer|feedback)|silence\b|ignored|unanswered|still waiting|waiting (?:for )?(?:\w+ ){0,3}(?:days|weeks|hours)|on hold|never (?:called|replied|answered|heard|received)|without (?:so much as )?(?:a|an|any) (?:reply|answer|acknowledg)|chas(?:e|ed|ing)|days? (?:and|with) no|disappear\b|is anybody there|no call\b/,
  ],
  [
    "staff_bad",
    /态度|阴阳怪气|敷衍|踢皮球|推诿|推来推去|转来转去|甩(?:给|锅)|挂(?:了|断)?(?:我)?电话|不耐烦|骂|不专业|摆设|素质|糊弄|打发|懒得|爱答不理|复制粘贴|机器人(?:客服)?(?:只会|来回|一直)|不归我管|擅离|换(?:个|更)?.{0,4}(?:人|工程师|对接人)|答非所问|踢(?:到|给|回)|三个电话|质问|换了.{0,3}任|争辩|企业文化|回访员|谁看过一眼|认领/,
    /rude|attitude|tone\b|sigh(?:ed)?|dismissive|interrupted|unprofessional|passed (?:around|from)|bounced|ping-?pong|fobbed|copy[- ]?paste|same (?:macro|link|template)|hung up|brushed off|automated repl|told me to (?:read|google)|how i was spoken|circles|canned|clueless|incompetent|competent|going round|hadn't read|explain (?:my|the) .{0,20}(?:again|from (?:scratch|the start))|tell the whole thing|playing tennis|says it's|spoke about|was overheard|hanging up|has been forwarded|training issue|with respect/,
  ],
  [
    "closed_unsolved",
    /(?:没|未)(?:有)?解决.{0,8}(?:关|结)|(?:关|结)(?:了|掉)?(?:单|工单).{0,10}|就(?:把)?.{0,6}关(?:了|单|闭)|状态.{0,4}已解决|被关/,
    /closed (?:without|as|again|before|with no)|marked (?:as )?(?:resolved|solved|done)|closing (?:my|the|our)|set to "?(?:resolved|customer)|re-?opened/,
  ],
  [
    "many_times_contact",
    /(?:第?[一二三四五六七八九十两几\d]+(?:次|遍|回|封|个电话|个人)).{0,6}(?:了|打|催|问|讲|说|反馈|转|换|发|联系)|(?:打|催|问|反馈|说|讲|联系|报|提|转|发|@)了?.{0,4}(?:[二三四五六七八九十几多\d]+)(?:次|遍|回|几|多|个|封)|一遍又一遍|反复(?:催|问|讲)|再三|多次(?:反馈|催|沟通|联系|致函)|每个人都|三次致函/,
    /(?:asked|called|rung|written|chased|reported|emailed|e-mailed|told|contacted|explained|sent) .{0,30}(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+) times|again and again|repeatedly)|(?:third|fourth|fifth|sixth|\d+(?:rd|th)) (?:time|e-?mail|call|request|reminder)|every single day|times (?:this|in|already)|last reminder|once (?:more|again)/,
  ],
  [
    "want_boss",
    /(?:叫|让|找|请|要求)(?:你们|您|贵司)?(?:的)?.{0,6}(?:领导|经理|主管|负责人|老板|总监|高管|总经理|vp|manager|管事|能负责)|(?:领导|经理|主管|负责人|总监|总经理|质量负责人).{0,6}(?:出面|出来|回电|联系|谈|过问|跟进|介入|答复|说明|回我)|升级(?:投诉|处理)|escalate|找个能|公函|调取录音|核查录音/,
    /manager|supervisor|boss\b|team lead|someone senior|escalat(?:e|ion)|head of|director|person in charge|who is responsible|somebody senior|senior (?:person|on this)|your ceo|put me through|allowed to decide|security officer|person responsible/,
  ],
  [
    "want_explain",
    /给个?(?:说法|解释|交代|交待|答复|准信|准话|痛快话)|(?:请|要求|望).{0,8}(?:解释|说明|书面|答复|道歉|整改|根因|交代)|道歉|赔礼|整改|根因|书面(?:说明|答复|解释|保证|道歉)|怎么解释|如何解释|合理解释|讨个|诉求|致歉|正式回应|赔付方案|说明来源|请正视|法院/,
    /apolog(?:y|ise|ize)|explanation|explain (?:this|how you|to)|written (?:explanation|response|statement|plan|quality|improve)|root[- ]cause|what (?:are you going to|is your plan|will you|do you intend)|improvement plan|how (?:do )?you intend|account for|statement from|put right|remedy|demand|put (?:it|this) right|named person|written account|what is being done|please deliver it as|honest answer|withdraw\b/,
  ],
  [
    "recurring",
    /第[二三四五六七八九十百几\d]+(?:次|回|遍)|(?:又|再)(?:双叒叕|次|一次|来)|反反复复|反复(?:出现|发|复)|每(?:次|个?月|周|天|逢).{0,10}(?:都|必|坏|出|崩|卡|又)|屡(?:次|修)|老(?:毛病|问题|样子|是)|同样的(?:问题|错|bug)|同一个?(?:问题|bug|错误|issue)|修(?:了|好)?.{0,4}(?:又|坏|再)|一(?:天|周|个?月|星期|年)(?:内)?.{0,4}(?:崩|掉|断|出|修|坏)?.{0,2}[二三四五六七八九十几\d]+(?:次|回)|连续.{0,6}(?:次|个?月|版|天)|复发|月月|总是|常态|来回|不下.{0,4}次|回了|一个接一个|根治|从[春夏秋冬].{0,8}到[春夏秋冬]|第.{1,2}轮|每期|近.{1,2}期/,
    /needs a hotfix|three cycles|did it again|here we are again|comes back|advisories in|(?:second|third|fourth|fifth|sixth|seventh|\d+(?:nd|rd|th)) (?:time|outage|crash|release|regression|incident|failure|data centre)|(?:three|four|five|six|seven|\d+) (?:times|outages|crashes|defects|incidents)|every (?:single )?(?:week|day|month|monday|friday|time|release|patch|update|quarter|afternoon)|again and again|yet again|keeps? (?:coming|happening|breaking|returning)|same (?:bug|problem|issue|crash|thing|error|old)|recurring|repeat(?:ed|edly|s)|over and over|back (?:again|for)|has returned|each release|permanent(?:ly)? fix|last last time|it's a pattern|regressions?\b|(?:third|fourth|fifth|sixth) (?:loss|set)|gone again|once more|\d\.\d, \d\.\d and/,
  ],
  [
    "trust_lost",
    /失望|信任|信心|不敢(?:用|信)|信不过|怎么(?:信|相信)|寒心|心寒|受够|忍无可忍|小白鼠|测试员|到底(?:测|行|能|有没有|哪)|靠(?:不住|谱)|垃圾|破(?:系统|软件|玩意)|质量(?:太|问题|堪|差|部|也|负责|主管)|太(?:不稳定|差|坑|烂)|稳定性|可靠性|笑话|不靠谱|早知道|后悔|服了|不稳定|堪忧|心里没数|做软件|屡修屡现|三天两头|争点气|怨气|贼|不靠|无法依赖|失去(?:耐心|信心)|真不测/,
    /trust|confidence|faith|reliab(?:le|ility)|rel(?:y|ied) on|fed up|sick of|tired of|worst|unreliable|unstable|quality|fit for purpose|beta\b|guinea|qa department|do you (?:run|even|test)|test(?:ed|ing)? (?:team|anything|department)|disaster|garbage|useless|rubbish|embarrass|defend this|stopped recommending|unbelievable|alarming|faulty|what a mess|bricked|had (?:just about )?enough|parade of|convince us|prepar\w+ to leave|never installing|solid product/,
  ],
  [
    "promised",
    /承诺|答应|保证(?:过|书|不|说|三|今)|约定|说好|说(?:是|的|过|了)?.{0,10}(?:上线|交付|给|来|有|修|退|回电)|拍(?:着)?胸脯|当初|当时|原定|写明|写着|白纸黑字|合同(?:里|中|写|约定|载明|附件|规定|明确|上)|明明(?:说|有|写)|兑现|履约|履行|画(?:的)?饼|签约时|口头|亲口|签约会|一推再推|拖(?:了|到|着|延)|延(?:期|了|误)|还没(?:交付|上线|兑现|做|来|给|见)|至今|迟迟|何时能|准信|slip|投标文件|说一套|不认账|作数|名不副实|虚假|误导|忽悠|骗|宣传(?:册|页)?|广告|饭局|赠送|下周一定|打包票|算(?:不算)?数|货不对板|不实陈述|保证呢|恢复承诺|讲信用|不算数|声称/,
    /promis(?:e|ed|es|ing)|hold (?:you|your company) to|what we're paying for|whether it'd run|commit to|guarantee[ds]?|committed|assured|agreed|as agreed|at signing|told (?:us|me|in writing|we)|(?:was|were) (?:due|told|promised|assured|supposed|committed)|supposed to|honou?r|advertised|brochure|sworn?|gave me his word|(?:pushed|moved|put) back|postponed|delayed|overdue|slipp(?:ed|ing)|still (?:no|not|none|nothing|haven't)|contract (?:says|states|annex|calls|lists)|section \d|clause|statement of work|sow\b|in writing|misstatement|what was (?:agreed|sold|demoed|delivered)|deliver(?:ed|y)?\b|as quoted|website says|tender answers|binding date|firm date|when will (?:it|you)|where is it|(?:site|website|director|sales\w*|dev|man|he|she|you|engineer) (?:said|swore|claimed)|coming soon|in return|price locked|was that a lie|so is it happening/,
  ],
  [
    "anger",
    /气(?:死|人|愤)|火大|[!?]{2,}|什么(?:破|垃圾|玩意|态度|东西|名堂)|搞(?:什么|毛|啥)|无语|坑(?:人|爹|死|了)|太(?:过分|离谱|坑|慢了|差)|离谱|骗(?:人|子|钱)|这叫|凭什么|谁(?:同意|给|负责|设计)|有没有搞错|受不了|救命|混账|你们(?:是|到底|心里)|难道|烦死|崩溃(?!了报)|反人类|👏|呵呵|😡|🤬/,
    /[!?]{2,}|wtf|damn|hell\b|ridiculous|unbelievable|outrag\w*|furious|angry|annoy\w*|seriously\??|come on|terrible|awful|horrible|crap|joke\b|shame|sick of|this is (?:no way|not support|unacceptable)|how (?:dare|to accept)|who (?:asked|decided)|lol\b|not impressed/,
  ],
  [
    "leave",
    /不续(?:费|约|了|签)|换(?:一家|供应商|掉|别家|东家|平台|厂商|一个厂)|考虑(?:换|更换|别家|其他|重新)|替代(?:品|方案)|终止(?:合作|合同)|解约|找(?:别家|替代)|停用|不用你们|弃用|合作到此|续约.{0,6}(?:免谈|再说|重新|谈)|更换供应商|别家(?:便宜|都|已)|撤了|换工具|竞品已|更低报价|续不续|另寻|转投/,
    /(?:cancel|leave|leaving|switch(?:ing)?|move away|terminate|termination|not renew(?:ing)?|won't renew|evaluating (?:replacements|alternatives)|look elsewhere|looking elsewhere|go elsewhere|competitors?|alternatives?|replacements?|we're off|drop you|replace you|third party|probably not renew|back to spreadsheets|your rival)\b|before (?:our|the) (?:next )?renewal|by renewal|20% less/,
  ],
  [
    "loss_caused",
    /损失|赔(?:了|给)?.{0,3}客户|影响.{0,6}(?:经营|业务|客户|声誉)|害(?:我|得)|耽误|白(?:干|填|忙|跑)/,
    /cost us|lost (?:business|customers|revenue|sales|a )|damage[ds]?\b|losses|penalt|our customers (?:are|have)|idle/,
  ],
  [
    "polite_grievance",
    /不太满意|有些担心|挺为难|体谅|理解你们.{0,6}但|并非针对|不是(?:催|针对)|挺好的吧|客气.{0,10}但|敬业.{0,10}但|礼貌地/,
    /credit where|sorry to be blunt|forgive me for saying|politely|rather fooled|with respect|i do not want|we like the (?:tool|product).{0,10}but|sadly|not about the bug|however\b/,
  ],
  [
    "paid_for_nothing",
    /(?:买|付|花|交|订)了?.{0,20}(?:没(?:有)?(?:用|办|做|来|给|升|开)|空壳|用不了|不能用|只有|没办成|没升成)|付款.{0,10}没(?:有)?(?:收到|兑现)|加钱买的|收了.{0,10}没/,
    /paid for .{1,80}(?:never|isn't|not|only|cancelled|stayed|didn't|hours?\.)|paid,? (?:but|and) .{0,30}(?:never|not|no)|we bought (?:it )?(?:because|on the)|never came|never materiali[sz]ed|were (?:charged|billed) for .{1,40}(?:but|only|never)/,
  ],
  [
    "charged_anyway",
    /一(?:分钱?|毛|条|台|块|天|个月|笔|张).{0,3}(?:没|不|未)少|没少(?:收|扣|要|算)|照(?:收|扣|样收|样扣)|(?:钱|费用?)(?:也|都|还)?(?:是|算|得|要)我(?:们)?(?:出|付|掏|认|承担)|是全(?:价|款|额)/,
    /(?:took|taken|left|gone) (?:off |from )?(?:my|our|mine|the) (?:card|account|bank)|for nothing (?:we|i)\b|rather not pay|(?:still|anyway) (?:billed|charged|charging|billing)|one of the two|(?:form|contract|quote|page|order|summary) says/,
  ],
  [
    "money_amount",
    /\d+(?:,\d{3})*(?:\.\d+)?(?:元|块|万元|美元)|[一二三四五六七八九十百千]+(?:块钱|千块|万块)/,
    /[$£€]\s?\d|\d+ ?(?:euros?|pounds|dollars|usd|eur|gbp)/,
  ],
  [
    "bear_cost",
    /不应由我|由贵(?:司|方)承担|谁(?:来)?(?:赔|承担)|核减|必须承担|超额费用/,
    /bear the cost|at your (?:cost|expense)|responsible for the cost|we look to you|overtime sheets|expect to be charged/,
  ],
  [
    "supplier_other",
    /客户(?:退货|要求退|投诉我)|给客户退|供应商(?:退|给我)|现供应商/,
    /(?:our|a|the|my) (?:own )?(?:customer|client|supplier)s?\b|present supplier|current vendor/,
  ],
];
