import type { PiiRule } from "./rule.ts";

const HAN = "\\p{Script=Han}";
/** A sign of a place's name; these others stand before one. */
const OF_PLACE = `(?:(?![在到于往是址为的])${HAN})`;
/** 线路1号 and 思路 are no streets. */
const STREET_ZH = `(?:(?<![线链电思支回通网套出门后来退])路|街|大道|(?<![管通频渠轨])道|巷|弄|胡同|里|村|镇|社区|小区|花园|园区|工业园|科技园|大厦|广场|中心)`;
const NUMBER_ZH =
  "(?:附?\\d{1,5}(?:-\\d{1,4})?\\s?(?:号楼?|弄|栋|幢|座|单元|室|楼|层|房|期|门|组)|[A-Za-z]\\d?\\s?(?:栋|座|区|幢))";
const REGION_ZH = `(?:${OF_PLACE}{2,8}?(?:省|自治区|市|区|县|州|旗))`;
const STREET_EN =
  "(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Crescent|Close|Way)";
const WORD_EN = "(?:\\p{Lu}[\\p{L}'’-]*\\.?|\\d{1,3}(?:st|nd|rd|th))";
const TOWN_EN = `(?:,?[ \\n]+(?:\\p{Lu}[\\p{L}'’.-]+[ ,]{1,2}){0,4}(?:[A-Z]{2},? ?\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}))`;

/** Where a customer's packages and invoices go; the address of a machine or a page is called otherwise. */
const CALLED_ZH =
  "(?<=(?:(?<!IP|ip|URL|url|MAC|网|网络|邮箱|邮件|服务|服务器|内存|接口|登录|访问|数据库|下载|仓库|页面|主机|代理|检查)地址|住址|住在|家住|寄到|寄往|寄至|送到)(?:是|为|改为|改成|变更为)?\\s{0,2}[:：]?\\s{0,2})";
const CALLED_EN =
  "(?<=(?:\\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)(?: new| home| current)?|[Hh]ome|[Pp]ostal|[Mm]ailing|[Bb]illing|[Ss]hipping|[Dd]elivery|[Ss]treet|[Nn]ew) address(?: is| to)?:? {0,2}|\\n ?[Aa]ddress: {1,8}|\\b[Ll]ives? (?:at|on) |\\b(?:[Ss]hip(?:ped)?|[Dd]eliver(?:ed)?) (?:it )?to )";
const isMachine = (found: string): boolean => /:\/\/|@|\d+\.\d+\.\d+|[=<>{}`]/.test(found);

/** Postal addresses: a street with its number, whatever stands before it of town and behind it of floor and room. */
export const ADDRESS_RULES: readonly PiiRule[] = [
  {
    kind: "address",
    digits: 1,
    pattern: new RegExp(`${CALLED_ZH}(?![:：\\s])[^\\n，,。;；?？!！]{6,60}`, "gu"),
    holds: (found) => /[省市区县镇乡村路街道巷号栋室楼苑]/.test(found) && !isMachine(found),
  },
  {
    kind: "address",
    digits: 1,
    pattern: new RegExp(
      `${CALLED_EN}(?![:\\s]|is |to )[^\\n;?!]{6,80}?(?=[.]?(?:\\n|$)|\\. |[;?!]| (?:and|but|so|instead|please|not) )`,
      "gu",
    ),
    holds: (found) => /\d/.test(found) && /\p{Lu}\p{Ll}/u.test(found) && !isMachine(found),
  },
  {
    kind: "address",
    digits: 1,
    pattern: new RegExp(
      `(?:${REGION_ZH}\\s?){0,4}${OF_PLACE}{1,8}?${STREET_ZH}(?:[${HAN}A-Za-z]{0,10}? ?${NUMBER_ZH}\\d{0,5})+(?:[（(][^）)\\n]{1,20}[）)])?`,
      "gu",
    ),
    holds: (found) => found.length >= 6,
  },
  {
    kind: "address",
    digits: 1,
    pattern: new RegExp(
      `(?<![\\w.-])\\d{1,6}[A-Za-z]?(?:-\\d{1,4})?,? (?:${WORD_EN} ){1,4}${STREET_EN}\\b\\.?(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Fl|#)\\.? ?#?[\\w-]{1,6})?${TOWN_EN}?`,
      "gu",
    ),
  },
  {
    kind: "address",
    digits: 1,
    pattern: new RegExp(
      `(?<![\\w.-])(?:\\d{1,6},? )?(?:${WORD_EN} ){1,3}(?:\\d{1,4})?[\\s,]{0,3}(?:Apt|Apartment|Suite|Flat)\\.? #?\\d{1,5}(?!\\d)${TOWN_EN}?`,
      "gu",
    ),
  },
  { kind: "address", digits: 1, pattern: /\b(?:P\.?O\.? Box|PSC \d{1,5},? Box|Unit \d{1,5},? Box) \d{1,6}(?!\d)/g },
  // In Romance languages the kind of street comes first and the number last.
  {
    kind: "address",
    digits: 1,
    pattern:
      /(?<![\p{L}\d])(?:Rua|Av\.|Avenida|Calle|Via|Viale|Piazza|Rue|Paseo|Carrera|Praça) (?:(?:d[aeo]s?|del|della|la|los) )?(?:\p{Lu}[\p{L}'’.-]+ ?){1,4},? ?\d{1,5}(?!\d)(?:, (?:apto|cj|piso)\.? ?\d{1,5})?/gu,
  },
  // A British one without a street ends in its town and postcode.
  {
    kind: "address",
    digits: 2,
    pattern:
      /(?<![\p{L}\d])(?:(?:Unit|Flat|Floor|Suite|Block) ?)?[\p{Lu}\d][\p{L}\d'’.-]*(?: [\p{Lu}\d][\p{L}\d'’.-]*){0,4}, (?:[\p{Lu}][\p{L} ]{2,24}, ){0,3}\p{Lu}[\p{L} ]{2,20},? [A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)/gu,
  },
  // German and Dutch streets end in their kind and come before their number.
  {
    kind: "address",
    digits: 1,
    pattern:
      /(?<![\p{L}\d])(?:\p{Lu}[\p{L}.-]*[ -]){0,2}[\p{L}-]{2,}(?:stra\P{ASCII}e|strasse|str\.|gasse|platz|allee|weg|straat|laan) \d{1,4} ?[a-z]?(?![\p{L}\d])(?:,? \d{4,5} ?(?:[A-Z]{2} )?\p{Lu}[\p{L}-]+)?/gu,
  },
];
