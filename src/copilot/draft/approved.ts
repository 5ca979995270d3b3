import { fold } from "../../kernel/fold.ts";
import type { Hit } from "../../knowledge/types.ts";
import type { DraftSentence } from "../check/check.ts";
import type { CustomerFacts } from "../request.ts";
import { isHeadline, splitUnits } from "./units.ts";

/** Kind of the articles whose headings are questions and whose sections are answers that a person has approved. */
const APPROVED_KIND = "approved_answers";

/** What is known of the asker, all of it set by the server or read from their words. */
export type Asker = Pick<CustomerFacts, "product" | "edition" | "version" | "deployment">;

/**
 * The approved answer to exactly this question, word for word, or null. Greetings, thanks and signs aside the question
 * has to be the approved one, so that no negation, number, version, product or edition can differ; and what the article
 * holds for must be known of the asker, not only possible.
 */
export function approvedAnswer(question: string, hits: readonly Hit[], asker: Asker): readonly DraftSentence[] | null {
  const approved = hits.flatMap((hit, index) =>
    hit.scope.kind === APPROVED_KIND && surelyFor(hit, asker) ? [{ hit, index }] : [],
  );
  const asked = approved.length === 0 ? "" : bare(question);
  if (asked === "") return null;
  const found = approved.flatMap(({ hit, index }) =>
    sectionsOf(hit).flatMap(({ head, lines }) => (bare(head) === asked && lines.length > 0 ? [{ index, lines }] : [])),
  );
  // Two approved answers to one question are a doubt.
  if (found.length !== 1) return null;
  const [{ index, lines }] = found as [(typeof found)[number]];
  return lines.map((text) => ({ kind: "fact", text, cites: [index] }));
}

function surelyFor({ scope }: Hit, asker: Asker): boolean {
  return (
    (scope.product === null || scope.product === asker.product) &&
    (scope.editions.length === 0 || (asker.edition !== null && scope.editions.includes(asker.edition))) &&
    (scope.versions === null || asker.version !== null) &&
    (scope.deployment === null || scope.deployment === asker.deployment)
  );
}

/** The sections of a passage with the headline over each; the first stands under the passage's own heading. */
function sectionsOf({ text, title, headingPath }: Hit): { head: string; lines: string[] }[] {
  const sections = [{ head: headingPath.at(-1) ?? title, lines: [] as string[] }];
  for (const unit of splitUnits(text)) {
    if (isHeadline(unit)) sections.push({ head: unit.text, lines: [] });
    else sections.at(-1)!.lines.push(unit.text);
  }
  return sections;
}

/** Words around a question that change nothing of it. No word that denies, counts or names a thing is among them. */
const AROUND =
  /您好|你好|请问一下|请问|请教一下|请教|想问一下|想问下|麻烦问下|麻烦您?|劳驾|谢谢您?|多谢|感谢|\b(?:hello|hi|dear (?:team|support)|excuse me|please|thanks(?: a lot| in advance)?|thank you(?: very much)?)\b/gu;

/** A question by its letters, digits and the signs inside numbers, codes and comparisons. */
const bare = (question: string): string =>
  fold(question)
    .replace(AROUND, " ")
    .replace(/(?!(?<=\d)[.,:](?=\d))[^\p{L}\p{N}\-+<>=%_/\\@#&*]+/gu, " ")
    .trim()
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "");
