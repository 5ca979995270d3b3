import { fold } from "../../kernel/fold.ts";
import { remembered } from "../../kernel/remembered.ts";
import { align, type Segment } from "./segments.ts";

/**
 * Pairs that turn a statement round. Each side is a pattern over folded text; a sentence that uses one side where its
 * source uses only the other says the opposite. Denied forms stand first, and their text is taken out before the
 * plain side is looked for, so that 不支持 is not read as 支持.
 */
const PAIRS: readonly (readonly [denied: RegExp, plain: RegExp])[] = [
  denial("支持", "不(?:再|能|会|被)?(?:直接)?支持|暂不支持|尚不支持|未支持|没有支持|无法支持"),
  denial("可以|能够|能|可", "不可以|不能够?|不可|无法|不得|不可能|没法"),
  denial("需要|需|必须|要", "不需要?|无需|无须|不必|不用|毋需|不要求"),
  denial("允许|会|将", "不允许|禁止|不会|不将|不再"),
  denial("兼容", "不兼容"),
  denial("影响", "不(?:会)?影响|无影响"),
  denial("包含|包括|含", "不(?:包含|包括|含)"),
  denial("建议|推荐", "不(?:建议|推荐)"),
  denial("有|存在", "没有|不存在|无(?!法|需|须)"),
  denial("是", "不是|并非|非"),
  denial("生效", "不(?:会)?生效|失效|未生效"),
  denial("可用", "不可用"),
  denial("成功", "失败|不成功|未成功"),
  opposites("开启|启用|打开|激活", "关闭|禁用|停用|停止"),
  opposites("增加|增大|调大|提高|升高|上调", "减少|减小|调小|降低|下调"),
  opposites("之前|以前|早于|及以下", "之后|以后|晚于|及以上|(?<=\\d\\s?(?:版本?)?)起"),
  opposites(
    "大于|高于|超过|多于|以上",
    "小于|低于|不足|少于|以下(?!步|方法|几|示|命|内|配|操|条|场|情|原|参|例|是|任|两|三|方)",
  ),
  opposites("最大|最多|至多|不超过|上限", "最小|最少|至少|不少于|下限"),
  opposites("自动", "手动|手工"),
  opposites("添加|新增|创建|新建", "删除|移除"),
  opposites("在线|不停机|不停止", "离线|停机"),
  opposites("同步", "异步"),
  opposites("升级", "降级"),
  opposites("上游", "下游"),
  opposites("导入", "导出"),
  opposites("只读", "读写|可写"),
  opposites("默认开启|默认启用|默认为?\\s?on", "默认关闭|默认禁用|默认为?\\s?off"),
  denial(
    "\\bcan\\b|\\bis able\\b|\\bpossible\\b",
    "\\bcan ?not\\b|\\bcan't\\b|\\bunable\\b|\\bnot able\\b|\\bimpossible\\b|\\bnot possible\\b",
  ),
  denial(
    "\\bsupport(?:s|ed)?\\b",
    "\\b(?:not|n't|no longer|never)\\s+(?:\\w+\\s+)?support(?:s|ed)?\\b|\\bunsupported\\b",
  ),
  denial(
    "\\b(?:must|should|need(?:s|ed)?|require[sd]?|have to)\\b",
    "\\b(?:must|should|need|do|does|did)\\s*(?:not|n't)(?:\\s+(?:need|require|have to))?\\b|\\bnot (?:required|necessary|needed)\\b|\\bno need\\b|\\bneedn't\\b",
  ),
  denial(
    "\\b(?:is|are|was|were|will|does|do|has|have)\\b",
    "\\b(?:is|are|was|were|will|does|do|has|have)\\s*(?:not|n't)\\b|\\bwon't\\b|\\bnever\\b|\\bno longer\\b",
  ),
  opposites("\\benabl\\w+|\\bturn(?:ed)? on\\b|\\bactivat\\w+", "\\bdisabl\\w+|\\bturn(?:ed)? off\\b|\\bdeactivat\\w+"),
  opposites(
    "\\bincreas\\w+|\\braise[sd]?\\b|\\bhigher\\b|\\blarger\\b",
    "\\bdecreas\\w+|\\breduc\\w+|\\blower\\w*\\b|\\bsmaller\\b",
  ),
  opposites(
    "\\bbefore\\b|\\bprior to\\b|\\bearlier\\b|\\bor older\\b",
    "\\bafter\\b|\\blater\\b|\\bor newer\\b|\\bonwards?\\b",
  ),
  opposites(
    "\\bmore than\\b|\\babove\\b|\\bover\\b|\\bexceed\\w*|\\bgreater\\b",
    "\\bless than\\b|\\bbelow\\b|\\bunder\\b|\\bfewer\\b",
  ),
  opposites("\\bat least\\b|\\bminimum\\b", "\\bat most\\b|\\bmaximum\\b|\\bup to\\b|\\bno more than\\b"),
  opposites(
    "\\ballow\\w*|\\bpermit\\w*",
    "\\bforbid\\w*|\\bprohibit\\w*|\\bdisallow\\w*|\\bden(?:y|ies|ied)\\b|\\bblock\\w*",
  ),
  opposites("\\balways\\b", "\\bnever\\b|\\bsometimes\\b"),
  opposites("\\bautomatic\\w*", "\\bmanual\\w*"),
  opposites("\\badd(?:s|ed|ing)?\\b|\\bcreat\\w+", "\\bremov\\w+|\\bdelet\\w+"),
  opposites("\\bopen(?:s|ed)?\\b|\\bstart(?:s|ed)?\\b", "\\bclose[sd]?\\b|\\bstop(?:s|ped)?\\b"),
  opposites("\\bsuccess\\w*|\\bsucceed\\w*", "\\bfail\\w*"),
  opposites("\\bupload\\w*", "\\bdownload\\w*"),
  opposites("\\bimport\\w*", "\\bexport\\w*"),
  opposites("\\bupgrad\\w+", "\\bdowngrad\\w+"),
];

/** A statement and its denial. */
function denial(plain: string, denied: string): readonly [RegExp, RegExp] {
  return [new RegExp(denied, "g"), new RegExp(plain, "g")];
}

/** Two words of which either is the other turned round; the second stands where a denial would. */
function opposites(one: string, other: string): readonly [RegExp, RegExp] {
  return [new RegExp(other, "g"), new RegExp(one, "g")];
}

/** Any denial in a folded text; 无论 and 无线 deny nothing. */
const NEGATION =
  /不|无(?!论|线)|未|没|勿|禁|\bnot\b|n't\b|\bno\b|\bnever\b|\bcannot\b|\bwithout\b|\bnor\b|\bneither\b|\bunable\b|\bnothing\b|\bnobody\b|\bnone\b/g;

/** That something is not needed, not supported or forbidden is never a matter of wording: the source must deny it too. */
const STRONG: readonly (readonly [said: RegExp, held: RegExp])[] = [
  [
    /无需|无须|不必|不用|不需要?|no need|\bnot (?:required|necessary|needed)\b|\bneedn't\b|\bdo(?:es)?n't need\b/,
    /不|无|免|没|可选|自动|\bnot\b|n't|\bno\b|without|optional/,
  ],
  [
    /禁止|不允许|不得|严禁|\bmust not\b|\bforbidden\b|\bprohibited\b/,
    /不|禁|勿|无法|避免|\bnot\b|n't|\bno\b|never|avoid|forbid|prohibit/,
  ],
  [
    /不支持|不兼容|\bunsupported\b|\bnot support/,
    /不|无|没|仅|只|未|\bnot\b|n't|\bno\b|only|unsupported|unable|cannot/,
  ],
];

/** A strong denial in a sentence whose source denies nothing of the kind; null when there is none. */
export function inventedDenial(sentence: string, source: string): string | null {
  const said = fold(sentence);
  for (const [denial, held] of STRONG) {
    const found = denial.exec(said);
    if (found !== null && !held.test(fold(source))) return found[0];
  }
  return null;
}

/** Shares of common words, of the clause in the source's and back, from which the two are one statement. */
const SAME = 0.6;
const SAME_BACK = 0.4;
/** The same, both ways, where the source's clause denies and no clause of the sentence does. */
const SAME_DROPPED = 0.5;
/** From these on the two are one statement almost word for word. */
const CLOSE = 0.8;

/**
 * The clause of a sentence that says the opposite of the clause of the source that it resembles: a denial added or
 * left out, or the other word of a pair; null when there is none. A denial may stand in another clause of either.
 */
export function contradiction(sentence: string, sources: readonly Segment[]): string | null {
  const denied = denials(sentence);
  for (const { clause, source, there, back } of align(sentence, sources)) {
    const turned = there >= SAME ? pairTurned(clause.text, source.text) : null;
    if (turned !== null) return turned;
    const [ours, theirs] = [denials(clause.text), denials(source.text)];
    const dropped =
      theirs % 2 === 1 && denied === 0 && !ONLY.test(fold(sentence)) && there >= SAME_DROPPED && back >= SAME_DROPPED;
    const added =
      ours % 2 === 1 &&
      denials(source.around) === 0 &&
      !ONLY.test(fold(source.around)) &&
      there >= SAME &&
      back >= SAME_BACK;
    const changed = ours % 2 !== theirs % 2 && there >= CLOSE && back >= SAME;
    if (dropped || added || changed) return clause.text;
  }
  return null;
}

/** Denials of a text, what it quotes left out. Two of them cancel out, so that callers ask whether the count is odd. */
const denials = (text: string): number => [...fold(text).replace(QUOTED, " ").matchAll(NEGATION)].length;
const QUOTED = /"[^"]*"/g;
/** What holds for some only is denied of all others, and what is not before something is only after it. */
const ONLY = /仅|只(?!要)|\bonly\b/;

/** What a text has of each pair: the first word of either side, empty where it has none. */
type Sides = readonly (readonly [denied: string, plain: string])[];

function sidesIn(text: string): Sides {
  const folded = fold(text);
  return PAIRS.map(([denied, plain]) => {
    const [found = ""] = folded.match(denied) ?? [];
    const rest = found === "" ? folded : folded.replace(denied, (match) => "\u0001".repeat(match.length));
    return [found, rest.match(plain)?.[0] ?? ""];
  });
}

/** Every sentence that cites a passage is put beside all of its segments: what is in them is worked out once. */
const MOST_SEGMENTS = 5_000;
const heldSides = remembered(MOST_SEGMENTS, sidesIn);

/** The word of `said` that turns round a pair of which `held` has the other side only; null when there is none. */
function pairTurned(said: string, held: string): string | null {
  const theirs = heldSides(held);
  for (const [pair, [denied, plain]] of sidesIn(said).entries()) {
    const [theirDenied, theirPlain] = theirs[pair]!;
    if (denied !== "" && theirDenied === "" && theirPlain !== "") return denied;
    if (plain !== "" && denied === "" && theirPlain === "" && theirDenied !== "") return plain;
  }
  return null;
}
