import type { Understanding } from "./understanding.ts";

const ASKS =
  /转(?:接)?人工|(?:找|要|叫|换|接|来|上)(?:个|一个|一位|位)?(?:真人|活人|人工|人工客服)|人工(?:客服|服务|坐席)?(?:[!。,?!~]|$)|^人工(?!智能)|真人(?:客服|吗|在吗|接|来)|(?:跟|和|与|找)(?:真)?人(?:说|聊|谈|讲)|不(?:想|要|愿)?(?:跟|和)机器(?:人)?(?:聊|说|谈)|没空跟机器|别让机器人|不要机器人|叫(?:你们)?(?:的)?(?:客服|经理|主管|领导|负责人).{0,6}(?:来|接|出来|回电|跟我)|\b(?:(?:speak|talk|chat|connect|transfer|put|pass|get)\b[^.!?\n]{0,24}\b(?:to|with|through to|me)\b[^.!?\n]{0,12}\b)?(?:a |an |some )?(?:human(?: being| agent)?|real person|live (?:agent|person|chat|support)|actual person|person not a bot|representative)\b|\b(?:speak|talk|put me through|transfer me|connect me)\s+(?:to|with)\s+(?:an? |the |your |some)?(?:\w+ )?(?:agent|person|someone|somebody|manager|supervisor|operator|engineer|colleague)|\bstop (?:this|the) bot\b|\bnot (?:a|the|with a) (?:bot|machine|robot)\b|\bno (?:more )?bots?\b/giu;
const DENIED = /(?:不用|不需要|无需|不必|别|不要|没有|don't need|no need|not need|without)[^,。;!?\n,.;!?]{0,8}$/iu;

/** Whether the writer wants a person, with the place that says so. A denial ("不用转人工") does not count. */
export function asksForHuman(folded: string): Understanding["asksForHuman"] {
  for (const match of folded.matchAll(ASKS)) {
    const own = /不(?:想|要|愿)?(?:跟|和)机器|没空|别让|不要机器人|not |no /u.test(match[0].slice(0, 4));
    if (own || !DENIED.test(folded.slice(Math.max(0, match.index - 14), match.index)))
      return { present: true, confidence: 0.95, evidence: { start: match.index, end: match.index + match[0].length } };
  }
  return { present: false, confidence: 0.02, evidence: null };
}
