import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/log.ts";
import { articleAt } from "../../knowledge/articles/store/read.ts";
import { dictionaryFor } from "../../knowledge/index/dictionary.ts";
import { addEdit, addQuestions } from "../../knowledge/suggestions/learn.ts";
import { markRead, readUntil } from "../../knowledge/suggestions/store/questions.ts";
import { createSegmenter } from "../../models/segmenter.ts";
import { type EditedDraft, editedDrafts, type Place, unansweredProposals } from "../../tickets/store/learning.ts";
import { repeatForTenants } from "../repeat.ts";

const EVERY_MS = 60_000;
/** Rows come into sight when their transactions commit, which may be later than their own time says. */
const OVERLAP_MS = 10 * 60_000;
const BATCH = 20;
const FIRST = "00000000-0000-0000-0000-000000000000";

export interface LearnDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Reads every tenant's conversations once a minute. Returns a stop that waits for the round. */
export const learnEveryMinute = (deps: LearnDeps & { readonly log: Logger }): (() => Promise<void>) =>
  repeatForTenants(deps, "learn", EVERY_MS, (tenantId, signal) => learn(deps, tenantId, signal));

/**
 * Turns what nothing answered, and what people changed in replies, into suggestions for the articles. What was read
 * before changes nothing, so it may be repeated and stopped at any place. Gives how many were added.
 */
export async function learn(
  deps: LearnDeps,
  tenantId: string,
  signal?: AbortSignal,
): Promise<{ readonly questions: number; readonly edits: number }> {
  const { db, clock } = deps;
  const questions = await readOn(db, tenantId, "questions", signal, async (tx, place) => {
    const rows = await unansweredProposals(tx, place, BATCH);
    if (rows.length === 0) return { added: 0, places: [] };
    const segmenter = createSegmenter(await dictionaryFor(tx));
    const places = rows.map(({ askedAt, proposalId }) => ({ at: askedAt, id: proposalId }));
    return { added: await addQuestions(tx, segmenter, rows, clock.now()), places };
  });
  const edits = await readOn(db, tenantId, "edits", signal, async (tx, place) => {
    const rows = await editedDrafts(tx, place, BATCH);
    let added = 0;
    for (const row of rows) {
      const { citations: _, sentAt: __, ...reply } = row;
      if (await addEdit(tx, { ...reply, passages: await passagesOf(tx, row) }, clock.now())) added += 1;
    }
    return { added, places: rows.map(({ sentAt, draftId }) => ({ at: sentAt, id: draftId })) };
  });
  return { questions, edits };
}

/** Reads page by page from a little before the mark to the end; each page moves the mark in its own transaction. */
async function readOn(
  db: Database,
  tenantId: string,
  kind: "questions" | "edits",
  signal: AbortSignal | undefined,
  page: (tx: Tx, after: Place) => Promise<{ readonly added: number; readonly places: readonly Place[] }>,
): Promise<number> {
  const mark = await inTenant(db, tenantId, (tx) => readUntil(tx, kind));
  let after: Place | undefined = { at: new Date(mark === null ? 0 : mark.getTime() - OVERLAP_MS), id: FIRST };
  let sum = 0;
  while (after !== undefined && !signal?.aborted) {
    const from: Place = after;
    const { added, places } = await inTenant(db, tenantId, async (tx) => {
      const read = await page(tx, from);
      const last = read.places.at(-1);
      if (last !== undefined) await markRead(tx, kind, last.at);
      return read;
    });
    sum += added;
    after = places.length < BATCH ? undefined : places.at(-1);
  }
  return sum;
}

/** The cited passages as the draft rested on them. */
async function passagesOf(tx: Tx, { citations }: EditedDraft) {
  const passages = [];
  for (const { articleId, articleVersion, start, end } of citations) {
    const article = await articleAt(tx, articleId, articleVersion);
    if (article?.body != null) passages.push({ articleId, articleVersion, text: article.body.slice(start, end) });
  }
  return passages;
}
