import {
  GIVEN_EN,
  GIVEN_SIGNS,
  NO_NAME_EN,
  NO_NAME_ZH,
  ROLES_ZH,
  SOUND_SIGNS,
  SURE_SIGNS,
  SURNAMES,
  SURNAMES_OF_OTHER_SENSE,
} from "./name-words.ts";
import type { PiiRule } from "./rule.ts";

const HAN = "\\p{Script=Han}";
const COMPOUNDS = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|慕容|令狐|公孙|长孙|宇文|端木|尉迟";
const COMPOUND = `(?:${COMPOUNDS})`;
/** What each of them begins with. */
const BEGINS = COMPOUNDS.split("|")
  .map(([sign]) => sign)
  .join("");
/** A surname that is hardly a word; and any, where something announces a name. */
const CLEAR = `(?!${NO_NAME_ZH})(?:${COMPOUND}|[${SURNAMES}])`;
const ANY = `(?!${NO_NAME_ZH})(?:${COMPOUND}|[${SURNAMES}${SURNAMES_OF_OTHER_SENSE}])`;
const GIVEN = `[${GIVEN_SIGNS}${SURE_SIGNS}]`;
const SURE = `[${SURE_SIGNS}]`;
/** What stands behind a name, which Chinese writes without a blank. */
const ENDS = `(?=$|[^${HAN}]|先生|女士|小姐|老师|经理|主任|总监|师傅|同学|说|让|的(?:电话|手机|账号|邮箱|微信)|电话|手机|已|在|要|想|和|跟)`;
/** What is said of somebody. */
const SPOKEN_OF =
  "先生|女士|老师|经理|的|和|与|说|在|是|已|要|想|不|没|也|应|打|反映|这|那|让|把|给|有|能|还|就|都|帮|登|几|他|她|您|你|我|收|签|因|改|那里|负责|提|离|做|两|现在|昨天|今天|刚才";
const ENTRY =
  "姓名|来电人|来访人|报修人|投诉人|投保人|被保险人|审批人|制单人|复核人|发起人|联系人|收件人|收货人|收票人|经办人|申请人|负责人|对接人|签收人|报障人|提交人|户名|客户名|客户名称|法人|法定代表人|署名|落款|持卡人|员工";
/** What stands in a form in place of a name. */
const NOBODY = "管理员|系统|客户|客服|无|空|未填|必填|同上|不详|本人|全部|其他|为空|缺失|未知|默认|测试|选填";
const RANK = "先生|女士|小姐|太太|老师|经理|主任|总监|师傅|会计|阿姨|医生|律师";
/** 一张, 每周: counted, and no name. First of all the sign has to be one that names begin with. */
const UNCOUNTED = `(?=[${BEGINS}${SURNAMES}${SURNAMES_OF_OTHER_SENSE}])(?!(?<=[一两三四几每这那\\d])张|(?<=[每本上下这那])周)`;

const CAPITAL = "\\p{Lu}[\\p{L}'’-]{1,20}";
const BETWEEN = "(?: (?:\\p{Lu}\\.|van|von|der|den|de|da|dos|del|la|bin|al|el)){0,2}";
const SOME_EN = `${CAPITAL}(?:${BETWEEN} ${CAPITAL}){0,3}`;
const FULL_EN = `${CAPITAL}(?:${BETWEEN} ${CAPITAL}){1,3}`;
const ENTRY_EN =
  "[Cc]ontact(?: person| name)?|[Aa]ttn\\.?|[Aa]ttention|[Rr]equester|[Rr]eporter|[Aa]ssignee|[Aa]ssigned to|[Rr]eported by|[Cc]aller|[Cc]ardholder|[Rr]ecipient|[Ss]hip to|[Bb]ill to|[Cc]ustomer|[Ee]mployee|[Aa]ccount holder|[Ss]igned(?: by)?|[Nn]ame(?: on (?:the )?(?:card|account))?";
const CLOSING_EN =
  "[Mm]it freundlichen Grüßen|Cordialement|Saludos|Atenciosamente|[Rr]egards|[Tt]hanks(?: again| in advance| a lot)?|[Tt]hank you|[Tt]hx|[Tt]nx|[Bb]est(?: wishes)?|[Cc]heers|[Ss]incerely|BR|[Yy]ours(?: truly| faithfully)?";

const zh = (pattern: string): PiiRule => ({ kind: "name", pattern: new RegExp(pattern, "gu") });
const en = (pattern: string): PiiRule => ({
  kind: "name",
  pattern: new RegExp(pattern, "gu"),
  holds: (found) => !NO_NAME_EN.test(found),
});

/** Names of people, by what stands around them and by the signs and words that names are made of. */
export const NAME_RULES: readonly PiiRule[] = [
  zh(`(?<=(?:${ENTRY})(?:是|为|叫)?\\s{0,2}[:：|]\\s{0,2})${ANY}${HAN}{1,2}(?!${HAN})`),
  zh(`(?<=(?:${ENTRY})(?:是|为|叫)?)${CLEAR}${HAN}{1,2}${ENDS}`),
  // Who fills in a form is called so, whatever the name: 填写人：乜小燕.
  zh(`(?<=(?:${HAN}{1,3}人|收件)\\s{0,2}[:：]\\s{0,2})(?!${NOBODY})${HAN}{2,4}(?![${HAN}-])`),
  // Fields of records and logs, and who speaks in a transcript.
  zh(
    `(?<=(?:[Uu]ser|[Dd]river|[Nn]urse|[Oo]wner|[Ff]ull[_ ]?[Nn]ame|(?:[Pp]atient|[Dd]river|[Ee]mployee|[Cc]ustomer|[Uu]ser|[Cc]ontact)_?[Nn]ame)["']?\\s?[=:]\\s?["'])${HAN}{2,4}(?=["'])`,
  ),
  zh(`(?<=(?:^|\\n)\\[(?:客服-)?)(?!${NOBODY})${HAN}{2,3}(?=\\] ?\\d{1,2}:\\d\\d)`),
  zh(`(?<=我叫|叫我|本人|我的名字是|名字叫)${ANY}${HAN}{1,2}${ENDS}`),
  zh(`(?<=我姓|免贵姓)${ANY}`),
  zh(`(?<=(?:我|这里|这边)是(?:${HAN}{2,10}的)?)${CLEAR}${HAN}{1,2}(?=$|[^${HAN}])`),
  zh(`${UNCOUNTED}${CLEAR}${HAN}{0,2}(?=${RANK})`),
  zh(`(?<=^|[^${HAN}]|找|联系|请|跟|和|给|让|叫|问)${ANY}(?=${RANK})`),
  zh(`${UNCOUNTED}${CLEAR}(?=[总工姐哥](?:$|[，。、！？,.!?\\s:：]|说|让|找|您|你好))`),
  zh(`${UNCOUNTED}(?:${CLEAR}|张)${GIVEN}{2}(?!${GIVEN})`),
  zh(`${UNCOUNTED}${ANY}(?:${SURE}${GIVEN}|${GIVEN}${SURE})(?!${GIVEN})`),
  zh(`${UNCOUNTED}(?:${CLEAR}|(?!${NO_NAME_ZH})[张黄任田何马谢高周汤魏石])${SURE}(?=$|[^${HAN}]|${SPOKEN_OF})`),
  zh(`${COMPOUND}${HAN}{1,2}(?=$|[^${HAN}]|${SPOKEN_OF})`),
  zh(
    `(?<=${ROLES_ZH}|[找给跟和与请叫让由对转告]|一下|[今昨]天|刚才|你们的)${ANY}(?:${GIVEN}{2}|${GIVEN})(?=$|[^${HAN}]|${SPOKEN_OF})`,
  ),
  zh(`(?<=["“「'])${ANY}(?:${GIVEN}{1,2}|${HAN}${GIVEN})(?=["”」'])`),
  // 阿依古丽·买买提: a name that is written by its sound, with a dot inside.
  zh(`(?=${HAN}{0,6}[${SOUND_SIGNS}])${HAN}{2,7}[·•](?=${HAN}{0,6}[${SOUND_SIGNS}])${HAN}{2,8}(?!${HAN})`),
  // A line of its own, or the beginning of one that goes on with a number.
  zh(
    `(?<=(?:^|\\n)[ \\t—|-]{0,4})${CLEAR}${HAN}{1,2}(?=[ \\t]*(?:\\n|$)|[,，/|(（ \\t]{1,3}(?:\\+?\\d{2}|电话|手机|工号))`,
  ),
  en(`(?<=\\b(?:(?:[Mm]y|[Hh]is|[Hh]er|[Ff]ull|[Tt]he) name is|[Cc]all me|[Nn]ame\\? User:) )${SOME_EN}`),
  en(`(?<=\\b(?:I am|I['’]m|[Tt]his is|[Ii]t(?:['’]s| is)) )${FULL_EN}`),
  en(`(?<=\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme|Sra?)\\.? )${SOME_EN}`),
  en(
    `(?<=(?:^|\\n)\\s{0,4}(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening)),? )${SOME_EN}(?= ?(?:[,!:.\\n—-]|$))`,
  ),
  en(`(?<=(?:${CLOSING_EN})[,!.]?\\s{1,4}(?:[—-]{1,2} ?)?)${SOME_EN}(?=\\s{0,3}(?:[\\n,(|]|$))`),
  en(
    `(?<=\\b(?:(?:${ENTRY_EN})\\s?:|[Cc]ardholder|[Nn]ame|[Cc]aller|[Oo]wner|(?:[Aa]dmin|[Oo]wner|[Mm]anager|[Cc]ontact|[Aa]ccount holder) is|(?:phone|call|chat|meeting) with|(?:[Oo]ur|[Mm]y|[Tt]he(?:ir)?|[Nn]ew|[Ff]ormer) (?:\\w+ )?(?:CEO|CFO|CTO|COO|CIO|admin|administrator|agent|analyst|assistant|buyer|client|colleague|consultant|contractor|controller|customer|developer|director|driver|owner|employee|engineer|hire|intern|lead|manager|nurse|partner|patient|student|supervisor|supplier|teacher|technician|tenant|trainee|user)|of our \\w+) {0,8})${FULL_EN}`,
  ),
  en(
    `(?<=\\b(?:(?:[Cc]hange|[Cc]orrect|[Uu]pdate|[Rr]ename) (?:it|that|this|(?:the|my|her|his) (?:last |first |sur)?name) to|[Uu]nder (?:the|my \\w+['’]s) name|[Aa]dd|[Rr]emove|[Ii]nvite) )${FULL_EN}`,
  ),
  en(
    `(?<=\\b[Mm]y (?:wife|husband|partner|son|daughter|kid|boss|co-?worker|assistant|manager|teammate|accountant) )${SOME_EN}`,
  ),
  en(`(?<=\\b(?:[Ss]poken?|[Tt]alk(?:ed|ing)|[Cc]hatted|[Mm]et|[Ss]peaking) (?:(?:to|with) )?)${SOME_EN}`),
  en(
    `(?<=\\b(?:[Ee]mployee|[Dd]river|[Pp]atient|[Nn]urse|[Cc]ourier|[Tt]echnician|[Cc]ontractor|[Ss]tudent|[Tt]eacher|[Cc]olleague)s?,? )${FULL_EN}`,
  ),
  en(`(?<=(?:^|\\n)(?:From|To|Cc|Bcc):[^\\n]{0,120})${FULL_EN}`),
  en(`(?<=<(?:[Ff]ull|[Ff]irst|[Ll]ast|[Gg]iven|[Ff]amily|[Ss]ur)[_-]?[Nn]ame>)[^<\\n]{2,60}(?=<)`),
  en(
    `(?<=["'](?:given|family|first_?[Nn]ame|last_?[Nn]ame|full_?[Nn]ame|surname)["']\\s?:\\s?["'])[^"'\\n]{2,60}(?=["'])`,
  ),
  en(`(?<=\\b(?:[Mm]y|[Yy]our|[Oo]ur) (?:colleague|co-?worker|teammate) )${SOME_EN}`),
  en(`(?<=\\b(?:[Ff]irst|[Ll]ast|[Ff]amily|[Gg]iven|[Ss]ur|[Ff]ull)[ _-]?[Nn]ame["']?\\s?[:=] ?["']?)${SOME_EN}`),
  en(`(?<=")${CAPITAL}, ${CAPITAL}(?=")`),
  en(
    `(?<![\\p{L}\\d])(?:${GIVEN_EN})(?= (?:saw|says?|said|told|promised|called|wrote|asked|left|from (?:our|your|the)|needs|wants|can['’]t|cannot|sent|reported|confirmed|mentioned|is on|resigned|joined))`,
  ),
  en(`(?<![\\p{L}\\d])(?:${GIVEN_EN}) (?:\\p{Lu}\\. )?${CAPITAL}(?:[ -]${CAPITAL})?`),
];
