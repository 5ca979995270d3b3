import { fold } from "../../kernel/fold.ts";
import { findPii } from "../../kernel/pii.ts";
import { alikeness } from "../articles/text-diff.ts";

/** Why a person changed what the copilot had drafted, the weightiest first. */
export const EDIT_TYPES = ["policy", "wrong_fact", "missing_step", "personal", "tone"] as const;
export type EditType = (typeof EDIT_TYPES)[number];

/** One sentence that went, came or became another. */
export interface SentenceChange {
  readonly type: EditType;
  readonly before: string | null;
  readonly after: string | null;
  /** The sentence of the sent text that stands before an added one. */
  readonly follows: string | null;
}

export interface Difference {
  readonly type: EditType;
  readonly changes: readonly SentenceChange[];
}

const SENTENCE = /[^。！？!?\n]+?(?:[。！？!?]+|\.(?=\s+[A-Z])|\n|$)/gu;
/** Two sentences are one that was changed when they share this part of their words. */
const SAME = 0.4;
const STEP =
  /点击|单击|打开|选择|进入|勾选|取消勾选|输入|填写|保存|重启|重新登录|清空|备份|导出|导入|然后|接着|最后|\bclick|\bopen\b|\bselect|\bchoose|\benter\b|\brestart|\bsave\b|\bthen\b|\bfirst\b|\bnext\b|\bmake sure|^\s*(?:\d{1,2}[.)、．]|[-*•]\s|第.步)/iu;
const COURTESY =
  /您好|你好|谢谢|感谢|抱歉|对不起|不好意思|请放心|辛苦|不客气|祝您|随时(?:联系|告诉|找)|如有(?:疑问|问题|需要)|还有.{0,6}问题|希望.{0,8}帮|理解您|\bhello\b|^hi\b|\bthank|\bsorry\b|\bapolog|\bregards\b|let (?:me|us) know|happy to help|\bplease feel free|hope (?:this|that) helps|\bunderstand (?:your|how)/iu;
const POLICY =
  /退款|退费|赔偿|补偿|减免|免费|优惠|折扣|报价|价格|费用|合同|承诺|保证|违约|服务等级|\bsla\b|工作日内|小时内|\brefund|\bcompensat|\bdiscount|\bprice|\bfree of charge|\bcontract|\bguarantee|\bpromise|within \d+ (?:business )?(?:hours|days)/iu;
const PERSONAL =
  /(?:^|[，,。\s])(?:尊敬的|亲爱的)?[\p{Script=Han}]{1,3}(?:总|经理|老师|先生|女士|主任|工)(?=[，,：:您好])|贵(?:司|公司)|(?:您|你)(?:们)?(?:公司|单位)?的(?:工单|订单|账号|账套|服务器|合同)|^(?:dear|hi|hello)\s+[A-Z][a-z]+|your (?:company|order|ticket|account|server)\b/u;
const NEGATION = /不|未|无|没|别|禁止|仅|只|\bnot?\b|n't|\bnever\b|\bonly\b|\bwithout\b/giu;
const HARD = /[A-Za-z]*\d[\w.:-]*|「[^」]+」|【[^】]+】|“[^”]+”|"[^"\n]+"|《[^》]+》|`[^`]+`/gu;

const MARK = /^\s*(?:\d{1,2}\s*[.)、．](?!\d)|[-*+•])\s*/u;

/** Sentences and list items; the number of an item changes with those before it and is no word of its own. */
const sentencesOf = (text: string): string[] =>
  Array.from(text.matchAll(SENTENCE), ([sentence]) => sentence.replace(MARK, "").trim()).filter((sentence) =>
    /[\p{L}\p{N}]/u.test(sentence),
  );

/** What a person changed between a draft and what was sent; null when they say the same. */
export function differenceOf(draft: string, sent: string): Difference | null {
  const [left, right] = [sentencesOf(draft), sentencesOf(sent)];
  const key = (sentence: string) => fold(sentence).replace(/[\s。.!！]+/g, "");
  const keys = { left: new Set(left.map(key)), right: new Set(right.map(key)) };
  const gone = left.filter((sentence) => !keys.right.has(key(sentence)));
  const came = right.filter((sentence) => !keys.left.has(key(sentence)));
  const pairs = pair(gone, came);
  const changes = [
    ...gone.map((before) => ({ before, after: pairs.get(before) ?? null, follows: null })),
    ...came
      .filter((after) => ![...pairs.values()].includes(after))
      .map((after) => ({ before: null, after, follows: right[right.indexOf(after) - 1] ?? null })),
  ].map((change) => ({ ...change, type: typeOf(change) }));
  const type = EDIT_TYPES.find((each) => changes.some((change) => change.type === each));
  return type === undefined ? null : { type, changes };
}

/** The likest sentences belong together, each once. */
function pair(gone: readonly string[], came: readonly string[]): Map<string, string> {
  const ways = gone
    .flatMap((before) => came.map((after) => ({ before, after, alike: alikeness(before, after) })))
    .filter(({ alike }) => alike >= SAME)
    .sort((a, b) => b.alike - a.alike);
  const pairs = new Map<string, string>();
  for (const { before, after } of ways)
    if (!pairs.has(before) && ![...pairs.values()].includes(after)) pairs.set(before, after);
  return pairs;
}

function typeOf({ before, after }: Pick<SentenceChange, "before" | "after">): EditType {
  if (before !== null && after !== null) return typeOfPair(before, after);
  if (after === null) return COURTESY.test(before!) ? "tone" : POLICY.test(before!) ? "policy" : "wrong_fact";
  if (findPii(after).length > 0 || PERSONAL.test(after)) return "personal";
  if (POLICY.test(after)) return "policy";
  if (COURTESY.test(after) && !STEP.test(after)) return "tone";
  return "missing_step";
}

function typeOfPair(before: string, after: string): EditType {
  const has = (pattern: RegExp) => pattern.test(after) && !pattern.test(before);
  if (has(POLICY) || (POLICY.test(before) && differ(before, after, HARD))) return "policy";
  if (findPii(after).length > findPii(before).length || has(PERSONAL)) return "personal";
  if (differ(before, after, HARD) || differ(before, after, NEGATION)) return "wrong_fact";
  if (has(STEP) && after.length > before.length * 1.5) return "missing_step";
  const plain = (text: string) => text.replace(COURTESY, "");
  return alikeness(plain(before), plain(after)) < 0.6 ? "wrong_fact" : "tone";
}

const differ = (before: string, after: string, pattern: RegExp): boolean => {
  const found = (text: string) =>
    Array.from(fold(text).matchAll(pattern), ([each]) => each)
      .sort()
      .join("\n");
  return found(before) !== found(after);
};
