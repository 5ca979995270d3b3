import { DOCUMENT_ORDERS, MESSAGE_ORDERS } from "./machine-orders.ts";

/** One thing that texts do which try to steer the assistant. */
export interface InjectionRule {
  readonly signal: string;
  /** Chance that a text with this signal attacks the assistant; below a half it needs company. */
  readonly weight: number;
  readonly pattern: RegExp;
}

const SURE = 0.8;
/** Also said by honest customers now and then: two of these together are taken for an attack. */
const WEAK = 0.35;

const LEAKED = "(?:prompts?|instructions?|directives?|guidelines|rules|preamble|programming|configuration)";
const REVEAL =
  "(?:repeat|print|output|reveal|show|display|reproduce|recite|echo|dump|translate|summari[sz]e|encode|spell out|write (?:out|down)|list|quote|tell me|give me|share|leak|paste|copy)";
const HIDDEN = "(?:system|initial|original|hidden|secret|internal|developer|opening|base)";

/** What a customer's message may hold. Later rules are the weaker ones. */
export const MESSAGE_RULES: readonly InjectionRule[] = [
  ...MESSAGE_ORDERS,
  {
    signal: "override",
    weight: 0.85,
    pattern:
      /(?:ignore|disregard|forget|override|bypass|drop|discard|overlook|do not follow|don't follow|stop following)\s+(?:\w+\s+){0,4}?(?:previous|prior|above|earlier|preceding|all|any|your|system|initial|original|these|those|everything|every)\b[^.\n]{0,30}(?:instructions?|prompts?|rules you|rules (?:above|before)|your rules|guidelines?|directions?|commands?|your polic(?:y|ies)|your (?:restrictions?|constraints?|training)|training)|(?:ignore|disregard|forget) (?:everything|all)\b.{0,20}(?:before|above|told|said|prior|learned)|(?:instructions?|guidelines|rules|orders) (?:no longer|don't|do not) apply|(?:instructions?|orders?|prompts?|guidelines|rules)\b[^.\n]{0,20}\b(?:supersede|replace|overwrite)s? (?:the old|all|your|any|previous)|(?:supersede|replace|overwrite)s? your\b|(?:忽略|无视|忘记|忘掉|不要(?:遵守|理会|管)|不再遵守|跳过|绕过|放弃|覆盖|清空|抛开).{0,12}(?:指令|指示|提示词|初始设定|你的设定|你的规则|所有规则|一切规则|任何限制|一切限制|所有限制|约束|上文|以上(?:内容|全部|所有)|之前(?:的)?(?:所有|全部)?(?:内容|对话|话|要求|规则))|(?:你|上面|以上|前面|之前|所有|全部|一切|旧|原有|原来)的?(?:所有|全部|一切)?的?(?:规则|指令|设定|限制)(?:已经?|就此|现在)?(?:全部|都|统统|一律)?(?:作废|失效|取消|不再(?:有效|适用))|(?:只|仅)(?:需|需要|要|能)?(?:服从|听从|执行)我/giu,
  },
  {
    signal: "prompt_leak",
    weight: SURE,
    pattern: new RegExp(
      [
        `${REVEAL}\\s+(?:\\w+\\s+){0,5}?(?:your|${HIDDEN})\\s+(?:\\w+\\s+){0,2}?${LEAKED}\\b`,
        `\\byour\\s+(?:\\w+\\s+){0,1}?${HIDDEN}\\s+(?:\\w+\\s+)?${LEAKED}\\b`,
        `${REVEAL}\\s+(?:\\w+\\s+){0,5}?(?:text|words|everything|content|lines|messages?)\\s+(?:\\w+\\s+){0,4}?(?:above|before|prior to)\\b`,
        `(?:rules|instructions) (?:that )?you (?:have to|must|were|are|should|need to)`,
        "i was (?:instructed|told|programmed) to'?\\s*$",
        "not (?:supposed|allowed|permitted) to (?:tell|say|share|reveal|disclose)",
        `${REVEAL}\\s+(?:\\w+\\s+){0,3}?system (?:message|prompt)\\b`,
        "(?:see|view|know|have|need|want|give me|continue|read) (?:to see |with )?(?:the|your) (?:full |exact )?(?:system|hidden|initial) (?:prompt|message|instructions)\\b(?! (?:field|setting|box|template|of (?:my|our)))",
        "(?:the|your) system prompt (?:is|was|says|starts|reads)\\b",
        "initiali[sz]ation (?:string|prompt|text)",
        "(?:what|which)\\s+(?:\\w+\\s+){0,3}(?:were|are|was) you (?:told|instructed|given|programmed)",
        "(?:what|which) (?:is|are|was|were|does) your (?:\\w+ )?(?:system |initial |first |exact )?(?:prompt|instructions|directives)",
        "system message\\b.{0,30}(?:verbatim|word for word|in full)|(?:prompt|instructions)\\b.{0,40}(?:verbatim|word for word|in full)",
        "(?:你|初始|内部|隐藏|原始)(?:的|被给的|收到的|收到的开场)?(?:系统|初始|开场|原始|隐藏|全部|所有|内部)?(?:的)?(?:提示词|prompt|指令集|初始指令|开场指令)",
        "系统(?:的)?(?:提示词|prompt)(?:.{0,8}(?:原文|全文|是什么|发|告诉|贴|输出|打印|给我|内容|逐字)|[。!！]?$)",
        "你的(?:全部|所有|系统|初始|隐藏|内部)?(?:指令|设定|规则|配置)(?:是什么|有哪些|原文|全文|告诉|发给|贴|说)",
        "(?:重复|输出|打印|告诉我|展示|翻译|复述|泄露|说出|贴出|公布|交出|显示|公开|写出|列出).{0,10}(?:你的?|隐藏的?|收到的|初始的?|系统).{0,6}(?:指令|提示词|设定|prompt|规则)",
        "(?:重复|输出|打印|复述|说出|贴出|翻译).{0,8}(?:上面|以上|前面|之前)的?(?:全部|所有)?.{0,4}(?:内容|文字|提示|指令|话|prompt)",
        "你(?:在.{0,10}(?:之前|前))?被(?:告知|要求|设定|灌输|命令)",
        "(?:内部|保密)(?:知识库|资料|文档|文章).{0,12}(?:密码|密钥|全部输出|原文|内容发)",
      ].join("|"),
      "giu",
    ),
  },
  {
    signal: "role_change",
    weight: 0.7,
    pattern:
      /\byou (?:are|will be|will become|shall be) (?:now |going to be |from now on )+(?:a|an|the|called|named|in|no longer|acting|playing|free|un\w+|jail\w+|my)\b|\byou (?:will|must|shall|are going to|are to|should|have to) (?:now )?(?:act|pretend|play|roleplay|respond as|answer as|behave|simulate|imagine)\b|(?:^|[.!?\n"]\s*|\bnow |please |want you to |i need you to )(?:act|behave|respond|pose|answer|roleplay|role-play|imagine yourself|speak|reply) (?:like |as )(?:if |though |a |an |the |my |you)|\bpretend (?:to be|you|that you)|\b(?:break|stay in|out of|leave) character\b|in the voice of|\bpersonify|\btake on the role|\blet'?s (?:play (?:a |an |the )?(?:role|game|character|pretend|scenario)|role)|from now on,? you (?!should|can|may|need|could)|stop being (?:an? )?(?:assistant|bot|ai)|你(?:现在|从现在起|将)(?:开始)?(?:是(?!在|不|否|什么|谁|几|多)|扮演|变成)|你(?:来|要|将|就)?扮演|假装你|从现在(?:开始|起).{0,4}你(?!们)|(?:来|玩|进行|做)(?:个|一个|一次|一场)?角色扮演(?!培训|演练|练习|训练|[,，])|你不再是|停止扮演/giu,
  },
  {
    signal: "jailbreak_name",
    weight: 0.85,
    pattern:
      /\b(?-i:DAN)\b|do anything now|jail ?br(?:eak|oken)\w*|god mode|evil[- ]?(?:bot|gpt|chatgpt|assistant)|unfiltered|uncensored|(?:free|freed) (?:from|of) (?:all |any |the )?(?:rules|restrictions|polic|typical|confines)|(?:openai|content|usage) polic(?:y|ies)|\bamoral\b|越狱模式|无限制模式|没有(?:任何)?(?:道德|规则|底线)(?:限制|约束)?|不受(?:任何)?(?:限制|约束|规则)/giu,
  },
  {
    signal: "fake_frame",
    weight: 0.75,
    pattern:
      /<\/?(?:system|assistant|instructions?|prompt|conversation|context|im_start|im_end|\|)(?:\s[^>]*)?>|<\|[^|]{1,30}\|>|\[\/?(?:INST|SYS|SYSTEM|ADMIN)\]|^#{1,6}\s*(?:system|instruction|new task|override)|(?:^|[\n>])\s*(?:system|assistant|developer|admin(?:istrator)?)\s*[:：](?=.*(?:\b(?:you|grant|approve|refund|ignore|reveal|new|must|user|customer|override|verified)\b))|BEGIN (?:SYSTEM )?(?:PROMPT|INSTRUCTION|MESSAGE)|END OF (?:PROMPT|DOCUMENT|CONTEXT|INPUT)|【(?:系统|最高)(?:指令|消息|管理员|权限)】?|(?:^|\n)系统(?:指令|消息)?[:：].{0,30}(?:优先|指令|必须|批准|权限|改为|忽略|执行)|(?:\[|\()(?:insert )?prompt(?:\]|\))|sys\.?prompt/gimu,
  },
  {
    signal: "cipher",
    weight: 0.6,
    pattern:
      /(?:decode|decipher|decrypt|unscramble)\b.{0,40}\b(?:and|then)\b.{0,30}(?:follow|obey|do|execute|answer|print|comply|run)|(?:answer|reply|respond|encode (?:your|the answer|it)|output).{0,30}\b(?:base ?64|rot ?13|caesar|cipher|pig latin|leetspeak|morse|emoji only)|\b(?:caesar cipher|rot ?13|leetspeak|pig latin)\b|解码(?:之)?后.{0,6}(?:执行|照做|遵守|回答)|(?:base ?64|摩斯|倒序|凯撒).{0,8}(?:输出|回答|回复)/giu,
  },
  {
    signal: "false_authority",
    weight: 0.55,
    pattern:
      /\bi(?:'m| am) (?:your|the|an?) (?:\w+ )?(?:developer|creator|administrator|admin of this (?:bot|assistant)|engineer (?:at|who (?:built|made))|auditor|system owner|programmer)\b(?! (?:of|for|in|at) (?:our|my)\b).{0,80}(?:instruct|prompt|disable|grant|approve|override|show|reveal|verify|need)|(?:security|compliance|safety) (?:audit|test|review|research|verification).{0,60}(?:prompt|instructions?|your rules)|authori[sz]ed to (?:see|view|bypass|override)|我是(?:你的)?(?:开发者|创建者|创造者|系统管理员|超级管理员|厂商工程师).{0,30}(?:指令|提示词|关闭(?:安全|限制)|跳过|批准|直接|授权)/giu,
  },
  {
    signal: "commands_the_assistant",
    weight: 0.6,
    pattern:
      /(?:the |dear |hey |hi |hello )?(?:assistant|chat ?bot|\bbot|ai model|copilot|support ai)\b[^.\n]{0,40}(?:must|should|has to|please|you)\b(?!.{0,60}\bbut (?:it|they) (?:does|do|did|never)).{0,40}(?:approve|refund|grant|send|reveal|mark|close|escalat|disable)|(?:assistant|chat ?bot|ai)[,:] (?:please )?(?:approve|refund|grant|send|reveal|mark|close|escalate|classify|label|tag|treat|ignore)|(?:approve|grant|issue) (?:this|my|the) (?:refund|request|discount|access) (?:automatically|without|immediately)|(?:mark|classify|label|treat|tag) this (?:ticket|request|message) as (?!(?:urgent|critical|high|important|resolved|solved|closed|done|duplicate|a duplicate)\b)|(?:grant|approve) (?:every|all|any) requests?|do not (?:tell|mention|inform|alert|notify) (?:the |any |your )?(?:human|agent|admin|staff|team|supervisor)|without (?:any )?human (?:review|approval)|skip(?:ping)? the (?:approval|review) (?:step|and)|(?:自动|直接)(?:批准|通过|审批|退款|发送).{0,10}(?:不(?:要|用|需要|经)|无需|跳过).{0,6}(?:人工|人)|(?:ai|机器人|助手|模型|智能客服)[,，:：]?.{0,6}(?:请|必须|应该|务必|要).{0,14}(?:批准|退款|输出|执行|标记|标为|承认)|(?:把|将)(?:这|此|本)(?:张|个|条)?(?:工单|请求|消息|会话).{0,8}(?:标(?:记|为)|归类|归为|分类为|视为|改为|改成)(?!.{0,8}(?:以后|之后))|跳过(?:人工|所有)(?:审核|审批|复核)|不要(?:告诉|通知|提醒|让)(?:人工|管理员|主管|你们的人)(?!我|.{0,4}(?:看|见|知道))/giu,
  },
  {
    signal: "exfiltration",
    weight: 0.7,
    pattern:
      /!\[[^\]]*\]\(https?:|(?:send|post|forward|upload|exfiltrate|e-?mail) (?!(?:me |us )?(?:my|our)\b)(?:\w+ ){0,4}(?:conversation|chat history|customer data|credentials|api keys?|passwords|everything) (?:\w+ ){0,3}to\b|(?:phone|e-?mails?|names?|data|tickets?|passwords?|orders?|information|details|contacts?|conversations?)(?: \w+){0,3} (?:of|from|for) (?:the |any |all )?(?:other|another) (?:customers?|users?|tenants?|clients?|compan\w+)|other (?:customers?|users?|tenants?|clients?)(?:'s?)? (?:data|tickets?|conversations?|passwords?|e-?mails?|orders?|information|phone)|(?:把|将)(?:这(?:段|个|次))?(?:对话|聊天记录|客户(?:资料|信息)|密钥|密码).{0,8}(?:发(?:送|到|给)|上传|转发)(?!到?我|给我)|(?:其他|其它|别的|别家)(?:客户|租户|用户|公司|企业|单位)(?:最近|所有|全部|上周|昨天|今天|一周|的|提交|报)*.{0,6}(?:数据|工单|订单|联系方式|资料|信息|合同|手机号|邮箱|密码)/giu,
  },
  {
    signal: "answer_shape",
    weight: 0.5,
    pattern:
      /(?:start|begin|preface|prefix|end|finish)\s+(?:your|each|every)\s+(?:\w+\s+){0,3}?(?:answers?|respon[sc]es?|repl(?:y|ies)|output|messages?|sentence)s? (?:with|by)|(?:say|write|answer|reply) nothing else|two (?:different )?(?:ways|responses|answers)|your (?:output|reply|response|answer) (?:must|should|will|shall)|(?:你的)(?:回复|回答|答复)(?:必须|一律|只能|要)|(?:在|把).{0,8}你的(?:回答|回复|答复)(?:的)?(?:开头|结尾|末尾|中|里|后面).{0,12}(?:加|写|附|插|输出|放)|只(?:能)?(?:回答|回复|输出)[“"「：:]/giu,
  },
  {
    signal: "prompt_leak",
    weight: WEAK,
    pattern: /(?:system|hidden|secret|initial|original) (?:prompts?|instructions?|directives?)\b|系统提示词/giu,
  },
  {
    signal: "role_change",
    weight: WEAK,
    pattern:
      /(?<!if |whether |that |know |say )\byou (?:are|will be|will act|must act|will now|will pretend|will play)\b|\b(?:act|behave|respond|answer|reply|speak|function|operate|serve) (?:like|as) (?:if|though|a|an|the|my|you)\b|\bfrom now on\b|\brole-?play\b(?! (?:script|training|exercise|session|material))|\bsimulate|acts? like a\b|\bplay (?:a |the |\d )?(?:role|characters?|game)|\byour (?:name|task|job|role) is|进入.{0,6}模式|切换.{0,6}模式/giu,
  },
  {
    signal: "jailbreak_name",
    weight: WEAK,
    pattern:
      /developer mode|dev mode|debug mode|maintenance mode|chat ?gpt|gpt-?[345x]\b|\b\w{2,8}gpt\b|open ?ai|language model|(?:as|an|the|like) (?:an )?ai\b|\ban ai\b|\bai assistant\b|artificial intelligence|开发者模式|调试模式|大语言模型/giu,
  },
  {
    signal: "no_limits",
    weight: 0.4,
    pattern:
      /no (?:restrictions|filters?|limits|rules|ethic\w*|moral\w*|limitations|censorship)|without (?:any )?(?:restrictions?|filters?|censorship|ethical|moral|limitations|warnings?|disclaimers?)|filters? (?:off|disabled)|never (?:refuse|say no|decline|apologi[sz]e)\w*|can(?:not|'t) (?:refuse|say no)|content filter|\bunethical|\bimmoral|\billegal(?! (?:char|arg|state|access|format|value|mix|op))|\bprofanit|\bcurse|\bswear|\bnsfw|\berotic|\bhypothetical|\bfictional|\bimaginary\b|\bexplicit (?:content|language|material)|\bfetish|\bhack(?:s|ed)? (?:codes?|into)|\bemulates?\b|关闭(?:所有|全部|一切)?(?:安全|内容)?(?:检查|限制|过滤)|没有(?:任何)?(?:限制|约束)/giu,
  },
  {
    signal: "answer_shape",
    weight: WEAK,
    pattern:
      /(?:respond|answer|reply|output)\s+(?:only|with only|in two|exactly|twice|both|always|to (?:all|every|me|each))|(?:every|each|all|any|your|first|next) (?:of )?(?:your )?(?:reply|answer|response|message|sentence|replies|answers|responses)\b|you (?:will|must|should|shall|can) (?:only |always |now |never )?(?:output|reply|respond|answer|speak|write|say|print)\b|do not add any|\bmy (?:first )?(?:messages?|prompts?|commands?|questions?) (?:will|is|are)\b|(?:insert|include|add|embed|append|mention)\b.{0,60}\b(?:in|to|into) your (?:answers?|respon[sc]es?|repl(?:y|ies))|(?:write|tell|create|generate|give me) (?:a|an|me|some|the) (?:\w+ ){0,3}(?:story|script|guide|essay|poem|tale|speech|dialogue|song|rap|article|list)|i want you to|在.{0,8}(?:回答|回复|答复)(?:的)?(?:开头|结尾|末尾|中|里|后面).{0,12}(?:加|写|附|插|输出|放)/giu,
  },
  {
    signal: "fiction",
    weight: 0.25,
    pattern:
      /\bcharacter description|\bthe character\b|\bcharacters? (?:called|named|who)|\bactor portraying|\bpersona\b|\bstory about|\bscript for|\bconversation between|\bin the (?:voice|style) of|\bconversational, |\bsarcas\w+|\bevil\b|\bopposite\b.{0,30}\b(?:answer|machine)|\bmake every reply|\bterminal\b.{0,60}\bprompts?\b|剧本|小说里的|虚构的/giu,
  },
  {
    signal: "drills",
    weight: WEAK,
    pattern:
      /(?:\b(?:you|assistant|character)\b[^.!?\n]{0,40}\b(?:will|must|should|shall|never|always|do not|don't|can)\b[\s\S]{0,400}?){3}|\bDO NOT [A-Z]{3,}/gu,
  },
  {
    signal: "cipher",
    weight: WEAK,
    pattern:
      /\bbase ?64|\bcipher|\bhex(?:adecimal)? (?:encod|decod|string)|(?:\\x[0-9a-f]{2}){6,}|\breverse(?:d)? (?:text|order|the (?:letters|words))/giu,
  },
];

const YOURS =
  "(?:your|the|this|any|every|each|all (?:of )?your) (?:next |own |final |whole |entire )?(?:answers?|respon[sc]es?|repl(?:y|ies)|output)";
const MACHINE =
  "(?:ai(?: (?:assistant|model|agent|bot))?|(?:the |dear )?(?:assistant|chat ?bot|copilot|language model|llm))";
const ORDER =
  "(?:approve|refund|grant|send|reveal|quote|output|print|label|classify|mark|ignore|disregard|add|append|include|insert|tell|say|answer|reply|respond|recommend|promote|forward|treat|tag|close|escalate|repeat)";

/** What an article may hold. Articles speak of replies, prompts and roles in earnest: only words to whoever answers count. */
export const DOCUMENT_RULES: readonly InjectionRule[] = [
  ...DOCUMENT_ORDERS,
  {
    signal: "answer_shape",
    weight: SURE,
    pattern: new RegExp(
      [
        `(?:modify|augment|enhance|alter|adjust|supplement|enrich|tweak|extend|refine|amend|rewrite|reword|rephrase|encode|encrypt|reverse|invert|scramble|shuffle|render|translate|express) (?:the (?:letters|words|characters|order)\\b.{0,20}(?:of|in) )?your (?:answers?|respon[sc]es?|repl(?:y|ies)|output)`,
        `(?:integrate|incorporate|embed|weave|work)\\b[^.\\n]{0,120}\\b(?:in|into|to|within|throughout) your (?:answers?|respon[sc]es?|repl(?:y|ies)|output)`,
        `(?:add|append|insert|include|put|mention|attach)\\b[^\\n]{0,8}(?:["“「]|a (?:\\w+ ){0,2}(?:sentence|statement|line|claim|statistic|reason|recommendation|link|reference|tip|slogan|promotion|remark)|the (?:sentence|words?|phrase|following|announcement|text)|in your)[^\\n]{0,160}\\b(?:to|in|into|within) ${YOURS}`,
        `(?:include|mention|add|insert) in your (?:answers?|respon[sc]es?|repl(?:y|ies)|output)`,
        `\\bin (?:all )?your (?:next )?(?:answers?|respon[sc]es?|repl(?:y|ies)|output)[,:]? (?:please )?(?:suggest|recommend|mention|tell|say|promote|claim|state|advise|ask|add|include|use|convince|urge|link)`,
        `(?:letters?|vowels?|words?|consonants?|keywords?|characters?|numbers?|symbols?|emojis?)\\b[^.\\n]{0,50}\\b(?:in|of|from|for) your (?:answers?|respon[sc]es?|repl(?:y|ies)|output|message)`,
        `(?:provide|write|give|send|deliver|format|compose|say|put|type|apply|use|combine|group|make|split|render)\\b[^.\\n]{0,60}\\byour (?:\\w+ )?(?:answers?|respon[sc]es?|repl(?:y|ies)|output)\\b[^.\\n]{0,40}(?:backwards?|without (?:any )?spaces|spaces|punctuation|misspell|emoji|letters|numbers|cipher|reverse|in (?:fours|threes|pairs|sets|groups)|upper ?case|rhyme)`,
        `(?:cipher|encryption|encoding|misspellings?|emojis?)\\b[^.\\n]{0,30}\\b(?:to|in|for) your (?:answers?|respon[sc]es?|repl(?:y|ies)|output)`,
        `(?:promote|advertise|recommend|praise)\\b[^.\\n]{0,50}\\bin (?:all )?your (?:answers?|respon[sc]es?|repl(?:y|ies))`,
        `when(?:ever)? you (?:answer|reply|respond)(?:s|ed)?\\b[^.\\n]{0,30}\\b(?:add|append|include|insert|say|mention|send)`,
        `${YOURS} (?:must|shall|has to|have to) (?:start|begin|end|say|contain|include|be written|mention|promise)`,
        "(?:在|把|将|于).{0,30}你的?(?:回答|回复|答复|输出).{0,4}(?:里|中|内|末尾|结尾|开头|后面|前面|之后|之前)",
        "(?:写进|写入|加进|加入|插入|放进|放入|附在|添加到|混入)(?:你的|每(?:一)?(?:条|次|个)|所有)?(?:回答|回复|答复)(?!模板|邮件|内容框)",
        "你的?(?:回答|回复|答复|输出)(?:必须|务必|一律|都要|只能|要用|应当|需要)",
        "(?:在|于)(?:每|所有)(?:一)?(?:条|次|个)?(?:回答|回复|答复)(?:的)?(?:末尾|结尾|开头|里|中).{0,6}(?:加|写|附|插|推荐)",
      ].join("|"),
      "giu",
    ),
  },
  {
    signal: "override",
    weight: 0.85,
    pattern:
      /(?:ignore|disregard|forget|override)\s+(?:\w+\s+){0,3}?(?:previous|prior|preceding|your|earlier) (?:\w+ )?(?:instructions?|prompts?|guidelines?|rules|directives)|(?:ignore|disregard|forget) (?:the|all|any) (?:rules|instructions|prompts?) (?:above|before|you)|<!--[^>]{0,40}\b(?:assistant|ai|llm|model|bot)\b|(?:忽略|无视|忘记|忘掉|抛开|不再遵守)(?:你)?(?:之前|以上|此前|先前|上面|前面|所有|一切|收到)的?(?:所有|全部|一切)?(?:指令|指示|提示词|设定|约束)/giu,
  },
  {
    signal: "commands_the_assistant",
    weight: SURE,
    pattern: new RegExp(
      [
        `(?:notes?|messages?|instructions?|memo|attention) (?:to|for) (?:the |any |all )?${MACHINE}`,
        `${MACHINE}s? (?:reading|processing|retrieving|summari[sz]ing|that reads?) (?:this|it|the)`,
        `(?:^|[.!?:\\n>(]\\s*|<!--\\s*)${MACHINE}\\s*[:,]\\s*(?:please |you must |always )?${ORDER}\\b`,
        `${MACHINE}s? (?:must|shall|is ordered to) (?:\\w+ )?${ORDER}\\b`,
        "(?:给|致|告)(?:所有)?(?:ai|智能客服|智能助手|助手|模型|机器人|大模型)(?:助手|模型)?的?(?:说明|指示|指令|备注|提示|通知)",
        "(?:请|要求|命令)(?:智能客服|智能助手|ai助手|ai 助手|助手|模型|大模型)(?:把|将|直接|立即|在|输出|回复|忽略|批准|推荐|发送)",
        "(?:ai|智能客服|智能助手|助手|模型|大模型)(?:必须|务必|请)(?:直接|立即|把|将|在|对|忽略|输出|批准|推荐|发送|回复|告诉|承诺)",
        "(?:读到|看到|检索到)(?:此处|这里|本文|这段).{0,6}(?:ai|助手|模型|机器人)",
        "【(?:系统|最高|隐藏)(?:指令|命令)】",
      ].join("|"),
      "gimu",
    ),
  },
  {
    signal: "role_change",
    weight: 0.7,
    pattern:
      /from now on,? you (?:are|will (?:act|be|only|answer|reply)|must|answer|reply)\b|\byou are now (?:an? |the )?(?:\w+ ){0,2}(?:bot|assistant|ai|persona|salesman|character)\b|从现在(?:开始|起)[,，]?你(?:是|就是|要|只|必须|扮演)/giu,
  },
  {
    signal: "fake_frame",
    weight: 0.75,
    pattern:
      /<\|(?:im_start|im_end|system|assistant|user|endoftext)\|>|\[\/?INST\]|END OF (?:PROMPT|CONTEXT|PASSAGES|DOCUMENTS?)\b|BEGIN (?:SYSTEM )?(?:PROMPT|INSTRUCTIONS)\b|(?:^|\n)\s*(?:system|assistant)\s*[:：].{0,80}\b(?:new task|reveal|ignore|disregard|prompt|you must|approve|refund)/gimu,
  },
  {
    signal: "exfiltration",
    weight: 0.8,
    pattern:
      /!\[[^\]]*\]\(https?:[^)\s]*[?&/][\w-]*=?(?:\{|<|%7b|(?-i:[A-Z]{4,})|\$)|(?:send|post|forward|upload|attach|append|exfiltrate) (?:\w+ ){0,4}(?:customer'?s?|user'?s?|conversation|chat history) (?:\w+ ){0,6}to (?:https?:|[\w.]+@)|(?:把|将)(?:客户|用户|对话|聊天).{0,12}(?:附在|附到|拼在|放在)(?:回复|回答|链接)/giu,
  },
];
