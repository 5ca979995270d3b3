/** Words of others that a customer quotes: in quotation marks, in code, in a line of a log. */
const QUOTED =
  /```[\s\S]{1,4000}?```|"[^"\n]{1,400}"|“[^”\n]{1,400}”|「[^」\n]{1,400}」|『[^』\n]{1,400}』|`[^`\n]{1,400}`|^[^\n]{0,40}(?:\d{4}-\d\d-\d\d[ T]\d\d:\d\d|\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL)\b)[^\n]{0,400}/gm;
const ASKS = /[?？吗呢]|怎么|如何|为什么|为何|\b(?:how|why|what|where|which|can|could|does|do|is|are)\b/i;
/** What somebody says who wants quoted words to be done, and not to be explained. */
const CARRY_OUT =
  /\b(?:follow|obey|comply|execute|perform|repeat|translate|decode|say|print|output|answer|reply|respond|write|start|begin|pretend|act|ignore|according to|do (?:it|this|that|what))\b|照做|照办|执行|翻译|重复|复述|输出|回答|回复|答复|解码|按(?:照|此|上|下|里)|扮演|遵守|服从|忽略|无视/i;

/** A question how, or where, something is done in the product. */
const ASKS_HOW =
  /怎么|如何|怎样|哪里|在哪|何处|哪个(?:菜单|页面|按钮)|步骤是什么|\b(?:how|where) (?:do|can|to|should|is|are)\b|^\s*(?:can|could|may) (?:i|we)\b/iu;
/** Whoever speaks of these may well mean the machine that answers. */
const TO_THE_MACHINE =
  /\byour?\b|你(?!们)|\b(?:ai|llm|bot|chat ?bot|assistant|copilot|model|prompts?|instructions?|directives?)\b|机器人|助手|模型|智能|提示词|指令|指示|人设/iu;

const SENTENCE = /[^。！!？?；;\n.]+(?:[。！!？?；;\n]+|\.+(?=\s|$)|\.|$)/g;

/**
 * A message without what it only mentions: words that it quotes and asks about, and questions how the product does
 * something. Who is a customer of a security product may well ask of orders to a machine without giving any.
 */
export function withoutMentions(text: string): string {
  const bare = text.replace(QUOTED, " … ");
  const own = bare !== text && ASKS.test(bare) && !CARRY_OUT.test(bare) ? bare : text;
  if (!ASKS_HOW.test(own)) return own;
  return own.replace(SENTENCE, (sentence) =>
    ASKS_HOW.test(sentence) && !TO_THE_MACHINE.test(sentence) ? " … " : sentence,
  );
}
