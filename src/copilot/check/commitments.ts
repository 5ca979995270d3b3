import { fold } from "../../kernel/fold.ts";

export type CommitmentRule = "promise" | "price" | "refund" | "deadline";

const WE =
  "(?:我们|我司|我方|本公司|公司|工程师|技术(?:人员|团队|支持)|研发(?:团队)?|客服|团队|专员|售后|厂家|厂商|原厂)";
const YOU = "(?:您|贵司|贵公司|客户|你们|你)";
const TIME =
  "(?:今天|今日|今晚|明天|明日|后天|本周|这周|下周|本月|下月|月底|年底|周[一二三四五六日天末]|尽快|马上|立即|立刻|第一时间|[\\d一二两三四五六七八九十]{1,12}\\s?(?:个)?(?:工作日|小时|天|日|周|分钟|个月)(?:之)?(?:内|以内|左右|后))";
const ACT = "(?:解决|修复|回复|答复|处理(?:好|完)|上线|发布|交付|完成|联系|回电|跟进|退还|到账|恢复)";
const WE_EN = "(?:we|our (?:team|engineers?|support|company)|(?:an?|the) engineer|support|i)";
const WILL_EN = "(?:'ll| will| shall| are going to| is going to| can| promise| guarantee| commit)";
const ACT_EN =
  "(?:fix|resolv|respon|repl|releas|deliver|ship|complet|contact|call you|refund|restor|get back|solv|roll out)";
const TIME_EN =
  "(?:within|by|before|in)\\s+(?:the next\\s+)?(?:\\d+|an?|one|two|three|a few|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|next|the end of)\\b";

/** Wording that binds the company. Facts of the product (a field called 价格, a refund order) do not match. */
const RULES: readonly (readonly [CommitmentRule, RegExp])[] = [
  [
    "promise",
    new RegExp(
      `${WE}[^。，,;；]{0,12}(?:保证|承诺|担保|一定(?:会|能)|必定|必将|负责到底|确保|会尽快|将尽快|会在|将在|将于|会为${YOU}|将为${YOU}|会帮${YOU})`,
    ),
  ],
  [
    "promise",
    /(?:向|对|给)(?:您|贵司|贵公司|客户)(?:保证|承诺)|(?:保证|承诺)(?:一定|不会再|以后不再|今后不再|绝不)|请(?:您)?放心[,，]?[^。]{0,10}(?:一定|保证|绝不|不会再)/,
  ],
  [
    "promise",
    new RegExp(
      `\\b${WE_EN}(?:'ll| will| shall| do| can| hereby)?\\s+(?:always |personally )?(?:promise|guarantee|commit|assure|ensure|make sure)`,
    ),
  ],
  [
    "promise",
    new RegExp(
      `\\b${WE_EN}(?:'ll| will| shall| are going to)\\s+(?:\\w+\\s)?(?:${ACT_EN}|send|give|provide|add|upgrade|help|arrange|offer|pay|cover|extend|take care|look into|follow|make it|handle|investigat|escalat)`,
    ),
  ],
  ["promise", /\b(?:you have (?:my|our) word|rest assured|i promise|guaranteed to)\b/],
  [
    "deadline",
    new RegExp(
      `${TIME}[^。;；]{0,14}${ACT}|${ACT}[^。;；]{0,6}(?:时间|日期)(?:为|是|预计)|预计[^。;；]{0,12}${ACT}|(?:将|会|计划)(?:于|在)[^。;；]{0,16}(?:上线|发布|修复|解决|交付)`,
    ),
  ],
  [
    "deadline",
    new RegExp(
      `\\b${WE_EN}${WILL_EN}[^.;]{0,60}${ACT_EN}[^.;]{0,60}${TIME_EN}|\\b(?:will be|to be) (?:fixed|resolved|released|delivered|shipped|refunded|completed|restored)\\b[^.;]{0,40}|\\beta\\b`,
    ),
  ],
  [
    "refund",
    new RegExp(
      `(?:${WE}|${YOU}|可以|可|能|予以|申请|同意|全额|部分|支持|进行|安排)[^。，,;；]{0,10}(?:退款|退费|退还(?:费用|款项)?|赔偿|补偿|赔付|减免|免除(?:费用)?|补时长)|(?:退款|退费|赔偿|补偿)[^。;；]{0,8}(?:给${YOU}|到账|原路|至${YOU})`,
    ),
  ],
  [
    "refund",
    /\b(?:refund(?:ed|s)?|reimburs\w+|compensat\w+|money back|waive[ds]?|service credits?|account credits?|goodwill credit)\b[^.]{0,60}\b(?:you|your|we|us|customer|account|amount|payment)\b|\b(?:you|we|us|our|your)\b[^.]{0,60}\b(?:refund(?:ed|s)?|reimburs\w+|compensat\w+|money back|waive[ds]?|service credits?|goodwill credit)\b/,
  ],
  [
    "price",
    /(?:价格|售价|报价|定价|费用|收费|年费|月费|授权费|服务费|仅需|只需|单价|优惠价|折后)[^。;；]{0,16}(?:\d|[一二三四五六七八九十百千万]{1,12})\s?(?:万|千|百)?\s?(?:元|块|rmb|美元|人民币)|(?:\d[\d,.]{0,30}\s?万?)元\s?[/每]\s?(?:年|月|用户|人|账号|套|节点|次)|[¥￥$]\s?\d/,
  ],
  [
    "price",
    /(?:给|为)(?:您|贵司|贵公司)[^。,，;；]{0,10}(?:优惠|折扣|打折|[\d一二三四五六七八九]折|免费|赠送|减价)|(?:您|贵司|贵公司|客户)(?:可以|可|能)?(?:享受?|享有)[^。,，;；]{0,10}(?:优惠|折扣|[\d一二三四五六七八九]折|免费)|我们[^。,，;；]{0,8}(?:免费(?:为|给|提供)|打[\d一二三四五六七八九]折)/,
  ],
  [
    "price",
    /\b(?:costs?|priced?|fee|charges?|only|discount(?:ed)?)\b[^.;]{0,24}(?:[$€£¥]\s?\d|\d[\d,.]*\s?(?:usd|dollars|euros?|yuan|rmb))|[$€£]\s?\d[\d,.]*\s*(?:\/|per\s)\s*(?:user|month|year|seat|node)|\b\d{1,2}\s?% (?:off|discount)|\bfree of charge\b|\b(?:give|offer) you\b[^.;]{0,30}\b(?:discount|free|credit)\b/,
  ],
];

/** Rules of commitment that a sentence breaks, each with the words that break it, unless an allowed statement holds it. */
export function commitments(
  sentence: string,
  allowed: readonly string[],
): { readonly rule: CommitmentRule; readonly found: string }[] {
  const folded = fold(sentence);
  if (allowed.length > 0) {
    const bare = bareOf(folded);
    if (allowed.some((statement) => bareOf(fold(statement)).includes(bare))) return [];
  }
  const broken = new Map<CommitmentRule, string>();
  for (const [rule, pattern] of RULES) {
    const match = pattern.exec(folded);
    if (match !== null && !broken.has(rule))
      broken.set(rule, sentence.slice(match.index, match.index + match[0].length));
  }
  return [...broken].map(([rule, found]) => ({ rule, found }));
}

const bareOf = (folded: string): string => folded.replace(/[\s\p{P}]+/gu, "");
