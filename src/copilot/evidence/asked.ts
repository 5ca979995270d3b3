import { fold } from "../../kernel/fold.ts";
import { questionKinds } from "../draft/extractive/question-kind.ts";

const HAN = /\p{Script=Han}/u;

/** An English question that begins with its verb, whatever its subject. */
const OPENS =
  /^\s{0,9}(?:(?:and|so|but|or|hi|hello|ok|please)[, ]{1,3}){0,3}(?:can|could|may|might|do|does|did|is|are|was|were|will|would|should|has|have)\b/;
const VERB = /\b(?:can|could|may|does|do|is|are|will|should)\b/;
const SUBJECT = /^\s{0,9}(?:i|we|you|they|it|he|she|there|somebody|someone|anyone|(?:my|our)\s\w{1,30})\b/;
const BE = /\bbe\b/;

/** What stands before the predicate of a Chinese question of yes or no. 功能, 会计 and the like are other words. */
const MAY =
  /能不能|可不可以|会不会|是不是|有没有|能否|可否|是否|可以|支持|允许|(?<![功可智性职技只才不])能(?![力够耗])|(?<![机社协])会(?![计议话员社])/u;
/** A question of another kind, though it has such a word: 一次能打多少张. */
const OTHER_WORD = /多少|几|多久|多长|多大|什么|啥|哪|谁|怎么|如何|怎样|咋/;

/** Whether a clause can be answered by yes or no. */
export const isYesOrNo = (clause: string): boolean =>
  questionKinds(clause).includes("whether") || (!HAN.test(clause) && OPENS.test(fold(clause)));

/** What a question of yes or no asks about its subject: `run twice a month`, `只在周末跑`; empty for other questions. */
export function predicateOf(clause: string): string {
  if (!isYesOrNo(clause)) return "";
  const asked = fold(clause);
  return HAN.test(asked) ? chinesePredicate(asked) : englishPredicate(asked);
}

function chinesePredicate(asked: string): string {
  const found = OTHER_WORD.test(asked) ? null : MAY.exec(asked);
  return found === null ? "" : asked.slice(found.index + found[0].length);
}

function englishPredicate(asked: string): string {
  const found = OPENS.exec(asked) ?? VERB.exec(asked);
  if (found === null) return "";
  const rest = asked.slice(found.index + found[0].length).replace(SUBJECT, "");
  const be = BE.exec(rest);
  const passive = be === null ? "" : rest.slice(be.index + be[0].length);
  return /\w/.test(passive) ? passive : rest;
}

/** What a question asks for that is easily told in an answer, and how it looks there. */
const VALUES: readonly (readonly [asked: RegExp, said: RegExp])[] = [
  [
    /多久|多长|几(?:天|分钟|小时|点|个?月)|什么时候|何时|哪天|\bhow (?:long|often|soon|far ahead|much (?:notice|time|warning))\b|\bwhen (?:will|do|does|can|is|are)\b/,
    /\d\s?(?:秒|分钟|小时|天|日|周|个?月|年|个?工作日)|\d{1,2}:\d\d|\d{4}-\d|\d[- ](?:working )?(?:second|minute|hour|day|week|month|year)|每[月日周年]|立即|\bonce\b|\bat once\b|\bimmediately\b/,
  ],
  [/多大|多少空间|\bhow (?:large|big)\b|\bhow much (?:space|disk|memory|ram|data|traffic|bandwidth)\b/, /\d\s?[kmgt]b/],
  [
    /多少钱|什么价|价格|费用|\bhow much (?:is|are|do|does|for|extra|more|will|would)\b|\bcost|\bprice/,
    /\d\s?(?:元|%|cny)|\d,\d{3}|免费|不收费|不另收|\bfree\b|\bcharge/,
  ],
  [
    /谁|哪个角色|\bwho\b/,
    /主管|经理|管理员|负责人|审批人|发起人|工程师|用户|成员|操作员|角色|权限|administrator|manager|submitter|person|user|customer|staff|support|you/,
  ],
];

/** How that looks for which a question asks: a time, a size, an amount of money, a person. */
export function valuesAsked(question: string): RegExp[] {
  const asked = fold(question);
  return VALUES.flatMap(([asks, said]) => (asks.test(asked) ? [said] : []));
}

/** Whether some texts have none of one of these. */
export function lacksValue(wanted: readonly RegExp[], told: readonly string[]): boolean {
  if (wanted.length === 0) return false;
  const said = fold(told.join("\n"));
  return wanted.some((value) => !value.test(said));
}
