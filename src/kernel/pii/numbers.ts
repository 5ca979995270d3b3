import { digitsBetween, ibanHolds, idCardHolds, luhnHolds } from "./check-digits.ts";
import type { PiiRule } from "./rule.ts";

/** What a number of somebody's is called just before it. */
const after = (words: string, gap = "[^\\d\\n]{0,10}"): string => `(?<=(?:${words})${gap})`;
const PHONE_WORDS =
  "电话|手机号?|座机|传真|联系方式|打给|回拨|[Tt]el(?:ephone)?\\b|[Pp]hone|[Mm]obile|[Cc]ell(?:phone)?\\b|[Ff]ax|[Ww]hats[Aa]pp|[Cc]all (?:me|us|him|her|back)|[Rr]each (?:me|us|him|her)|[Rr]ing (?:me|us)|[Tt]ext me|(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er)(?: new)? number";

/** Numbers and signs that belong to one person or account, the surest first. */
export const NUMBER_RULES: readonly PiiRule[] = [
  {
    kind: "email",
    pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g,
    // How documentation and forms show what a mail address looks like.
    holds: (found) =>
      !/^(?:name|user|username|someone|you|your\.?name|me|test|example|x{2,})@(?:example|domain|company)\./i.test(
        found,
      ),
  },
  {
    kind: "secret",
    pattern:
      /(?<![A-Za-z0-9])(?:sk|pk|rk|ghp|gho|xox[bap]|AKIA|ASIA|glpat|hf|whsec|npm)[-_]?[A-Za-z0-9_-]{16,}(?![A-Za-z0-9])/g,
  },
  { kind: "secret", pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g },
  {
    kind: "secret",
    pattern:
      /(?<=(?:密码|口令|password|passwd|pwd|secret|api[ _-]?key|token)(?:\s{0,4}(?:is|是|为|改成|改为|[:：=])\s{0,4})["“']?)[^\s"”'，。,;；]{6,64}/giu,
    holds: (found) => /\d/.test(found) && /[A-Za-z]/.test(found),
  },
  {
    kind: "secret",
    pattern: /(?<=[A-Z_](?:SECRET|KEY|TOKEN|PASSWORD|PASSWD|PWD)[A-Z_]{0,20}\s?[=:]\s?["']?)[A-Za-z0-9+/_=.-]{12,128}/g,
    holds: (found) => /\d/.test(found) && /[A-Za-z]/.test(found),
  },
  {
    kind: "secret",
    digits: 1,
    pattern: /(?<=(?:密码|口令|[Pp]assword|passwd|pwd) {1,2})[!-~]{8,64}(?![\p{L}\d])/gu,
    holds: (found) => /\d/.test(found) && /[A-Za-z]/.test(found),
  },
  {
    kind: "id_card",
    digits: 17,
    pattern:
      /(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g,
    holds: idCardHolds,
  },
  {
    kind: "id_card",
    digits: 17,
    pattern:
      /(?<![\dA-Za-z])[1-9]\d{5} (?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) \d{3}[\dXx](?![\dA-Za-z])/g,
    holds: (found) => idCardHolds(found.replaceAll(" ", "")),
  },
  { kind: "id_card", digits: 11, pattern: /(?<![\d.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g },
  {
    kind: "id_card",
    digits: 10,
    pattern: new RegExp(
      `${after("\\bNIN|\\bCPF|Aadhaar(?: number)?|My Number|[Nn]ational ID(?: number)?", "(?: (?:is|no\\.?))?[\\s:]{0,3}")}\\d{4}[ -]?\\d{4}[ -]?\\d{2,4}(?!\\d)`,
      "g",
    ),
  },
  {
    kind: "iban",
    digits: 2,
    pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
    holds: ibanHolds,
  },
  {
    kind: "bank_card",
    digits: 14,
    pattern:
      /(?<!(?:订单号?|单号|编号|编码|流水号?|条码|序列号|[Oo]rder|[Ii]nvoice|[Ss]erial|[Tt]racking)[^\d\n]{0,10})(?<![\d.-])[2-6](?:[ -]?\d){13,18}(?![\d-])/g,
    holds: luhnHolds,
  },
  {
    kind: "bank_card",
    digits: 12,
    pattern: new RegExp(`${after("[Cc]ard|卡号?", "[^\\d\\n]{0,24}")}(?<![\\d.-])\\d{12,13}(?![\\d.-])`, "g"),
    holds: luhnHolds,
  },
  { kind: "ssn", digits: 9, pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g },
  {
    kind: "document",
    digits: 5,
    pattern: new RegExp(
      `${after("护照号?|通行证|操作证号?|residence permit|licence|港澳(?:居民来往内地)?通行证|台胞证|驾驶证号?|驾照号?|社保(?:卡)?号|军官证|居住证号?|[Pp]assport|[Dd]riv(?:er'?s?|ing)[ _]licen[cs]e|DL(?: no\\.?)?\\b|[Pp]ermit (?:no|number|ID)|[Nn]ational (?:ID|id|insurance)", "[^\\dA-Z\\n]{0,14}")}[A-Z]{0,3}[\\d-]{5,18}[A-Z0-9]{0,4}(?![\\w])`,
      "g",
    ),
  },
  {
    kind: "messenger",
    pattern: new RegExp(
      `${after("微信号?|(?<![A-Za-z])[Vv][Xx]|[Ww]e[Cc]hat(?: ID| id)?|QQ号?|[Tt]elegram|Skype|LINE ID", "(?:号|是|为|吧|ID|id| is)?\\s{0,2}[:：?？]?\\s{0,2}")}@?(?:[A-Za-z][\\w.-]{5,31}|[1-9]\\d{2}[ -]?\\d{2,4}[ -]?\\d{0,5})(?![\\w])|(?<!\\w)wxid_\\w{6,24}`,
      "g",
    ),
    holds: (found) => /\d|[_@.-]/.test(found),
  },
  {
    kind: "plate",
    digits: 2,
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?(?=[A-HJ-NP-Z\d]*\d)(?:[A-HJ-NP-Z\d]{5,6}|[A-HJ-NP-Z\d]{4}[学警挂港澳])(?![A-Za-z\d])/gu,
  },
  {
    kind: "plate",
    digits: 1,
    pattern: new RegExp(
      `${after("[Ll]icen[cs]e plate|[Nn]umber plate|[Pp]late(?: no\\.?| number)?|[Vv]ehicle registration|车牌号?", "(?: is|是|为)?\\s{0,2}[:：]?\\s{0,2}")}(?=[A-Z\\d -]{0,9}\\d)[A-Z\\d]{1,4}[ -]?[A-Z\\d]{2,4}(?:[ -]?[A-Z\\d]{2,4})?(?![\\w])`,
      "g",
    ),
  },
  {
    kind: "plate",
    digits: 1,
    pattern:
      /(?<=(?:[Vv]ehicle|[Pp]late|\bcar|[Tt]ruck|\bvan|[Ff]leet|[Rr]egistration)[^\n]{0,60})(?<![\w-])[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}(?![\d-])/g,
  },
  {
    kind: "birth_date",
    digits: 6,
    pattern: /(?<!\d)(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?=\s?(?:出生|生人))/g,
  },
  {
    kind: "birth_date",
    digits: 2,
    pattern: new RegExp(
      `${after("出生(?:日期|年月)?|生日|生于|[Bb]orn(?: on)?|[Bb]irth(?:day| ?date)|[Dd]ate[ _]of[ _]birth|[Dd][Oo][Bb]\\b", "[^\\d\\n]{0,14}?")}(?:(?:19|20)\\d{2}\\s?[-/.年]\\s?\\d{1,2}(?:\\s?[-/.月]\\s?\\d{1,2}日?|月)?|\\d{1,2}[-/.月]\\d{1,2}(?:[-/.](?:19|20)?\\d{2}|日)?|(?:\\d{1,2}(?:st|nd|rd|th)? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?(?: \\d{1,2}(?:st|nd|rd|th)?)?,? (?:19|20)\\d{2})(?!\\d)`,
      "g",
    ),
  },
  { kind: "phone", digits: 11, pattern: /(?<![\d-])(?:\+?86[ -]?)?1[3-9]\d(?:[ .-]?\d{4}){2}(?!\d)/g },
  {
    kind: "phone",
    digits: 10,
    pattern: /(?<![\d-])(?:\(0\d{1,3}\) ?|0\d{2,3}[- ])(?:\d{7,8}|\d{4}[ -]\d{4})(?:-\d{1,5})?(?!\d)/g,
  },
  { kind: "phone", digits: 10, pattern: /(?<![\d-])09\d{2}-\d{3}-?\d{3}(?![\d-])/g },
  { kind: "phone", digits: 9, pattern: /(?<![\d-])400[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)/g },
  {
    kind: "phone",
    digits: 8,
    pattern: /(?<![\w.])(?:\+|00)\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?![\w.]{0,40}\d)/g,
    holds: (found) => digitsBetween(found.startsWith("0") ? 11 : 8, 15)(found) && !/^[0 ]+$/.test(found),
  },
  {
    kind: "phone",
    digits: 10,
    pattern:
      /(?<!\b(?:lot|batch|thread|ref|order|case|ticket|serial|part|invoice|no\.?)\s?#?)(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\w-])/g,
  },
  // The spelling of France, Belgium and their neighbours: pairs and triples after a zero.
  {
    kind: "phone",
    digits: 9,
    pattern: /(?<![\d.,-])0\d{1,3}(?:[ .]\d{2,3}){3,4}(?![\d.,])/g,
    holds: (found) => digitsBetween(9, 11)(found) && /[1-9]/.test(found),
  },
  {
    kind: "phone",
    digits: 7,
    pattern: new RegExp(`${after(PHONE_WORDS)}(?<![\\d.])\\(?\\+?\\d[\\d ().-]{5,17}\\d(?![\\d.]*\\d)`, "g"),
    holds: digitsBetween(7, 15),
  },
  {
    kind: "ip",
    digits: 4,
    pattern:
      /(?<![\d.])(?<!(?:[Vv]ersion(?: is)?|[Rr]elease|[Bb]uild|[Ff]irmware|版本号?|固件|网关|升级到|刷到|[vV])\s?)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)(?! ?(?:release|版本|build|update|patch|补丁))/g,
  },
  {
    kind: "ip",
    pattern: /(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,6}(?::[0-9a-fA-F]{1,4}){1,6}(?![\w:])/g,
    holds: (found) => /\d/.test(found),
  },
  { kind: "ip", pattern: /(?<![\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\w:])/g },
];
