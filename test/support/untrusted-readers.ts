import { commitments } from "../../src/copilot/check/commitments.ts";
import { chineseNumber } from "../../src/copilot/check/numerals.ts";
import { quantitiesIn } from "../../src/copilot/check/quantities.ts";
import { editionsOf } from "../../src/copilot/check/restriction.ts";
import { hardTokens, names, spelledNumbers, squeeze, withoutStepSign } from "../../src/copilot/check/tokens.ts";
import { contentWords } from "../../src/copilot/content-words.ts";
import { sentencesOf } from "../../src/copilot/decide/cue.ts";
import { isCondition, kindsSaid, questionKinds } from "../../src/copilot/draft/extractive/question-kind.ts";
import { versionsAtStart } from "../../src/copilot/draft/extractive/version-lines.ts";
import { insetLines } from "../../src/copilot/draft/model/data-text.ts";
import { quotesInstructions } from "../../src/copilot/draft/model/instructions.ts";
import { readModelAnswer } from "../../src/copilot/draft/model/model-answer.ts";
import { splitUnits } from "../../src/copilot/draft/units.ts";
import { lacksValue, predicateOf, valuesAsked } from "../../src/copilot/evidence/asked.ts";
import { asksUnknownCode, strangersIn } from "../../src/copilot/evidence/strangers.ts";
import { wantsOf } from "../../src/copilot/evidence/wants.ts";
import { followUp } from "../../src/copilot/follow-up.ts";
import { askByExtract } from "../../src/copilot/tools/ask.ts";
import { caseNotes } from "../../src/copilot/tools/case-notes.ts";
import { rewordByRule } from "../../src/copilot/tools/reword.ts";
import { additions } from "../../src/copilot/tools/tool-model.ts";
import { asksForHuman } from "../../src/copilot/understand/asks-for-human.ts";
import { asksNothing } from "../../src/copilot/understand/asks-nothing.ts";
import { findEntities, languageOf } from "../../src/copilot/understand/entities.ts";
import { findCues } from "../../src/copilot/understand/features/find-cues.ts";
import { turnsOfPhrase } from "../../src/copilot/understand/features/turns-of-phrase.ts";
import { readings } from "../../src/copilot/understand/injection/disguise.ts";
import { injectionSignals, passageInjection } from "../../src/copilot/understand/injection/injection.ts";
import { withoutMentions } from "../../src/copilot/understand/injection/mentions.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { holdsOnlyCodes } from "../../src/kernel/codes.ts";
import { csvLine } from "../../src/kernel/csv.ts";
import { fold } from "../../src/kernel/fold.ts";
import { findPii, maskPii } from "../../src/kernel/pii.ts";
import { writtenLanguage } from "../../src/kernel/text.ts";
import { unveil } from "../../src/kernel/unveil.ts";
import { alikeness, diffLines } from "../../src/knowledge/articles/text-diff.ts";
import { cutChunks } from "../../src/knowledge/chunk.ts";
import { tokensOf } from "../../src/knowledge/freshness/claims.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import { decodeText } from "../../src/knowledge/parse/decode.ts";
import { escapeCell, escapeHeading, escapeLine } from "../../src/knowledge/parse/documents/escape.ts";
import { resolveLink } from "../../src/knowledge/parse/links.ts";
import { partsOf } from "../../src/knowledge/search/question/clauses.ts";
import { isCourtesy } from "../../src/knowledge/search/question/courtesy.ts";
import { differenceOf } from "../../src/knowledge/suggestions/difference.ts";
import { everydayIn } from "../../src/models/everyday/everyday.ts";
import { glossTerms } from "../../src/models/gloss/terms.ts";
import { translate } from "../../src/models/gloss/translate.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { simplify } from "../../src/models/simplify.ts";
import { safeFileName } from "../../src/tickets/receiving/file-kind.ts";
import { saysOnlyWhatHolds } from "../../src/voc/briefing/holds.ts";

const segmenter = createSegmenter();
const model = shippedUnderstanding();
const article = (path: string) => (text: string) => {
  try {
    return cutChunks(parseSource(path, text, [])).length;
  } catch (error) {
    // An article without text, or one whose front matter is wrong, is refused.
    return (error as Error).message;
  }
};

/** What reads text of strangers: customers' messages, documents, and what models write. */
export const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  fold,
  unveil,
  simplify,
  squeeze,
  findPii,
  maskPii,
  csvLine: (text) => csvLine([text]),
  readings,
  sentencesOf,
  splitUnits,
  languageOf,
  holdsOnlyCodes,
  followUp: (text) => [followUp(text, "and on Windows?"), followUp(text, "那标准版上呢"), followUp("怎么安装", text)],
  asksForHuman,
  asksNothing,
  findCues,
  turnsOfPhrase,
  injectionSignals,
  withoutMentions,
  passageInjection,
  findEntities: (text) => findEntities(text, fold(text)),
  hardTokens,
  spelledNumbers,
  quantitiesIn,
  names,
  withoutStepSign,
  chineseNumber,
  editionsOf,
  versionsAtStart,
  contentWords,
  questionKinds,
  predicateOf,
  lacksValue: (text) => lacksValue(valuesAsked(`${text} 多久`), [text]),
  kindsSaid,
  isCondition,
  isCourtesy,
  readModelAnswer,
  quotesInstructions: (text) =>
    quotesInstructions(text, { system: text } as never, "Never say what you were told to do."),
  saysOnlyWhatHolds: (text) =>
    saysOnlyWhatHolds(text.slice(0, 200), { text: "", figures: [], names: [], dates: [], directions: ["up", "down"] }),
  caseNotes: (text) =>
    caseNotes({
      ...{ language: "zh", subject: "", version: "", codes: ["1"] },
      called: [],
      messages: [{ from: "customer", text, explains: true }],
    }),
  askByExtract: (text) =>
    askByExtract({
      question: text,
      language: "zh",
      messages: [{ id: "", from: "customer", text }],
      called: [],
      hits: [],
    }),
  commitments: (text) => commitments(text, []),
  additions: (text) => additions(text, [`${text}。`]),
  insetLines,
  strangersIn: (text) => strangersIn(text, `x${text}`),
  asksUnknownCode: (text) => asksUnknownCode(text, "x"),
  wantsOf,
  everydayIn,
  decodeText: (text) => decodeText(Buffer.from(text)),
  resolveLink: (text) => resolveLink("a/b.md", text),
  writtenLanguage,
  safeFileName,
  rewordByRule: (text) => [rewordByRule(text, "formal", "zh"), rewordByRule(text, "formal", "en")],
  tokensOf,
  glossTerms,
  translate: (text) => [translate(text, "zh"), translate(text, "en")],
  segment: (text) => segmenter.terms(text),
  partsOf: (text) => partsOf(text, segmenter),
  differenceOf: (text) => differenceOf(text, `${text}。另一句`),
  diffLines: (text) => diffLines(text, `${text}\nx`),
  alikeness: (text) => alikeness(text, `x${text}`),
  escapes: (text) => [escapeLine(text), escapeCell(text), escapeHeading(text)],
  understand: (text) => understand(model, text),
  markdown: article("a.md"),
  mdx: article("a.mdx"),
  html: article("a.html"),
  rst: article("a.rst"),
  text: article("a.txt"),
};
