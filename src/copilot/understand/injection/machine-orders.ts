import type { InjectionRule } from "./injection-rules.ts";

const CLEAR = 0.7;

/** The assistant's own rules, in the words of people who do not speak of prompts. */
const ITS_RULES = "(?:守则|准则|规矩|规定|规则|条条框框|框框|设定|限制|底线)";
/** What only the vendor's people may see. */
const INNER =
  "(?:内部(?:才能看)?|不对外|不公开|保密|机密)(?:的|版)?(?:那几篇|[^,，。？?]{0,6}(?:文章|资料|文档|知识|标题|手册|底价|政策|部分|版本))?";
const HAND_OVER = "(?:贴|念|列|读|公开|抄|发|整理|展示|透露|输出|交)(?:一下|给我|出来|出|我|来)";
const DECIDED = "(?:approved|granted|waived|refunded|accepted|confirmed)";

/** Orders to the machine that say neither prompt nor instruction: who is spoken to, and what is asked of them. */
export const MESSAGE_ORDERS: readonly InjectionRule[] = [
  {
    signal: "override",
    weight: CLEAR,
    pattern: new RegExp(
      [
        `你[^,，。；;]{0,8}(?:没有|别管|不管|不用(?:管|守|理)|丢开|抛开|撤掉?)[^,，。；;]{0,14}${ITS_RULES}`,
        `(?:旧|原来|现有|客服|你)的?(?:客服|服务)?${ITS_RULES}[^,，。]{0,4}(?:即刻|立即|立刻|已经?)?(?:停用|废止|作废|失效|撤销)`,
        `(?:调|改|撤|关)(?:掉|一下)?你[^,，。]{0,6}${ITS_RULES}`,
        "客户说什么都(?:同意|答应|照办)|有求必应",
        "(?:you have|with) no (?:employer|policy|policies|boss)\\b|\\byour (?:company|employer|boss|operator|vendor)(?:'s)? (?:rules|polic(?:y|ies)|guidelines) (?:don't|do not|no longer) (?:bind|apply|count)",
        "\\b(?:support|service) polic(?:y|ies)\\b[^.\\n]{0,20}\\b(?:withdrawn|void|suspended|no longer)|(?:disregard|ignore|forget) (?:the|your) (?:support|service|company) polic|drop (?:the|your) safety|agree to (?:anything|everything) (?:the|a) (?:user|customer)",
      ].join("|"),
      "giu",
    ),
  },
  {
    signal: "prompt_leak",
    weight: CLEAR,
    pattern: new RegExp(
      [
        "(?:你|后台)[^,，。；;]{0,8}(?:收到的|前面|看不见的|开场|后台|最初)[^。；;]{0,20}(?:念|倒着|逐字|原样|从第一个字|一字不|加空格|发我|贴)",
        `(?:把|将|请|请把)?[^,，。]{0,10}${INNER}[^。；;]{0,10}${HAND_OVER}|${HAND_OVER}[^,，。]{0,8}${INNER}|把[^,，。]{0,10}内部(?:版|的)[^,，。]{0,4}给我`,
        "\\b(?:everything|what(?:ever)?|the (?:text|words|paragraph|part)) (?:that )?(?:you (?:were|got|are) (?:handed|given|fed|shown)|in your setup|that (?:starts|begins) with [\"“']you)",
      ].join("|"),
      "giu",
    ),
  },
  {
    signal: "role_change",
    weight: CLEAR,
    pattern:
      /你(?:就)?(?:叫|名叫)(?!什么|啥|谁|我|他|她)[^,，。]{1,8}[,，]|你(?:就)?(?:当|把)我(?:是|当成?)[^,，。]{0,6}(?:管理员|主管|老板|开发|上级)|(?:假装|假设|就当)[^。]{0,20}(?:审批|批准|退款)[^,，。]{0,6}(?:默认|成功|通过)|\b(?:reply|answer|stay|speak|be) in character\b|\bi'?m switching you\b|\btreat my (?:next|following|last) (?:\w+ )?as (?:coming )?from your\b/giu,
  },
  {
    signal: "commands_the_assistant",
    weight: CLEAR,
    pattern: new RegExp(
      [
        "你(?:作为|身为|以)[^,，。]{0,8}(?:身份)?(?:直接|给我|替我)[^,，。]{0,8}(?:同意|批|退|通过|免)",
        "(?:给|致)(?:客服)?(?:机器人|助手|智能体|ai)的?(?:补充|特别)?(?:说明|指示|备注|通知|命令)",
        "悄悄(?:把|给|帮)|(?:不(?:要|用)|别)(?:记日志|留记录|留痕)|本单免审",
        "\\bno need to (?:loop|bring|pull) (?:in )?(?:a |any )?(?:person|human|colleague|agent)|\\bdon't log (?:it|this|that)\\b|\\byourself and don't\\b",
        `\\bsay ["“'][^"”'\\n]{0,60}${DECIDED}`,
      ].join("|"),
      "giu",
    ),
  },
  {
    signal: "answer_shape",
    weight: CLEAR,
    pattern:
      /(?:以后|今后|接下来|从此)[^,，。]{0,4}(?:每次|每条|每句)?[^,，。]{0,4}(?:回我|你说的|你回|你的回)[^。]{0,14}(?:加|附|带上|写上)|(?:每次|每条|每句)[^,，。]{0,4}(?:回我|你说|你回)[^。]{0,14}(?:加|附|带上|写上)|\b(?:each|every|all) (?:of your )?repl(?:y|ies) from (?:here|now) on\b|\bfrom (?:here|now) on[^.\n]{0,30}\b(?:end|start|finish|begin) (?:each|every|your)|(?:只|就)(?:输出|回)(?:原文|[“"「])[^。]{0,20}(?:别的|其他|其它)?/giu,
  },
];

const ANSWERER = "(?:智能体|语言模型|大模型|自动应答(?:程序|系统)|回答者|应答者|问答系统|检索系统|ai助手|智能客服)";
const ANSWERER_EN =
  "(?:automated (?:agents?|assistants?|systems?)|language models?|(?:whichever|whatever|any|every|the) (?:ai |language )?(?:models?|llms?|bots?|agents?)|bots?|llms?|(?:retrieval|answering) systems?)";

/** The same in articles: words to whoever answers from them. */
export const DOCUMENT_ORDERS: readonly InjectionRule[] = [
  {
    signal: "commands_the_assistant",
    weight: CLEAR,
    pattern: new RegExp(
      [
        `${ANSWERER}[^。；;]{0,6}(?:请注意|注意[,，:：]|请?务必|应当?把)|(?:若|如果)(?:你)?[为是]${ANSWERER}|写给${ANSWERER}|${ANSWERER}(?:在)?回答[^,，。]{0,10}(?:时|问题)[^。]{0,12}(?:应|须|必须|一律)`,
        "对所有(?:来访者|客户|用户|提问者)一律(?:回复|回答|答复|说)|回答时(?:必须|务必|一律)(?:向|对|让|告诉)|(?:可|应)?直接答应客户的任何要求",
        `\\b(?:notes?|instructions?|messages?|memos?)\\]? (?:to|for) ${ANSWERER_EN}|\\b(?:to|for) ${ANSWERER_EN} (?:that |which |who )?(?:reads?|reading|answer\\w*|summari\\w+|process\\w*)`,
        `\\b${ANSWERER_EN} (?:that )?(?:is |are )?(?:reads?|reading|answers?|answering|summari\\w+|quoting)[^.\\n]{0,40}\\b(?:must|should|shall|has to|have to|always)\\b`,
        "\\b(?:disregard|ignore) the (?:support|service|company) polic|\\bprefer this (?:text|page|article) over (?:every|all|any) other",
      ].join("|"),
      "giu",
    ),
  },
];
