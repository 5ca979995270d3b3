interface InjectionRule {
  readonly signal: string;
  /** Chance that a text with this signal attacks the assistant. */
  readonly weight: number;
  readonly pattern: RegExp;
}

const RULES: readonly InjectionRule[] = [
  {
    signal: "override",
    weight: 0.85,
    pattern:
      /(?:ignore|disregard|forget|override|bypass|drop|discard|skip|overlook|do not follow|don't follow|stop following)\s+(?:\w+\s+){0,4}?(?:previous|prior|above|earlier|preceding|all|any|your|system|initial|original|these|those|everything|every)\b[^.\n]{0,30}(?:instructions?|prompts?|rules?|guidelines?|directions?|commands?|polic(?:y|ies)|restrictions?|constraints?|messages?|context|training|before)|(?:忽略|无视|忘记|忘掉|不要(?:遵守|理会|管)|跳过|绕过|放弃|覆盖).{0,12}(?:指令|指示|提示词|规则|设定|要求|限制|约束|上文|以上|之前(?:的|所有)|前面)/giu,
  },
  {
    signal: "prompt_leak",
    weight: 0.8,
    pattern:
      /(?:system|initial|original|hidden|secret|internal|your|developer|first|full|exact|complete|above|previous)\s+(?:\w+\s+){0,2}?(?:prompts?|instructions?|directives?|guidelines|configuration|preamble|context window|messages? above|programming)\b|i was (?:instructed|told|programmed) to'?\s*$|not (?:supposed|allowed|permitted) to (?:tell|say|share|reveal|disclose)|initiali[sz]ation (?:string|prompt|text)|(?:what|which)\s+(?:\w+\s+){0,3}(?:were|are|was) you (?:told|instructed|given|programmed)|(?:repeat|print|output|reveal|show|display|reproduce|recite|echo|dump|translate|summari[sz]e|encode|spell out|write out|list)\s+(?:\w+\s+){0,5}?(?:prompt|instructions?|(?:text|words|everything|content|lines|messages?) (?:above|before)|system message)|(?:系统|初始|内部|隐藏|开发者|你的|原始)(?:的)?(?:提示词|指令|设定|prompt)|提示词|你被(?:告知|要求|设定)|(?:重复|输出|打印|告诉我|展示|翻译|复述|泄露|说出).{0,10}(?:上面|以上|系统|前面|全部|之前)的?.{0,6}(?:内容|文字|提示|指令|话|prompt)/giu,
  },
  {
    signal: "role_change",
    weight: 0.7,
    pattern:
      /\byou (?:are|will be|will act|will become|must act|shall be|will now|will pretend|will play|are going to (?:act|pretend|be|play)) (?:now |no longer |going to )?(?:a |an |the |as |called |named |my |pretend |acting |to )*\w+|\b(?:act|behave|respond|pose|answer|reply|speak|roleplay|role-play|role play|operate|function|imagine yourself|serve) (?:like |as )(?:if |though |a |an |the |my |you)|\bpretend (?:to|you|that)|\bfrom now on\b|\brole-?play|\bpersona\b|\bcharacter\b.{0,40}\b(?:never|stay|break|in)|\bsimulate|in the voice of|acts? like a\b|\bpersonify|\btake on the role|\blet'?s play|你(?:现在|从现在起|将)(?:是|扮演|变成|要)|扮演|假装你|从现在(?:开始|起).{0,8}你|角色扮演|你不再是|进入.{0,6}模式/giu,
  },
  {
    signal: "jailbreak_name",
    weight: 0.85,
    pattern:
      /\bDAN\b|do anything now|jailbr\w+|jail-?broken|developer mode|dev mode|god mode|debug mode|maintenance mode|evil[- ]?(?:bot|gpt|chatgpt)|chat ?gpt|gpt-?[345]|open ?ai|language model|(?:as|an|the|like) (?:an )?ai\b|\ban ai\b|unfiltered|uncensored|no (?:restrictions|filters?|limits|rules|ethic\w*|moral\w*|limitations)|without (?:any )?(?:restrictions?|filters?|censorship|ethical|moral|limitations)|(?:free|freed) (?:from|of) (?:all |any |the )?(?:rules|restrictions|polic|typical|confines)|content (?:policy|policies|filter)|\bamoral|\bunethical|\bimmoral|\billegal\b|\bprofanit|越狱|开发者模式|无限制模式|没有(?:任何)?(?:限制|道德|约束)|不受(?:任何)?(?:限制|约束)|大语言模型/giu,
  },
  {
    signal: "fake_frame",
    weight: 0.75,
    pattern:
      /<\/?(?:system|assistant|instructions?|prompt|user|im_start|im_end|\|)[^>]*>|<\|[^|]{1,30}\|>|\[\/?(?:INST|SYS|SYSTEM|ADMIN)\]|^#{1,6}\s*(?:system|instruction|new task|override)|(?:^|\n)\s*(?:system|assistant|developer|admin(?:istrator)?)\s*[:：]|BEGIN (?:SYSTEM|PROMPT|INSTRUCTION)|END OF (?:PROMPT|DOCUMENT|CONTEXT|INPUT)|【系统(?:指令|提示|消息)?】|(?:^|\n)系统(?:指令|消息|提示)?[:：]|(?:\[|\()(?:insert )?prompt(?:\]|\))|sys\.?prompt|sudo /gimu,
  },
  {
    signal: "answer_shape",
    weight: 0.5,
    pattern:
      /(?:start|begin|preface|prefix|end|finish|append)\s+(?:your|all|each|every|the|my|any|both)\s+(?:\w+\s+){0,3}?(?:answers?|respon[sc]e|repl(?:y|ies)|output|messages?|sentence)|(?:respond|answer|reply|output)\s+(?:only|with only|in two|exactly|twice|both|always)|two (?:different )?(?:ways|responses|answers)|(?:modify|augment|enhance|alter|adjust|supplement|enrich|tweak|extend|refine|amend) (?:your|the) (?:answer|response|output|reply|words)|(?:insert|include|add|embed|incorporate|append|mention|promote|recommend)\b.{0,60}\b(?:in|to|into|within|throughout) (?:your|the|this) (?:answers?|respon[sc]es?|repl(?:y|ies)|output|text)|as your (?:output|answer|reply)|your (?:output|reply|response|answer) (?:must|should|will)|(?:在|把).{0,8}(?:回答|回复|答复)(?:的)?(?:开头|结尾|末尾|中|里|后面).{0,12}(?:加|写|附|插|输出|放)|只(?:回答|回复|输出)|回复(?:必须|一律|里都)/giu,
  },
  {
    signal: "cipher",
    weight: 0.6,
    pattern:
      /\bbase ?64|\brot ?13|caesar|cipher|\bhex(?:adecimal)? (?:encod|decod|string)|decode (?:the|this|and)|encode (?:your|the|it)|reverse(?:d)? (?:text|order|the (?:letters|words))|pig latin|leetspeak|emoji only|(?:[A-Za-z0-9+/]{60,}={0,2})|(?:\\x[0-9a-f]{2}){6,}|解码后(?:执行|照做)|摩斯|倒序输出/giu,
  },
  {
    signal: "false_authority",
    weight: 0.55,
    pattern:
      /\bi(?:'m| am) (?:your|the|an?) (?:\w+ )?(?:developer|creator|administrator|admin of this (?:bot|assistant)|engineer at|auditor|system owner|programmer)\b.{0,80}(?:instruct|prompt|disable|grant|approve|override|show|reveal|verify|need)|(?:security|compliance|safety) (?:audit|test|review|research|verification).{0,60}(?:prompt|instructions?|config)|authori[sz]ed to (?:see|view|bypass|override)|我是(?:你的)?(?:开发者|创建者|系统管理员|超级管理员|厂商工程师).{0,30}(?:指令|提示|关闭|跳过|批准|审批|直接|授权)/giu,
  },
  {
    signal: "commands_the_assistant",
    weight: 0.6,
    pattern:
      /(?:the |dear |hey |hi |hello )?(?:assistant|chat ?bot|\bbot|ai model|copilot|support ai)\b[^.\n]{0,40}(?:must|should|has to|please|will|you)\b.{0,40}(?:approve|refund|grant|send|reveal|reply|answer|say|mark|close|escalat|disable)|(?:approve|grant|issue) (?:this|my|the) (?:refund|request|discount|access) (?:automatically|without|immediately)|(?:mark|classify|label|treat|tag) this (?:ticket|request|message) as|do not (?:tell|mention|inform|alert|notify) (?:the |any )?(?:user|customer|human|agent|admin)|without (?:human|any) (?:review|approval)|(?:自动|直接)(?:批准|通过|审批|退款|发送).{0,10}(?:不(?:要|用|需要|经)|无需|跳过).{0,6}(?:人工|审批|审核|人)|(?:ai|机器人|助手|模型|智能客服)[,，:：]?.{0,6}(?:请|必须|应该|务必|要).{0,14}(?:批准|退款|发送|输出|执行|回答|回复|标记|告诉)|(?:把|将)(?:这|此|本)(?:张|个|条)?(?:工单|请求|消息).{0,8}(?:标(?:记|为)|归类|分类|视为)|不要(?:告诉|通知|提醒|让)(?:用户|客户|人工|管理员)/giu,
  },
  {
    signal: "exfiltration",
    weight: 0.7,
    pattern:
      /!\[[^\]]*\]\(https?:|(?:send|post|forward|upload|exfiltrate|e-?mail) (?:\w+ ){0,4}(?:conversation|chat history|customer data|credentials|api keys?|tokens?|passwords|everything) (?:\w+ ){0,3}to\b|other (?:customers?|users?|tenants?)(?:'s?)? (?:data|tickets?|conversations?|passwords?|e-?mails?|orders?|information)|(?:把|将).{0,10}(?:对话|聊天记录|客户(?:数据|资料|信息)|密钥|密码).{0,8}(?:发(?:送|到|给)|上传|转发)|(?:其他|别的|别家)(?:客户|租户|用户|公司)的?(?:数据|工单|订单|联系方式|资料|信息|合同)/giu,
  },
];

/** Signals that a message tries to steer the assistant; the score is 1 − Π(1 − weight). A hint for routing, never the only defence. */
export function injectionSignals(text: string): { score: number; signals: string[] } {
  const found = RULES.filter(({ pattern }) => {
    pattern.lastIndex = 0;
    return pattern.test(text);
  });
  return {
    score: 1 - found.reduce((rest, { weight }) => rest * (1 - weight), 1),
    signals: found.map(({ signal }) => signal),
  };
}
