import { languageOf } from "../../copilot/check/sentence-language.ts";
import { citable, type Proposal, type ProposalPassage } from "../../copilot/proposal.ts";
import type { Language } from "../../kernel/labels.ts";
import { citationOf } from "./writing.ts";

/** Below this evidence what was found is about something else. */
const EVIDENCE_FROM = 0.1;
/** Share of the best passage's score from which another article is worth naming. */
const BESIDE_FROM = 0.6;
const MOST_ARTICLES = 2;
const LONGEST_TITLE = 120;

const NAMED: Readonly<Record<Language, (titles: readonly string[]) => string>> = {
  zh: (titles) => `等待时，这里也许能找到答案：${titles.map((title) => `《${title}》`).join("、")}。`,
  en: (titles) => `Meanwhile, this may help: ${titles.map((title) => `“${title}”`).join(", ")}.`,
};

/**
 * Articles for a customer to look through while a person is on the way: those that the search put first, when none of
 * them was sure to answer. They are named and said to be uncertain, never quoted. Null where reading is no help: for
 * complaints, work that is to be done, attacks, what is outside the product, and whatever a policy has something against.
 */
export function furtherReading(proposal: Proposal) {
  const { language } = proposal.request;
  const articles = worthReading(proposal) ? bestOfArticles(proposal) : [];
  if (articles.length === 0) return null;
  return { text: NAMED[language](articles.map(({ title }) => title)), citations: articles.map(citationOf) };
}

const worthReading = ({ decision, understanding, signals, retrieved, safety }: Proposal): boolean =>
  decision.handoffReason === "not_in_knowledge_base" &&
  (decision.serviceType === "consult" || decision.serviceType === "standard") &&
  retrieved.answerability >= EVIDENCE_FROM &&
  !understanding.outOfScope.present &&
  !signals.injection &&
  !signals.redress &&
  !signals.asksForHuman &&
  safety === undefined;

/** The best passage of each article that may be cited to whoever asked. */
function bestOfArticles({ request, retrieved: { passages } }: Proposal): ProposalPassage[] {
  const best = Math.max(0, ...passages.map(({ score }) => score));
  const fitting = passages.filter(
    (passage) =>
      citable(passage) &&
      passage.score >= BESIDE_FROM * best &&
      passage.title.length <= LONGEST_TITLE &&
      (languageOf(passage.title) ?? request.language) === request.language,
  );
  const first = fitting.filter(
    ({ articleId }, at) => fitting.findIndex((other) => other.articleId === articleId) === at,
  );
  return first.slice(0, MOST_ARTICLES);
}
