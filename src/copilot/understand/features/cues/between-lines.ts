import type { CueRow } from "./cue-row.ts";

/**
 * What is meant without a word for it: the n-th time, time gone by, words given and not kept, silence, irony, a price
 * asked in passing.
 */
export const BETWEEN_LINES: readonly CueRow[] = [
  [
    "nth_event",
    /不是第一[次回会]|第[二三四五六七八九十几\d]+[次回会遍封任位个]|[三四五六七八九十几]番[五六]?次|每(?:次|回|逢|到).{0,14}(?:就|都|必|又|便)|好几[次回]了?|连着|接连|连续/,
    /(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|nth|\d+(?:nd|rd|th)) (?:\w+ ){1,2}(?:running|in a row|this|now|since|that|who|i|we|to)\b|(?:two|three|four|five|six|seven|eight|\d+) (?:times|occasions|\w+days|weeks|releases|versions|agents|people) (?:now|running|in a row|already|this|since)|in a row|each (?:time|release|delivery|version|hop)|(?:on )?every (?:single )?(?:time|one of|release|update|version|minor|week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|september|october)|(?:once|yet) again|again and again|twice (?:now|already|this)|another (?:restart|outage|incident|crash|reminder)|same (?:thing|finding|question|report|sentence|answer|log)\b/,
  ],
  [
    "time_gone",
    /(?:今天|现在|如今)(?:都|已|是|已经|都快).{0,6}(?:周|月|号|天|年)|都(?:过|快).{0,6}(?:了|月|年|天)|(?:至今|迄今|一晃|眼看)|(?:两|三|四|五|六|七|八|九|十|几|半|\d+)(?:个)?(?:天|周|月|星期|礼拜|年)(?:过去|了(?!解)|都)/,
    /(?:it|today|that|this) (?:is|was|'s) (?:now |already )?(?:the \d|day \d|week \d|mon|tues|wednes|thurs|fri|satur|sun|january|february|march|april|may\b|june|july|august|september|october|november|december|\d+ \w+ ago|four|three|two|five|six)|(?:days?|weeks?|months?|hours?|mornings?|quarters?) (?:ago|later|now|on|and counting|have)\b|(?:day|week|month) \d+\b|(?:been|come) and gone|(?:has|have) (?:since )?(?:passed|elapsed|expired)|(?:long|time) enough|still (?:waiting|nothing|no\b)|(?:waiting|waited) (?:for|since|\d)|(?:seven|six|five|four|three|two|\d+) (?:weeks|months|years) (?:and|for|of|in|without)|longer than|the clocks went/,
  ],
  [
    "told_then",
    /(?:签|买|谈|演示|投标|选型|开会|验收)(?:的时候|时|那会|那天|当天).{0,12}(?:说|讲|写|答|演|是)|拍(?:着)?(?:桌子|胸脯|板)|(?:ppt|方案|合同|附件|协议|邮件|纪要|标书|宣传)(?:上|里|中|.{0,3}第.{1,4}页).{0,10}(?:写|说|载|标|列|明)|一问三不知|口口声声|信誓旦旦/,
    /(?:i|we|he|she|they|client|council|board|partners|governors|days|nights|team|staff) (?:was|were|are|am|have been|had been|has been|got) (?:told|assured|shown|promised|quoted|sold|led to believe|given to understand)|(?:you|your \w+|rep|salesman|chap|colleague|guy|man|woman|agent|engineer|sales) (?:said|says|told|say|promised|assured|quoted|swore|showed|confirmed|agreed|wrote)|(?:described|shown|sold|pitched|presented|quoted) to (?:us|me|them)|was to be|on the strength of|(?:the|only) reason (?:we|i|the|they)|because of this|(?:in|on|at|during) (?:the|your|our) (?:offer|proposal|contract|slides?|brochure|demo|pitch|order form|kick-?off|roadmap call|fair|negotiations|selection|letter)|(?:page|clause|slide|section|annex|schedule|appendix) \d|condition of (?:award|sale|purchase)|["“][^"”]{0,40}(?:soon|included|by q\d|next week|live|ready|works|on his way|within|scheduled)[^"”]{0,40}["”]/,
  ],
  [
    // What the vendor keeps saying, put in quotes.
    "vendor_quoted",
    /[“"「『][^”"」』]{0,12}(?:在的|亲|您好|马上|很快|快了|处理中|录案|已受理|已记录|已反馈|感谢反馈|稳定|下个版本|正在输入|尽快|请稍|无法复现|已解决|已恢复|已关闭)[^”"」』]{0,12}[”"」』]/,
    /["“][^"”]{0,40}(?:please|how can i|can i (?:do|help)|assistant|in progress|included|stable|soon|corrected|working on|contact support|patience|next (?:payroll|release|version)|not heard|resolved|closed|expected|known issue|forwarded)(?![a-z])[^"”]{0,40}["”]/,
  ],
  [
    "not_as_told",
    /(?:结果|可是|但是|但|到头来|现在)(?:呢|却|又|根本|压根|还是)?.{0,8}(?:没有|没见|连影子|不是这样|不认|说没这|空白|为零|一个没|也没)|影子都|不了了之|没(?:了)?下文|去哪(?:儿)?了/,
    /not what (?:was|we|i|you)|nowhere (?:to be|in)|(?:has|have|is) yet to|what happened to|which of (?:these|them)|(?:it|he|she|that|they) (?:did|does|has|was|is|were|have)(?:n't| not|,? evidently)\b|what did (?:i|we) (?:buy|pay)|(?:since )?(?:emerged|turned out|transpired)|(?:is|are|was) (?:empty|a 404|missing)|(?:position|explanation) by|where (?:to find|is) (?:it|what)|we (?:planned|budgeted|built) on it|not in scope|a design study/,
  ],
  [
    "passed_about",
    /踢皮球|推来推去|转来转去|转(?:了)?.{0,4}(?:圈|手|道|个人|个部门)|换(?:了)?.{0,4}(?:个人|拨人|个客服)|从头(?:再)?(?:讲|说|解释)|找谁(?:说理|去)?|重新(?:讲|说|描述)一遍/,
    /pass(?:ed|ing) (?:me |us |her |him |it )?(?:from|around|between|along|on to|back)|bounc(?:ed|ing)|pillar to post|(?:another|different|a new|the next) (?:colleague|agent|person|engineer|department|desk|team)|(?:each|all) of (?:whom|them|you)|from (?:the )?(?:beginning|scratch|the top) (?:again|every|each)|(?:explain|tell|repeat|told|describ|setting out|set out)\w* (?:\w+ ){0,4}(?:again|same|all over|once more)|explained? this to|who (?:owns|is in charge|is responsible|is actually|do i have)|(?:called|rang|rung|wrote|written|write|mailed|emailed|chased|phoned|left|asked) (?:\w+ ){0,3}(?:times|twice|voicemails?|messages|fourth|third)|l1\b.{0,12}l2|to ask (?:you|your|them|the)\b|here we (?:all )?are/,
  ],
  [
    "silence",
    /石沉大海|杳无音[讯信]|音信全无|没(?:个)?(?:动静|回音|声音|人吱声|人理|人应|人接|回复)|已读不回|不(?:吭声|回话|理人)|没(?:人)?(?:管|搭理)|静音/,
    /silence|no (?:word|sign|answer|reply|response|contact|human|news|update)\b|human contact|not a (?:word|peep|line|soul)|nobody (?:from|has|came|answer|call|r[ai]ng|explain|repl|own)|unanswered|voicemail|hold music|on hold|piano|(?:did|does|do|has|have)(?:n't| not) (?:call|reply|come|ring|show|answer|look|write|respond|been read)\w*|never (?:called|replied|came|rang|showed|answered|got back|heard)|(?:is|been|sits?) with the team|caller \d|satisfied i was|survey|(?:would|will|'ll|to) (?:ring|call|phone) (?:me |us |back )?(?:within|before|by|back)|get(?:ting)? hold of|reach (?:anyone|anybody|a human)|rung your/,
  ],
  [
    "manner",
    /(?:语气|口气|态度|爱答不理|阴阳怪气|教训|训(?:我|人)|嘲|笑话|甩脸|不耐烦|挂(?:我|了我)?电话|敷衍|打发)/,
    /spok(?:e|en) to (?:me|us|my|her|him)|rude|dismissive|patroni[sz]\w+|condescend\w+|curt\b|(?:the|that|his|her|your) tone|manners|lectur(?:ed|ing)|laughed|sighed|hung up|cut off|told (?:me|us|my \w+|her|him) to\b|without (?:a word|looking|reading|asking|explanation)|user error|try asking|was ["“][^"”]{1,20}["”]|another colleague from now/,
  ],
  [
    "gave_up",
    /(?:改|又|只好|干脆|全)(?:回|用|靠|拿).{0,4}(?:手工|纸|表格|excel|笔|本子)|不(?:指望|抱希望|想再|打算再)|习惯了|懒得(?:报|提|说)|认了|死心|算了吧|耐心(?:用|耗|磨)/,
    /(?:back|gone|going|went|do it|doing it|finish|recalculat\w*).{0,16}(?:paper|in excel|in sheets|spreadsheets?|pencils?|pen and)|(?:no longer|stopped|given up|gave up|quit) (?:\w+ing|on|open|believe|trust|report)|i no longer|we now (?:pin|keep|print|check|double|pray|recalc)|just in case|says it all|speaks? for itself|defeats the|i(?:'m| am) done|(?:run|running|ran) out of (?:patience|things|excuses|champagne|the thing)|lost count|pin and pray|never in vain|i keep a (?:little )?(?:notebook|list|log)|quicker with|successor|to stop\b/,
  ],
  [
    "irony",
    /恭喜|真(?:是)?(?:谢谢|感谢|佩服|厉害|有你们的|行啊|棒)|开(?:了)?眼(?:界)?|(?:拿|当)我们?练手|(?:准时|守时)(?!送|到账)|会哼|呵呵|可真|好一个|您猜|是不是写反|高明/,
    /congratulations|bravo\b|hats off|thank(?:s| you) for (?:closing|your patience|nothing|letting|the (?:survey|silence|reminder|fish))|(?:i|we) (?:love|adore|admire|enjoy) (?:what|how|that) you|apparently|evidently|(?:it|so it) appears|news to (?:me|us)|very (?:immersive|helpful|reassuring|funny|amusing|well)|how (?:nice|lovely|thoughtful|reassuring|kind) |lol\b|an award|superpower|named a (?:meeting )?room|trees are|free idea|our patience|i suppose\b|[😊🙃🙄😂👏]|which rather|good news\b|is he walking|read the article|the good news/u,
  ],
  [
    "answer_for",
    /(?:老板|领导|董事会|院长|校长|审计|客户|上级|股东).{0,6}(?:问|追|骂|批|要|盯)|怎么(?:交代|交差|交待|向|跟)|没法(?:交代|交差|向)|经得起/,
    /(?:my|our|the) (?:board|chief|boss|management|governors|shareholders|council|ceo|cfo|director|name)\b|what (?:do|shall|should|can|am) (?:i|we) (?:to )?(?:tell|say|answer|report)|what i answer|why (?:should|would) (?:we|i|anyone)|any reason not|reserve (?:all )?(?:our |my )?rights|notice of|scorecard|for the record|note for|(?:kindly |please )?comment before|involve (?:counsel|lawyers)|bring to your notice|should tell you|the question i must|to hear you first|my advice/,
  ],
  [
    "money_back",
    /(?:多|误|重复|错)(?:划|扣|收|付|转|交).{0,10}(?:退|还|返)|退(?:还|回)(?:原|给|至|到)|(?:冲|撤)销.{0,6}(?:账单|扣款|费用)|把.{0,10}(?:钱|款|费).{0,6}(?:退|还)/,
    /(?:paid|charged|debited|taken|collected|billed|invoiced|took) (?:\w+ ){0,3}(?:twice|two times|in error|by mistake|again|without|for (?:both|load))|(?:put|come|came|give|given|pay|move|have|get|see|send) (?:\w+ ){0,5}(?:back|returned)\b|undo this|revers(?:ed?|al)\b|correct(?:ed)? (?:invoice|statement)|amount returned|return within|one (?:of them )?(?:returned|back)|demoted|credit (?:note|the difference)|take it off|(?:invoice|po|receipt|bill)\b.{0,12}(?:is )?for \d|slipped decimal|stray digit|(?:two|both|2) (?:of )?(?:your |the )?(?:invoices|payments|debits)/,
  ],
  [
    "done_by_you",
    /(?:委托|拟请|烦请|请|邀|盼)(?:贵(?:司|方|公司)|你们|您).{0,12}(?:承接|办理|派|研究|报价|讲授|开展|出具|来(?:校|院|厂|我))|钱好商量|管饭|(?:课酬|劳务|差旅|专项经费).{0,8}(?:支付|落实|承担)|单独给(?:弄|做|写)/,
    /(?:rather|prefer(?:red)?|trust|commission|instruct|want|like|love|ask|worth) (?:\w+ ){0,6}(?:your|you|someone of yours|one of your) (?:\w+ )?(?:people|team|crew|folks|technicians|engineers?|developers?|devs|services|specialists?|architects?|to )|(?:would|could|can|will) (?:your|u|ur) (?:\w+ )?(?:people|folks|technicians|developers?|devs|team|crew|services|lot)|(?:tak|bring|carr|mov|load|get|put)\w* .{0,60}(?:across|over to|over for|into (?:ours|the new|our)|out of the old|inside the new)|(?:send|raise) (?:me |us )?(?:a |an )?(?:bill|invoice|quote|offer|po\b)|what(?:'s| is) the damage|what (?:would|will) (?:it|that|you|a private) (?:\w+ )?(?:take|cost|charge|need)|(?:rent|hire|retain) (?:a|an|your|one|some)|call-?off|statement of work|(?:draw up|ask you for|make us) an offer|fixed price|man-?days?|day rate|we pay travel|paid engagement|commercially|how many (?:euro|week|man)|for us if we pay/,
  ],
  [
    "prospect",
    /(?:我(?:们)?)?(?:两|三|几|\d+)个(?:店|门店|厂|校区).{0,8}(?:想|要|准备)|先(?:给)?(?:我)?(?:用|试)几天|没定(?:下)?来|还在(?:看|挑|比)/,
    /comparing|weighing|in the market|short ?list|(?:choosing|deciding|choose|decide) between|looking (?:around|at (?:a few|several|tools)|to (?:start|switch|buy))|before (?:we|i|you|our client|my client)? ?(?:sign|execute|commit|join|includ)|(?:signing|to sign)\b|(?:our|my) (?:current|present|existing) (?:system|tool|supplier|contract|provider|one)|(?:would|to) (?:a )?switch|cheapest|smallest amount|price bands?|i'll take|we(?:'re| are| r) (?:a |an )?(?:small|primary|three|two|\d+)|we run a|is (?:also )?for small|education price|named users|when does (?:it|the) free|contract ends|retired by its maker|see a number|late quotes|i would be negligent/,
  ],
  [
    "newcomers",
    /新(?:来|入职|招|进|到)(?:的|了)?.{0,16}(?:不会|没用过|讲授|教|培训|上手)|手把手|能来教|(?:老师|讲师|师傅)(?:来|过来)/,
    /(?:new|hired|joined|retire\w*|starters?|joiners?|intake|newbies|agency|never used).{0,90}(?:show|teach|introduction|lesson|class|session|walkthrough|walk them|taken through|run through|course|quick class)|(?:show|teach|walk|take) (?:them|us|her|him|the (?:team|staff|new)) |have(?:n't)? the hours to|lessons?\b|inset\b|introduction for|same trainer|live walkthrough|with teacher/,
  ],
  [
    "look_over",
    /(?:全面|整体|独立|年度).{0,6}(?:评估|摸底|把脉|会诊)|出具.{0,8}(?:报告|证明)|把把脉|过一遍/,
    /(?:look(?:ed)?|go|give|gone) (?:it |the whole (?:thing|setup) |everything )?(?:over|a once[- ]over)|once[- ]over|review(?:ed)? (?:by|independently)|independently|(?:assess|review|evaluat|check|inspect)\w* (?:of|by|from) (?:the |our |an? )?(?:maker|manufacturer|producer|operator|vendor|hosted|environment|setup|configuration)|hand us a list|list what|made? such check|checked for|access matrix be|in our traces|wants? (?:replacing|tuning)/,
  ],
  [
    "some_day",
    /(?:日后|往后|今后|有朝一日|哪天).{0,10}(?:放宽|加|能|修订|出|改|做)|善莫大焉|仅供参考|随口一提|就行,?不急/,
    /some ?day|one day\b|(?:next time|whenever|when) (?:you|it|the \w+(?: \w+)?) (?:next|is next|are next)|(?:next|future|later|coming|whichever) (?:version|release)s?|for the future|on the (?:pile|list)|no (?:pressure|instruction)|(?:small|random|free|wild) (?:thought|idea|thing)|(?:a|my one) (?:wish|hint)|would (?:adore|love to|spare|be (?:valued|welcome|saner|sick|received))|pass (?:it|such things|this) on|worth considering|save my life|would you consider|just saying|(?:be|am) happy if|not a requirement|(?:will|would) be happy/,
  ],
  [
    "version_turn",
    /(?:停|终)止(?:维护|支持)|(?:更新|升级)(?:清单|窗口)|最新稳定版|手贱.{0,6}(?:更新|升级)/,
    /(?:one|two|three|several|\d) (?:releases?|versions?) behind|(?:version|release|edition|v) ?\d+ (?:ends|is available|is out)|(?:drops?|loses?|end of|out of) (?:support|life|maintenance)|next (?:edition|release|version) of|(?:moved|put|move|bring) us (?:to|back|over|up)|updated (?:itself|themselves)|update required|(?:old|previous) one\b|which slot|the (?:step|bundle)|before installing|air-?gapped/,
  ],
];
