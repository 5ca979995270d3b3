import type { Tx } from "../../db/pool.ts";
import type { Segmenter } from "../../models/segmenter.ts";
import { nameOf, type Topic, topicTerms, withQuestion } from "./cluster.ts";
import { LONGEST_QUESTION, rarityIn } from "./learn.ts";
import {
  deleteMergedInto,
  deleteQuestionsOf,
  deleteSuggestion,
  deleteSuggestionsOf,
  forgetArticleQuestions,
} from "./store/forgetting.ts";
import { questionsOf } from "./store/questions.ts";
import { holdSuggestion, updateGroup } from "./store/suggestions.ts";

/** Questions of a group that its terms are counted from anew. */
const MOST_QUESTIONS = 500;

/**
 * Takes what these tickets taught out of the suggestions: what was suggested of their replies goes, and a group of
 * questions is counted and named anew from its other ones, or goes with its last. The questions go from the articles
 * that were to answer them too. What an editor took into an article stays, since that is the vendor's own knowledge by
 * now; gives the ids of these articles, so that somebody may read them over.
 */
export async function forgetSuggestions(
  tx: Tx,
  segmenter: Segmenter,
  ticketIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const asked = await deleteQuestionsOf(tx, ticketIds);
  const articles = new Set<string | null>();
  const byGroup = Map.groupBy(asked, ({ suggestionId }) => suggestionId);
  for (const [id, gone] of [...byGroup].sort(([a], [b]) => (a < b ? -1 : 1)))
    articles.add(await recountGroup(tx, segmenter, id, gone.length, now));
  const gone = await deleteSuggestionsOf(tx, ticketIds);
  for (const { articleId } of gone) articles.add(articleId);
  const cases = gone.flatMap(({ question }) => question?.slice(0, LONGEST_QUESTION) ?? []);
  await forgetArticleQuestions(tx, [...asked.map(({ question }) => question), ...cases]);
  return [...articles].filter((id) => id !== null);
}

/** Takes `gone` questions out of a group, whose terms are those of the others; gives the article that took it up. */
async function recountGroup(tx: Tx, segmenter: Segmenter, id: string, gone: number, now: Date): Promise<string | null> {
  const group = await holdSuggestion(tx, id);
  const left = ((await questionsOf(tx, [id], MOST_QUESTIONS)).get(id) ?? []).map(({ question }) => question);
  if (group === undefined) return null;
  await deleteMergedInto(tx, id);
  if (left.length === 0) await deleteSuggestion(tx, id);
  else {
    const rarity = await rarityIn(tx, segmenter, left);
    let topic: Topic = { terms: {}, count: 0 };
    for (const question of left) topic = withQuestion(topic, topicTerms(segmenter, question, rarity));
    await updateGroup(tx, id, { ...topic, count: group.count - gone, title: nameOf(topic, segmenter, left) }, now);
  }
  return group.status === "accepted" ? group.articleId : null;
}
