import { fold } from "../../kernel/fold.ts";
import type { Audience, Language } from "../../kernel/labels.ts";
import { turnedBounds } from "./bounds.ts";
import { commitments } from "./commitments.ts";
import { personalIn } from "./personal.ts";
import { unheldQuantities } from "./quantities.ts";
import { resemblance } from "./resemblance.ts";
import { languageOf } from "./sentence-language.ts";
import { type CheckPassage, holds, isVerbatim, passageSource, prepareSource, type Source } from "./source.ts";
import { hardTokens, isClaimed, names, spelledNumbers, squeeze, withoutStepSign } from "./tokens.ts";
import type { CheckRule, Reason, Verdict } from "./verdict.ts";

/** `fact` says something of the product; `frame` is a polite form of ours; `question` asks the customer back. */
export type SentenceKind = "fact" | "frame" | "question";

export interface DraftSentence {
  readonly kind: SentenceKind;
  readonly text: string;
  /** Indexes into the passages of the run, from 0. */
  readonly cites: readonly number[];
}

/** What the checks need to know beside the draft; set by the server. */
export interface CheckFacts {
  readonly language: Language;
  /** Audiences whose passages the recipient may read. */
  readonly audiences: readonly Audience[];
  /** Wording about promises, prices, refunds and dates that policy allows. */
  readonly allowedStatements: readonly string[];
  /** What the recipient said or is known to run; a question back may repeat it, a fact may name its products. */
  readonly known: string;
  /** Personal data of the recipient. */
  readonly owned: readonly string[];
}

export interface CheckedDraft {
  readonly verdicts: readonly Verdict[];
  /** False when any sentence failed any rule: such a draft is never sent without a human. */
  readonly passed: boolean;
  readonly failures: readonly (Reason & { readonly sentence: number })[];
}

/** Checks a draft sentence by sentence. Pure: the same draft, passages and facts give the same verdicts. */
export const checkDraft = (
  draft: readonly DraftSentence[],
  passages: readonly CheckPassage[],
  facts: CheckFacts,
): CheckedDraft => draftChecker(passages, facts)(draft);

/** The same for drafts over the same passages; a draft that grows has each sentence checked once. */
export function draftChecker(
  passages: readonly CheckPassage[],
  facts: CheckFacts,
): (draft: readonly DraftSentence[]) => CheckedDraft {
  const check = sentenceChecker(passages, facts);
  const known = new Map<string, Verdict>();
  return (draft) => {
    const verdicts = draft.map((sentence) => {
      const key = JSON.stringify([sentence.kind, sentence.text, sentence.cites]);
      const verdict = known.get(key) ?? check(sentence);
      known.set(key, verdict);
      return verdict;
    });
    const failures = verdicts.flatMap(({ reasons }, sentence) => reasons.map((reason) => ({ ...reason, sentence })));
    return { verdicts, passed: failures.length === 0, failures };
  };
}

const WORD_FOR_WORD = { similarity: 1, reasons: [] };

function sentenceChecker(passages: readonly CheckPassage[], facts: CheckFacts): (sentence: DraftSentence) => Verdict {
  const prepared = new Map<number, Source>();
  const source = (index: number): Source[] => {
    const passage = passages[index];
    if (passage === undefined) return [];
    if (!prepared.has(index)) prepared.set(index, passageSource(passage));
    return [prepared.get(index)!];
  };
  return (said) => {
    const { text, foreign } = personalIn(said.text, facts.owned);
    const sentence = { ...said, text };
    const cited = [...new Set(sentence.cites)].flatMap(source);
    const reasons: Reason[] = [...always(sentence, foreign, cited, facts)];
    let similarity: number | null = null;
    if (sentence.kind === "fact") {
      reasons.push(...citations(sentence, passages, facts));
      const verbatim = isVerbatim(text, cited);
      reasons.push(...(verbatim ? cutLinks(text, cited) : copied(text, cited, facts.known)));
      const likeness = verbatim ? WORD_FOR_WORD : resemblance(text, cited, facts.known);
      similarity = likeness.similarity;
      reasons.push(...likeness.reasons);
    } else if (sentence.kind === "question") {
      const all = [
        ...passages.flatMap((_, i) => source(i)),
        prepareSource({ text: facts.known, title: "", headingPath: [], audience: "public" }),
      ];
      reasons.push(
        ...copied(sentence.text, all, facts.known).filter(({ rule }) => rule !== "name" && rule !== "quote"),
      );
    }
    return { supported: worthShowing(reasons), reasons, similarity };
  };
}

/**
 * Words in the wrong language that their passages bear out, and words in the right one that cannot be compared, are of
 * use to a person. Either keeps the draft from leaving alone; with both, nothing vouches for the sentence.
 */
const worthShowing = (reasons: readonly Reason[]): boolean =>
  reasons.length === 0 ||
  reasons.every(({ rule }) => rule === "language") ||
  reasons.every(({ rule }) => rule === "unverified");

/** Rules for every kind of sentence: commitments, personal data, language. */
function* always(
  sentence: DraftSentence,
  personal: readonly string[],
  cited: readonly Source[],
  facts: CheckFacts,
): Generator<Reason> {
  for (const { rule, found } of commitments(sentence.text, facts.allowedStatements)) yield { rule, found };
  for (const found of personal)
    if (!cited.some((source) => source.squeezed.includes(squeeze(found)))) yield { rule: "personal", found };
  const language = languageOf(sentence.text);
  const copiedWhole = () =>
    cited.some((source) => source.language === facts.language && source.squeezed.includes(squeeze(sentence.text)));
  if (language !== null && language !== facts.language && !copiedWhole())
    yield { rule: "language", found: sentence.text.slice(0, 80) };
}

function citations({ cites }: DraftSentence, passages: readonly CheckPassage[], facts: CheckFacts): Reason[] {
  const reasons: Reason[] = cites.length === 0 ? [{ rule: "no_citation", found: "" }] : [];
  for (const index of cites) {
    const passage = passages[index];
    if (passage === undefined) reasons.push({ rule: "unknown_citation", found: String(index + 1) });
    else if (!facts.audiences.includes(passage.audience)) reasons.push({ rule: "audience", found: String(index + 1) });
  }
  return reasons;
}

/** Everything that must stand in a cited passage as it is. */
function copied(text: string, cited: readonly Source[], known: string): Reason[] {
  const plain = withoutStepSign(text);
  const reasons = hardTokens(plain)
    .filter((token) => !cited.some((source) => holds(source, token)))
    .map(({ kind, raw }): Reason => ({ rule: kind as CheckRule, found: raw }));
  for (const token of spelledNumbers(plain).filter(isClaimed)) {
    if (!cited.some((source) => source.folded.includes(token.raw) || holds(source, token)))
      reasons.push({ rule: "number", found: token.raw });
  }
  for (const found of [...unheldQuantities(plain, cited), ...turnedBounds(plain, cited)])
    reasons.push({ rule: "number", found });
  for (const [sign] of plain.matchAll(FOREIGN)) {
    if (!cited.some((source) => source.text.includes(sign))) reasons.push({ rule: "identifier", found: sign });
  }
  for (const [run] of plain.matchAll(SIGNS)) {
    const found = squeeze(run);
    if (new Set(found).size > 1 && !cited.some((source) => source.squeezed.includes(found)))
      reasons.push({ rule: "identifier", found: run.trim() });
  }
  const heard = fold(known);
  if (cited.every((source) => source.language === null || source.language === languageOf(text))) {
    for (const name of names(plain)) {
      const stem = name.length > 4 ? name.replace(/(?:es|s|ing|ed)$/, "") : name;
      if (!heard.includes(stem) && !cited.some((source) => source.folded.includes(stem)))
        reasons.push({ rule: "name", found: name });
    }
  }
  return reasons;
}

const LINK = /https?:|www\.|@/i;

/** Links of a sentence that stands word for word in a source, and ends in the middle of one. */
function cutLinks(text: string, cited: readonly Source[]): Reason[] {
  if (!LINK.test(text)) return [];
  return hardTokens(text)
    .filter((token) => token.kind === "url" && !cited.some((source) => holds(source, token)))
    .map(({ raw }) => ({ rule: "url", found: raw }));
}

/** Letters, digits and pictures that no reply is written in: they pass for others, and hide a name or a command. */
const FOREIGN = /(?![\0-\u024f\uff21-\uff5a\p{Script=Han}])\p{L}|(?![0-9０-９])\p{Nd}|(?![©®°™])\p{So}/gu;
/** Signs without words, as Morse code is written. */
const SIGNS = /(?:[\p{P}\p{S}]\s?){6,}/gu;
