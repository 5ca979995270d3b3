import { can } from "../../access/roles.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import type { Logger } from "../../kernel/log.ts";
import { maskPii } from "../../kernel/pii.ts";
import { dictionaryFor } from "../../knowledge/index/dictionary.ts";
import { topicTerms } from "../../knowledge/suggestions/cluster.ts";
import { createSegmenter, type Segmenter } from "../../models/segmenter.ts";
import { likeness, solvedCaseOf, tellingWeight } from "../../tickets/solved-case.ts";
import { recentMessages } from "../../tickets/store/messages.ts";
import {
  type Candidate,
  candidatesBy,
  caseMessages,
  casesBehind,
  countTerms,
  readCases,
  type SolvedCase,
  writeCases,
} from "../../tickets/store/solved-cases.ts";
import { readTicket } from "../../tickets/store/tickets.ts";
import type { Ticket } from "../../tickets/ticket.ts";
import { repeatForTenants } from "../repeat.ts";

export interface SolvedCaseDeps {
  readonly db: Database;
  readonly clock: Clock;
}

const EVERY_MS = 60_000;
/** Longer than any transaction lasts: what is committed late is found all the same. */
const LOOK_BACK_MS = 2 * 3_600_000;
const ALL_EVERY_MS = 3_600_000;
const BATCH = 50;
/** Telling words that are kept of one case. */
const MOST_TERMS = 24;

/** Keeps the solved cases at most a minute behind; once an hour all tickets are looked at. */
export function foldSolvedCases(deps: SolvedCaseDeps & { readonly log: Logger }): () => Promise<void> {
  const lookedAtAll = new Map<string, number>();
  return repeatForTenants(deps, "solved-cases", EVERY_MS, async (tenantId, signal) => {
    const now = deps.clock.now().getTime();
    const all = now - (lookedAtAll.get(tenantId) ?? 0) >= ALL_EVERY_MS;
    await foldCases(deps, tenantId, new Date(all ? 0 : now - LOOK_BACK_MS), signal);
    if (all) lookedAtAll.set(tenantId, now);
  });
}

/** Brings the cases of all tickets solved and changed since `since` up to date. Doing it again changes nothing. */
export async function foldCases(
  { db }: Pick<SolvedCaseDeps, "db">,
  tenantId: string,
  since: Date,
  signal?: AbortSignal,
): Promise<number> {
  let done = 0;
  for (let found = BATCH; found === BATCH && !signal?.aborted; done += found)
    found = await inTenant(db, tenantId, async (tx) => {
      const behind = await casesBehind(tx, since, BATCH);
      if (behind.length === 0) return 0;
      const ids = behind.map(({ id }) => id);
      const messages = await caseMessages(tx, ids);
      const segmenter = createSegmenter(await dictionaryFor(tx));
      const rows = behind.map(({ id, version, solvedAt }) => {
        const { problem, questionId, replyId } = solvedCaseOf(messages.get(id) ?? []);
        const terms = replyId === null ? [] : [...tellingTerms(segmenter, problem).keys()];
        const of = { question_id: questionId, reply_id: replyId, terms, solved_at: solvedAt };
        return { ticket_id: id, version, ...of };
      });
      await writeCases(tx, rows);
      return behind.length;
    });
  return done;
}

/** Words, stems and codes, the weightiest first; pairs of characters only where there is next to nothing else. */
function tellingTerms(segmenter: Segmenter, text: string): Map<string, number> {
  const all = [...topicTerms(segmenter, text)];
  const words = all.filter(([term]) => !term.startsWith("b"));
  const kept = (words.length > 1 ? words : all).sort((a, b) => b[1] - a[1]);
  return new Map(kept.slice(0, MOST_TERMS));
}

/** Cases are counted up to here to tell rare words from common ones, so that a hundred thousand cost as much as some. */
const COUNTED = 2_000;
/** Of each word the newest cases; an old case that shares only common words is no loss. */
const NEWEST = 400;
const CANDIDATES = 100;
/** Below this they share a word, not a matter. */
const ALIKE = 0.3;
/** The same item or product makes a case likelier to help. */
const SAME_ITEM = 1.15;
const SAME_PRODUCT = 1.1;

export type SimilarCase = SolvedCase & { readonly likeness: number };

/**
 * Solved tickets of this tenant most like a ticket, the likest first; what its customer has written since the last
 * resolution is what counts. Personal data is masked for whoever may not see it. Throws `not_found`.
 *
 * They are for people at work: no draft and no check reads them, and a customer never sees one.
 */
export const similarTo = ({ db }: Pick<SolvedCaseDeps, "db">, ctx: Ctx, ticketId: string, limit: number) =>
  inTenant(db, ctx.tenantId, async (tx): Promise<SimilarCase[]> => {
    const ticket = await readTicket(tx, ticketId);
    if (ticket === undefined) throw notFound("Ticket", ticketId);
    const said = await recentMessages(tx, ticketId, 100);
    const asked = said.flatMap(({ direction, text }) => (direction === "in" ? [text] : [])).join("\n");
    const text = asked.trim() === "" ? ticket.subject : asked;
    return masked(ctx, await similarCases(tx, text, { ticket, limit }));
  });

/** The same for a text: a question about a ticket, or one on the command line. */
export const similarToText = (
  { db }: Pick<SolvedCaseDeps, "db">,
  ctx: Ctx,
  text: string,
  about: { readonly ticket: Ticket | null; readonly limit: number },
) => inTenant(db, ctx.tenantId, async (tx) => masked(ctx, await similarCases(tx, text, about)));

async function similarCases(
  tx: Tx,
  text: string,
  { ticket, limit }: { readonly ticket: Ticket | null; readonly limit: number },
): Promise<SimilarCase[]> {
  const terms = tellingTerms(createSegmenter(await dictionaryFor(tx)), text.slice(0, 2_000));
  if (terms.size === 0) return [];
  const { found, cases } = await countTerms(tx, [...terms.keys()], COUNTED);
  const known = [...terms].filter(([term]) => (found.get(term) ?? 0) > 0);
  if (known.length === 0) return [];
  const weigh = ([term, weight]: readonly [string, number]) =>
    [term, tellingWeight({ weight, found: found.get(term) ?? 0 }, cases)] as const;
  const candidates = await candidatesBy(tx, new Map(known.map(weigh)), {
    except: ticket?.id ?? null,
    newest: NEWEST,
    limit: CANDIDATES,
  });
  // A word that no case holds still is a part of what was asked.
  const asked = new Map([...terms].map(weigh));
  const near = candidates
    .map((each) => ({ ticketId: each.ticketId, likeness: likenessOf(asked, each, ticket) }))
    .filter((each) => each.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, limit);
  const read = new Map(
    (
      await readCases(
        tx,
        near.map(({ ticketId }) => ticketId),
      )
    ).map((row) => [row.ticketId, row]),
  );
  return near.flatMap((each) => {
    const row = read.get(each.ticketId);
    return row === undefined ? [] : [{ ...row, likeness: each.likeness }];
  });
}

function likenessOf(asked: ReadonlyMap<string, number>, candidate: Candidate, ticket: Ticket | null): number {
  const item = ticket?.serviceItem != null && ticket.serviceItem === candidate.serviceItem ? SAME_ITEM : 1;
  const product = ticket?.facts.product !== undefined && ticket.facts.product === candidate.product ? SAME_PRODUCT : 1;
  return Math.min(1, likeness(asked, candidate.terms) * item * product);
}

const masked = (ctx: Ctx, cases: readonly SimilarCase[]): SimilarCase[] =>
  can(ctx.actor, "quote.unmasked") ? [...cases] : cases.map((each) => ({ ...each, ...withoutPersons(each) }));

/** The words of a case with each piece of personal data replaced by its kind. */
export const withoutPersons = ({ subject, question, answer, solution, remedy }: SolvedCase) => ({
  subject: maskPii(subject),
  question: maskPii(question),
  answer: maskPii(answer),
  solution: solution === null ? null : maskPii(solution),
  remedy: remedy === null ? null : maskPii(remedy),
});
