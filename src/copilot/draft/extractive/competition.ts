import type { Language } from "../../../kernel/labels.ts";
import type { ArticleScope } from "../../../knowledge/types.ts";
import { FRAMES } from "../frames.ts";
import { rangeInWords } from "./version-lines.ts";

/** A found passage as far as the choice between products and versions needs it. */
export interface Competitor {
  readonly articleId: string;
  readonly title: string;
  readonly scope: Pick<ArticleScope, "product" | "editions" | "versions" | "language">;
  readonly score: number;
}

/** What is known of the asker. */
export interface Known {
  readonly product: string | null;
  readonly edition: string | null;
  readonly version: string | null;
}

/** From this share of the best score on a second passage matches about equally well. */
const EQUAL = 0.9;

/**
 * A question back when passages about two products, or about two versions or editions of one, match about equally and
 * nothing tells which one the customer runs; null when there is nothing to ask. Editions are asked for by the titles of
 * the articles, which name them as the vendor does.
 */
export function clarifyingQuestion(
  passages: readonly Competitor[],
  known: Known,
  language: Language,
  productName: (product: string) => string,
): string | null {
  const best = passages[0];
  if (best === undefined) return null;
  const rivals = passages.filter(({ score, articleId }) => articleId !== best.articleId && score >= EQUAL * best.score);
  const frames = FRAMES[language];
  if (known.product === null && best.scope.product !== null) {
    const other = rivals.find(({ scope }) => scope.product !== null && scope.product !== best.scope.product);
    if (other !== undefined) return frames.askProduct([best.scope.product, other.scope.product!].map(productName));
  }
  if (known.version === null && best.scope.versions !== null) {
    const other = rivals.find(
      ({ scope }) =>
        scope.product === best.scope.product && scope.versions !== null && scope.versions !== best.scope.versions,
    );
    if (other !== undefined) {
      return frames.askVersion(
        [best.scope.versions, other.scope.versions!].map((range) => rangeInWords(range, language)),
      );
    }
  }
  if (known.edition === null) {
    const other = rivals.find((rival) => rival.title !== best.title && forOtherEditions(best.scope, rival.scope));
    if (other !== undefined) return frames.askTitle([best.title, other.title]);
  }
  return null;
}

/** Whether two articles about one product are for editions of which none is in both. */
const forOtherEditions = (a: Competitor["scope"], b: Competitor["scope"]): boolean =>
  a.product === b.product &&
  a.language === b.language &&
  a.editions.length > 0 &&
  b.editions.length > 0 &&
  new Set(a.editions).isDisjointFrom(new Set(b.editions));
