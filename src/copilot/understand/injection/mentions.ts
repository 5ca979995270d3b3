/** Words of others that a customer quotes: in quotation marks, in code, in a line of a log. */
const QUOTED =
  /```[\s\S]{1,4000}?```|"[^"\n]{1,400}"|“[^”\n]{1,400}”|「[^」\n]{1,400}」|『[^』\n]{1,400}』|`[^`\n]{1,400}`|^[^\n]{0,40}(?:\d{4}-\d\d-\d\d[ T]\d\d:\d\d|\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL)\b)[^\n。]{0,400}/gm;
const ASKS =
  /[?？吗呢]|怎么|如何|为什么|为何|什么(?:意思|原因|情况)|\b(?:how|why|what|where|which|can|could|does|do|is|are)\b/i;
/** What somebody says who wants quoted words to be done, and not to be explained. */
const CARRY_OUT =
  /(?<!\b(?:does|do|did) (?:the |our |my )?\w{1,30} )\b(?:follow|obey|comply|execute|perform|repeat|translate|decode|say|print|output|answer|reply|respond|write|start|begin|pretend|act|ignore|according to|do (?:it|this|that|what))\b|照做|照办|执行|翻译|重复|复述|输出|回答|回复|答复|解码|按(?:照|此|上|下|里)|扮演|遵守|服从|忽略|无视/i;

/** A question how, or where, something is done in the product. */
const ASKS_HOW =
  /怎么|如何|怎样|哪里|在哪|何处|哪个(?:菜单|页面|按钮)|步骤是什么|\b(?:how|where) (?:do|can|to|should|is|are)\b|^\s*(?:can|could|may) (?:i|we)\b/iu;
/** Whoever speaks of these may well mean the machine that answers. */
const TO_THE_MACHINE =
  /\byour?\b|你(?!们)|\b(?:ai|llm|bot|chat ?bot|assistant|copilot|model|prompts?|instructions?|directives?)\b|机器人|助手|模型|智能|提示词|指令|指示|人设/iu;

/** A question about the product: whether something can be done, or is so. */
const ASKS_WHETHER =
  /(?:吗|么|没有?|呢)\s*[?？]?\s*$|能不能|可不可以|会不会|是不是|有没有|要不要|什么(?:权限|角色|条件|原因)|[?？]\s*$/u;
/** It asks whoever answers to hand something over, or to decide, so that the form of a question changes nothing. */
const TO_HAND_OVER =
  /发(?:给|到|来|我)|给(?:我|客户)|告诉|看看|念|读|贴|列|透露|公开|泄露|内部|机密|保密|密钥|让我|直接|跳过|绕过|无视|忽略|扮演|假装|\b(?:me|us|tell|show|give|send|reveal|print|list|read|repeat|share|paste|approve|grant|refund|waive|ignore|forget|disregard|pretend|act|skip|bypass|internal|confidential|secrets?|private)\b/iu;
/** A part of the product that is to do it. */
const IN_THE_PRODUCT =
  /在.{0,8}(?:里|中|页面|菜单)|流程设计|设置|菜单|按钮|权限|\b(?:settings?|menu|button|permission)s?\b/iu;
/** Somebody tells what is done in their own house, or what came to them. */
const TELLS_OF_OWN =
  /^\s*(?:we|i|our \w+) (?:approve|grant|use|have|get|got|see|saw|can see|receive|received|found|sell|write|are|were|'re|'ve)\b|不小心|(?:收到|看到|看见|发现|出现)(?:了|过)/iu;

const SENTENCE = /[^。！!？?；;\n.]+(?:[。！!？?；;\n]+|\.+(?=\s|$)|\.|$)/g;

/**
 * A message without what it only mentions: words that it quotes and asks about, and questions how the product does
 * something. Who is a customer of a security product may well ask of orders to a machine without giving any.
 */
export function withoutMentions(text: string): string {
  const bare = text.replace(QUOTED, " … ");
  const own = bare !== text && ASKS.test(bare) && !CARRY_OUT.test(bare) ? bare : text;
  return own.replace(SENTENCE, (sentence) => (isAboutTheProduct(sentence) ? " … " : sentence));
}

function isAboutTheProduct(sentence: string): boolean {
  if (TO_THE_MACHINE.test(sentence)) return false;
  if (ASKS_HOW.test(sentence)) return true;
  if (!ASKS_WHETHER.test(sentence) && !TELLS_OF_OWN.test(sentence)) return false;
  return !TO_HAND_OVER.test(sentence.replace(TELLS_OF_OWN, "")) || IN_THE_PRODUCT.test(sentence);
}
