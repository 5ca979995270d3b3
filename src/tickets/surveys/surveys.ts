import { z } from "zod";
import { recordAudit } from "../../access/audit.ts";
import { tenantName } from "../../access/tenants.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import * as store from "../store/surveys.ts";
import { isSigned, linkParts, signLink, unknownLink } from "./survey-link.ts";

const DAY_MS = 86_400_000;
const OPEN_DAYS = 14;
/** Nobody is asked how likely they recommend us more often. */
const NPS_DAYS = 90;
/** A ticket that closed longer ago is not asked about. */
const ASK_WITHIN_MS = DAY_MS;
const MOST = 200;
/** An answer may be corrected for so long; then its link is spent. */
const CORRECT_WITHIN_MS = 3_600_000;

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

export const SurveyAnswer = z.strictObject({
  /** 1 very dissatisfied to 5 very satisfied. */
  csat: z.int().min(1).max(5),
  /** How easy it was: 1 very hard to 7 very easy. */
  ces: z.int().min(1).max(7).optional(),
  /** How likely to recommend: 0 to 10. */
  nps: z.int().min(0).max(10).optional(),
  comment: z.string().trim().max(2_000).optional(),
});
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

/** Asks about tickets that closed within a day, each once; gives how many. The link is for the channel to pass on. */
export function askSurveys({ db, clock }: Deps, tenantId: string): Promise<number> {
  const now = clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  return inTenant(db, tenantId, async (tx) => {
    const tickets = await store.unaskedTickets(tx, before(ASK_WITHIN_MS), before(NPS_DAYS * DAY_MS), MOST);
    const surveys = tickets.map(({ id, mayAskNps }) => ({
      ...{ id: newId(now), ticketId: id, asksNps: mayAskNps, csat: null, nps: null, ces: null, comment: null },
      ...{ askedAt: now, expiresAt: new Date(now.getTime() + OPEN_DAYS * DAY_MS), answeredAt: null },
    }));
    if (surveys.length === 0) return 0;
    await store.insertSurveys(tx, surveys);
    for (const { id, ticketId } of surveys)
      await recordAudit(tx, clock, systemCtx(tenantId, "surveys"), {
        ...{ action: "survey.asked", object: "survey", objectId: id, after: { ticketId } },
      });
    return surveys.length;
  });
}

/** The survey of a ticket with the token of its link; undefined while nothing was asked. */
export function surveyLink({ db }: Pick<Deps, "db">, ctx: Ctx, ticketId: string) {
  return inTenant(db, ctx.tenantId, async (tx) => {
    const survey = await store.surveyOfTicket(tx, ticketId);
    if (survey === undefined) throw notFound("A survey of ticket", ticketId);
    return { survey, token: await signLink(tx, survey.id) };
  });
}

/** What the holder of a link is asked. Throws `not_found` for a link that is not ours, `conflict` when it is over. */
export async function openSurvey({ db, clock }: Deps, token: string) {
  return withLink(db, token, async (tx, survey) => {
    refuseEnded(survey, clock);
    return {
      ...{ survey, from: await tenantName(tx), open: isOpen(survey, clock) },
      unsubscribed: await store.hasRefused(tx, survey.contactId),
    };
  });
}

/** Keeps the answer; for an hour a later one takes its place, then the link is spent. Throws as `openSurvey`. */
export async function answerSurvey({ db, clock }: Deps, token: string, answer: SurveyAnswer): Promise<void> {
  await withLink(db, token, async (tx, survey) => {
    refuseEnded(survey, clock);
    if (!isOpen(survey, clock))
      throw new DomainError("conflict", "This survey has been answered. Thank you.", [
        { field: "token", reason: "answered" },
      ]);
    if (answer.nps !== undefined && !survey.asksNps)
      throw new DomainError("invalid", "nps: this survey does not ask for it; leave it out.", [
        { field: "nps", reason: "not asked" },
      ]);
    const given = {
      csat: answer.csat,
      nps: answer.nps ?? null,
      ces: answer.ces ?? null,
      comment: answer.comment ?? null,
    };
    await store.saveSurveyAnswer(tx, { ...survey, ...given, answeredAt: survey.answeredAt ?? clock.now() });
    const { comment: _, ...scores } = given;
    await recordAudit(tx, clock, systemCtx(survey.tenantId, "survey-link"), {
      ...{ action: "survey.answered", object: "survey", objectId: survey.id, after: scores },
    });
  });
}

/** Asks the person of this link never again, or lets them be asked again. A survey that has ended can do so too. */
export async function setUnsubscribed({ db, clock }: Deps, token: string, unsubscribed: boolean): Promise<void> {
  await withLink(db, token, async (tx, { tenantId, contactId }) => {
    const changed = unsubscribed
      ? await store.insertRefusal(tx, contactId, clock.now())
      : await store.deleteRefusal(tx, contactId);
    if (!changed) return;
    await recordAudit(tx, clock, systemCtx(tenantId, "survey-link"), {
      ...{ action: unsubscribed ? "survey.refused" : "survey.allowed", object: "contact", objectId: contactId },
    });
  });
}

type Opened = store.OpenedSurvey & { readonly tenantId: string };

async function withLink<Result>(
  db: Database,
  token: string,
  work: (tx: Tx, survey: Opened) => Promise<Result>,
): Promise<Result> {
  const { tenantId, surveyId } = linkParts(token);
  return inTenant(db, tenantId, async (tx) => {
    if (!(await isSigned(tx, token, surveyId))) throw unknownLink();
    const survey = await store.lockSurvey(tx, surveyId);
    if (survey === undefined) throw unknownLink();
    return work(tx, { ...survey, tenantId });
  });
}

function refuseEnded(survey: store.Survey, clock: Clock): void {
  if (survey.expiresAt <= clock.now())
    throw new DomainError("conflict", "This survey has ended. Thank you all the same.", [
      { field: "token", reason: "expired" },
    ]);
}

const isOpen = ({ answeredAt }: store.Survey, clock: Clock): boolean =>
  answeredAt === null || clock.now().getTime() - answeredAt.getTime() < CORRECT_WITHIN_MS;
