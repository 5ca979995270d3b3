import type { Tx } from "../../db/pool.ts";
import { DomainError } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import type { Language } from "../../kernel/labels.ts";
import { maskPii } from "../../kernel/pii.ts";
import type { Segmenter } from "../../models/segmenter.ts";
import { alikeness } from "../articles/text-diff.ts";
import { readPostings } from "../search/store.ts";
import { joins, nameOf, type Rarity, type Topic, topicTerms, withQuestion } from "./cluster.ts";
import { differenceOf, type SentenceChange } from "./difference.ts";
import { concernsArticle } from "./patch.ts";
import { countedProposals, type GapQuestion, insertQuestion, questionsOf } from "./store/questions.ts";
import { groupsFor, holdSuggestion, insertSuggestion, updateGroup } from "./store/suggestions.ts";

export interface UnansweredQuestion extends GapQuestion {
  readonly language: Language;
  readonly product: string | null;
}

export const LONGEST_QUESTION = 500;
const SAMPLE = 20;

/**
 * Adds questions that nothing answered to the suggestions, in the order given: each joins the group it is most like, or
 * begins one. A question that was added before changes nothing. Personal data is masked. Gives the number added.
 */
export async function addQuestions(
  tx: Tx,
  segmenter: Segmenter,
  asked: readonly UnansweredQuestion[],
  now: Date,
): Promise<number> {
  const counted = await countedProposals(
    tx,
    asked.map(({ proposalId }) => proposalId),
  );
  let added = 0;
  for (const { language, product, ...row } of asked) {
    if (counted.has(row.proposalId)) continue;
    const question = maskPii(row.question).trim().slice(0, LONGEST_QUESTION);
    const terms = topicTerms(segmenter, question, await rarityIn(tx, segmenter, [question]));
    if (terms.size === 0) continue;
    const group = await heldGroup(tx, terms, { language, product });
    const topic: Topic = withQuestion(group ?? { terms: {}, count: 0 }, terms);
    const id = group?.id ?? newId(now);
    if (group === undefined) {
      const title = nameOf(topic, segmenter, [question]);
      const content = { terms: topic.terms };
      const write = { id, kind: "gap" as const, type: null, title, language, product, count: 1, content };
      await insertSuggestion(tx, { ...write, articleId: null, replyDraftId: null }, now);
    }
    if (!(await insertQuestion(tx, id, { ...row, question })))
      throw new DomainError("conflict", "Another run is adding the same questions; it is tried again.");
    if (group !== undefined) {
      const questions = (await questionsOf(tx, [id], SAMPLE)).get(id) ?? [];
      const title = nameOf(
        topic,
        segmenter,
        questions.map((each) => each.question),
      );
      await updateGroup(tx, id, { title, ...topic }, now);
    }
    added += 1;
  }
  return added;
}

/**
 * The group that a question joins, held until the transaction ends; undefined when it begins one. Read again once it is
 * held: until then an erasure may have taken questions out of it, whose words must not be written back, or all of it.
 */
async function heldGroup(
  tx: Tx,
  terms: ReadonlyMap<string, number>,
  { language, product }: Pick<UnansweredQuestion, "language" | "product">,
): Promise<(Topic & { readonly id: string }) | undefined> {
  for (let held: string | undefined; ; ) {
    const groups = await groupsFor(tx, language, product);
    const group = joins(
      terms,
      groups.map(({ id, content, count }) => ({ id, terms: content.terms ?? {}, count })),
    );
    if (group === undefined || group.id === held) return group;
    await holdSuggestion(tx, group.id);
    held = group.id;
  }
}

/** How telling each term of these questions is, by how few passages of the knowledge base have it. */
export async function rarityIn(tx: Tx, segmenter: Segmenter, questions: readonly string[]): Promise<Rarity> {
  const asked = questions.flatMap((question) => segmenter.queryTerms(question).map(({ term }) => term));
  const index = await readPostings(tx, [...new Set(asked)]);
  if (!index) return () => 1;
  const { chunks } = index.corpus;
  const idf = (count: number) => Math.log(1 + (chunks - count + 0.5) / (count + 0.5));
  return (term) => idf((index.postings.get(term)?.length ?? 0) / 2) / idf(0);
}

/** A reply that a person changed before it left. */
export interface EditedReply {
  readonly draftId: string;
  readonly ticketId: string;
  readonly language: Language;
  readonly product: string | null;
  readonly drafted: string;
  readonly sent: string;
  /** The passages that the draft rested on, with their texts. */
  readonly passages: readonly { readonly articleId: string; readonly articleVersion: number; readonly text: string }[];
}

/** Makes a suggestion of what a person changed in a reply. False when they changed nothing, or it was read before. */
export async function addEdit(tx: Tx, reply: EditedReply, now: Date): Promise<boolean> {
  const difference = differenceOf(reply.drafted, reply.sent);
  if (difference === null) return false;
  // What a change is of may be told by the very data that is not kept.
  const masked = difference.changes.map(({ type, before, after, follows }) => ({
    type,
    before: before && maskPii(before),
    after: after && maskPii(after),
    follows: follows && maskPii(follows),
  }));
  const passage = passageOf(reply, masked);
  const changes = masked.sort((a, b) => Number(concernsArticle(b)) - Number(concernsArticle(a)));
  const told = changes[0]!;
  return insertSuggestion(
    tx,
    {
      id: newId(now),
      kind: "edit",
      type: difference.type,
      title: (told.after ?? told.before ?? "").slice(0, 200),
      language: reply.language,
      product: reply.product,
      count: 1,
      content: { changes, ticketId: reply.ticketId, ...(passage && { articleVersion: passage.articleVersion }) },
      articleId: passage?.articleId ?? null,
      replyDraftId: reply.draftId,
    },
    now,
  );
}

/** The passage that the changed sentences are most like; they were drafted from it. */
function passageOf({ passages }: EditedReply, changes: readonly SentenceChange[]) {
  const words = changes.map(({ before, follows, after }) => before ?? follows ?? after ?? "");
  const closeness = (text: string) =>
    words.reduce((sum, sentence) => sum + (text.includes(sentence) ? 1 : alikeness(sentence, text)), 0);
  return [...passages].sort((a, b) => closeness(b.text) - closeness(a.text))[0];
}
