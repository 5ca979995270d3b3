/** Words that take in what was said. */
const ASSENTS = [
  "嗯|哦|噢|哈|好滴|好嘞|好的|收到|明白|懂|清楚|知道|了解",
  "ok|okay|okey|got it|understood|noted|great|perfect|super|awesome|brilliant|lovely|excellent",
];
/** Words that greet, agree or take leave. */
const GREETS = [
  `不客气|再见|拜拜|您好|你好|(?:早上|上午|中午|下午|晚上)好|晚安|在(?:吗|么|不在)|${ASSENTS[0]}`,
  `(?:hello|hi|hey) there|good (?:morning|afternoon|evening|day)|hello|hi|hey|bye|goodbye|yes|yep|${ASSENTS[1]}`,
];
const THANKS = [
  "非常感谢|谢谢|多谢|感谢|谢过|谢啦|谢了|辛苦|麻烦(?:你们|您们|您|你)?了",
  "thank you|thanks|thank|thx|ty|cheers|many thanks|much appreciated|appreciated",
];
/** Words that knock, or say that a question will come; the question mark that goes with them asks nothing either. */
const KNOCKS = [
  "(?:请问)?(?:有)?(?:人|客服|老师)?在(?:线)?(?:吗|么|嘛|不在)[?]*|(?:请问)?有(?:没有)?(?:人|客服)(?:吗|么|嘛)?[?]*|喂+[?]*|(?:我|我们)?(?:这边)?(?:还|再)?有(?:一?个|几个|点儿?|些|别的|其他|件)小?(?:问题|事情?)(?:想|要)?(?:请教|咨询|问)?(?:您|你|你们|一?下)*|(?:我|我们)?(?:还|再|想|要|来|请)*(?:请教|咨询|问)(?:您|你|你们|一?下|一?个|几个|问题|事情?)+",
  "(?:hello|hi|hey)[?]+|(?:is )?(?:there )?(?:anyone|anybody|someone|somebody) (?:there|here|around|online)[?]*|(?:are )?you there[?]*|(?:can|could) (?:you|someone|anyone|anybody) (?:please )?help(?: me| us)?(?: out)?(?: please)?[?]*|(?:i have|i've got|i got) (?:a|another|one more|some|a few|a couple of) (?:quick |small )?(?:question|questions)(?: for you)?",
];
/** Words that ask who or what it is that answers. */
const WHO = [
  "(?:请问)?(?:你|您|对面|这边|这)(?:到底|究竟|其实)?(?:是不是|不是|是)(?:一?个)?(?:ai|机器人|智能客服|人工智能|机器)(?:客服|助手)?(?:还是(?:一?个)?(?:真人|人工|人))?(?:在)?(?:回复|回答|说话)?(?:吗|么|嘛|吧|呢|呀|啊)?[?]*|(?:请问)?(?:你|您)(?:是|叫)(?:谁|啥|什么(?:名字)?)(?:呀|啊|呢)?[?]*|(?:请问)?(?:你|您)(?:都)?(?:能|会|可以)(?:帮我)?(?:做|干)?(?:些)?(?:什么|啥)(?:呀|啊|呢)?[?]*",
  "(?:are|r) (?:you|u) (?:really |just )?(?:a |an )?(?:ai|bot|chatbot|chat bot|robot|machine|computer)[?]*|(?:am i|are we) (?:talking|speaking|chatting|writing) (?:to|with) (?:a |an )?(?:ai|bot|chatbot|robot|machine|computer)[?]*|is this (?:a |an )?(?:ai|bot|chatbot|robot|machine)[?]*|(?:who|what) are you[?]*|what (?:can|do) you do(?: for me)?[?]*|what's your name[?]*|what is your name[?]*",
];
/** Words that say that an answer was not understood, and not what of it. */
const PUZZLED = [
  "(?:还是|还|都|有点儿?|有些|完全|真的|实在)*(?:没有?|不)(?:太|怎么|大|很|完全)?(?:看|听|搞|弄)?(?:得)?(?:懂|明白|清楚|理解)|(?:看|听|搞|弄)(?:不|得不)(?:太)?(?:懂|明白|清楚)|(?:这|那|你|您)?(?:是)?(?:什么|啥|几个)意思(?:啊|呀|呢)?[?]*",
  "(?:(?:sorry|hmm|um),? ?)?(?:but )?(?:i )?(?:still )?(?:don't|do not|dont|didn't|did not|can't|cannot) (?:really |quite |fully )?(?:understand|get it|get that|follow)(?: (?:it|this|that|you))?|(?:i'm |i am )?(?:a bit |so )?confused|what do you mean(?: by that)?[?]*|(?:that's |that is |it's |it is )?(?:not (?:really |very )?clear|unclear)(?: to me)?|(?:huh|pardon|come again|sorry)[?]+",
];
/** Words that say that it is settled. */
const SOLVED = [
  "(?:已经?|都|全|又|也|就)?(?:圆满|彻底|顺利|成功)?(?:解决|搞定|弄好|修好|处理好|恢复(?:正常)?|正常|可以|行|好|成|通)(?:了|啦|咯|喽|啰)|已经?(?:圆满|彻底|顺利|成功)?(?:解决|恢复正常|恢复|修好|搞定)|可以用(?:了|啦)|能用(?:了|啦)|没(?:有)?(?:问题|事儿?|毛病|别的(?:事|问题)?|其他(?:事|问题)?)(?:了|啦)?|不用了|不需要了|先这样|就这样",
  "never mind|nevermind|nvm|no worries|nothing else|that's all|all good|all set|solved|fixed|resolved|sorted|works|work|working|worked|done|did the trick|back to normal|up and running",
];
/** Words that say nothing beside these. */
const LIGHT = [
  "这个|这|那个|那|现在|刚刚|刚才|刚|已经|已|终于|总算|我们|我|这边|你们|您们|您|你|大家|各位|老师|客服|工程师|同学|亲|非常|真的|太|很|十分|万分|的|了|啦|啊|呀|哈|哦|嘛|呢|也|都|就|是|好|对|按(?:照)?(?:你们|您|你)?说的|自己",
  "it's|it|is|that's|that|this|was|has|been|now|fine|good|well|all|everything|the|i'm|i|we're|we|my|our|you|your|so|very|much|a lot|a|lot|for|team|guys|everyone|just|already|finally|to|and|very much|really|be",
];
/** What one gives thanks for, and asks for otherwise. */
const HELP = ["帮忙|帮助|支持", "help|helping|support"];
/** What is settled, and is complained of otherwise. */
const MATTER = ["问题|事情|事", "problem|issue|again|here"];

const latin = (words: string) => words.replaceAll(/[a-z'][a-z' ]*/g, (word) => `\\b${word}\\b`);
const anyOf = (...words: readonly (readonly string[])[]) => new RegExp(words.flat().map(latin).join("|"), "gu");
const settled = anyOf(PUZZLED, WHO, KNOCKS, GREETS, THANKS, SOLVED);
const knocks = anyOf(KNOCKS);
const who = anyOf(WHO);
const puzzled = anyOf(PUZZLED);
const thanks = anyOf(THANKS);
const solved = anyOf(SOLVED);
const light = anyOf(LIGHT);
const assent = anyOf(ASSENTS);
const help = anyOf(HELP);
const matter = anyOf(MATTER);

/** Signs that mean yes, as signs or by their names in chat programs. */
const NODS =
  /[👍👌🙏🤝👏💪😊🙂😀😃😄😁🥰🌹🎉💯✅❤]|\[(?:ok|微笑|愉快|呲牙|憨笑|强|赞|抱拳|合十|握手|鼓掌|玫瑰|鲜花|爱心|拥抱|胜利|庆祝|好的|收到)\]|[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu;
/** A word that agrees where it stands alone. */
const ALONE =
  /^[\s,。.!~]*(?:好+|可以|行)[的吧呀啊哒嘞]?[\s,。.!~]*$|^[\s,。.!~]*(?:那)?(?:我|我们)?(?:先|再|去|这就|马上)*(?:试试|试下|试一下|看看|看下|看一下)(?:看|先|吧|哈)?[\s,。.!~]*$/u;

const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}?]/u;
/** A question is no thanks, whatever its words. */
const LEFT_OVER = /[\p{L}\p{N}?]/u;
/** Units of a text that may be nothing but thanks. */
const LONGEST = 80;

/**
 * What somebody says who asks for nothing of the vendor's; `knock`: who waits to be asked what it is about, `who`: who
 * wants to know what answers; `puzzled`: who does not say what is unclear.
 */
export type Courtesy = "thanks" | "greeting" | "knock" | "who" | "puzzled";

/** Whether a word is owed to it at any time, not at the beginning alone. */
export const isCall = (courtesy: Courtesy | null): boolean => courtesy !== null && CALLS.includes(courtesy);
const CALLS: readonly Courtesy[] = ["knock", "who", "puzzled"];

/**
 * Folded, simplified text that is nothing but a word that something is unclear, a question who answers, a knock, thanks or the word that it is settled, or
 * else a greeting; null for any other, and without words.
 */
export function courtesyIn(folded: string): Courtesy | null {
  if (isPuzzled(folded)) return "puzzled";
  if (!LEFT_OVER.test(folded) || !asksNothing(folded)) return null;
  if (folded.search(who) >= 0) return "who";
  if (folded.search(knocks) >= 0) return "knock";
  return folded.search(thanks) >= 0 || folded.search(solved) >= 0 ? "thanks" : "greeting";
}

/** Whether folded, simplified text says no more than that something is not understood, be it by a question mark alone. */
export const isPuzzled = (folded: string): boolean =>
  /[\p{L}\p{N}]/u.test(folded) ? folded.search(puzzled) >= 0 && asksNothing(folded) : folded.includes("?");

/** Whether folded, simplified text does nothing but take in what was said, by a word or a sign. */
export function assents(folded: string): boolean {
  const words = folded.replace(NODS, " ");
  if (!SAYS_SOMETHING.test(words)) return words !== folded;
  return ALONE.test(words) || (words.search(assent) >= 0 && !isPuzzled(words) && asksNothing(words));
}

/** Whether folded, simplified text holds no word at all, or nothing but thanks, greetings, who answers and that it is settled. */
export function asksNothing(folded: string): boolean {
  if (!SAYS_SOMETHING.test(folded)) return true;
  if (folded.length > LONGEST) return false;
  const rest = folded.replace(settled, " ");
  if (rest === folded) return false;
  const isSolved = folded.search(solved) >= 0;
  const saysNothing = [light];
  if (isSolved || folded.search(thanks) >= 0) saysNothing.push(help);
  if (isSolved) saysNothing.push(matter);
  return !LEFT_OVER.test(saysNothing.reduce((left, words) => left.replace(words, " "), rest));
}
