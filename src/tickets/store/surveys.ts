import { insertRows } from "../../db/bulk.ts";
import type { Tx } from "../../db/pool.ts";

/** A survey of one ticket, asked after its close. Null scores: not asked, or not answered. */
export interface Survey {
  readonly id: string;
  readonly ticketId: string;
  readonly asksNps: boolean;
  /** 1 (very dissatisfied) to 5 (very satisfied). */
  readonly csat: number | null;
  /** 0 to 10: how likely to recommend. */
  readonly nps: number | null;
  /** 1 (very hard) to 7 (very easy). */
  readonly ces: number | null;
  readonly comment: string | null;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
}

export const insertSurveys = (tx: Tx, surveys: readonly Survey[]): Promise<void> =>
  insertRows(
    tx,
    "survey",
    {
      ...{ id: "uuid", ticket_id: "uuid", asks_nps: "boolean", csat: "int", nps: "int", ces: "int", comment: "text" },
      ...{ asked_at: "timestamptz", expires_at: "timestamptz", answered_at: "timestamptz" },
    },
    surveys.map((survey) => ({
      ...{ id: survey.id, ticket_id: survey.ticketId, asks_nps: survey.asksNps, csat: survey.csat, nps: survey.nps },
      ...{ ces: survey.ces, comment: survey.comment, asked_at: survey.askedAt, expires_at: survey.expiresAt },
      answered_at: survey.answeredAt,
    })),
  );

/** A survey with what its page says about the ticket. */
export interface OpenedSurvey extends Survey {
  readonly contactId: string;
  readonly subject: string;
  readonly language: "zh" | "en";
}

/** The survey with the subject, language and contact of its ticket, all of which stay until the transaction ends. */
export async function lockSurvey(tx: Tx, id: string): Promise<OpenedSurvey | undefined> {
  const { rows } = await tx.query<OpenedSurvey>(
    `select s.id, s.ticket_id as "ticketId", s.asks_nps as "asksNps", s.csat, s.nps, s.ces, s.comment, s.asked_at as "askedAt",
       s.expires_at as "expiresAt", s.answered_at as "answeredAt", t.contact_id as "contactId", t.subject, t.language
     from survey s join ticket t on t.tenant_id = s.tenant_id and t.id = s.ticket_id
     where s.tenant_id = $1 and s.id = $2 for update of s for share of t`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function surveyOfTicket(tx: Tx, ticketId: string): Promise<Survey | undefined> {
  const { rows } = await tx.query<Survey>(
    `select id, ticket_id as "ticketId", asks_nps as "asksNps", csat, nps, ces, comment, asked_at as "askedAt",
       expires_at as "expiresAt", answered_at as "answeredAt"
     from survey where tenant_id = $1 and ticket_id = $2`,
    [tx.tenantId, ticketId],
  );
  return rows[0];
}

export async function saveSurveyAnswer(tx: Tx, survey: Survey): Promise<void> {
  await tx.query(
    "update survey set csat = $3, nps = $4, ces = $5, comment = $6, answered_at = $7 where tenant_id = $1 and id = $2",
    [tx.tenantId, survey.id, survey.csat, survey.nps, survey.ces, survey.comment, survey.answeredAt],
  );
}

/** How often a survey was put before the customer, last when; locked. Undefined unless one waits for an answer. */
export async function lockOffer(
  tx: Tx,
  ticketId: string,
  now: Date,
): Promise<
  | { readonly id: string; readonly asksNps: boolean; readonly offered: number; readonly offeredAt: Date | null }
  | undefined
> {
  const { rows } = await tx.query<{ id: string; asksNps: boolean; offered: number; offeredAt: Date | null }>(
    `select s.id, s.asks_nps as "asksNps", s.offered, s.offered_at as "offeredAt"
     from survey s join ticket t on t.tenant_id = s.tenant_id and t.id = s.ticket_id
     where s.tenant_id = $1 and s.ticket_id = $2 and s.answered_at is null and s.expires_at > $3
       and not exists (select 1 from survey_refusal r where r.tenant_id = $1 and r.contact_id = t.contact_id)
     for update of s`,
    [tx.tenantId, ticketId, now],
  );
  return rows[0];
}

export async function saveOffer(tx: Tx, id: string, offered: number, now: Date): Promise<void> {
  await tx.query("update survey set offered = $3, offered_at = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    offered,
    now,
  ]);
}

export async function hasRefused(tx: Tx, contactId: string): Promise<boolean> {
  const { rowCount } = await tx.query("select 1 from survey_refusal where tenant_id = $1 and contact_id = $2", [
    tx.tenantId,
    contactId,
  ]);
  return rowCount === 1;
}

/** False when the contact had refused before. */
export async function insertRefusal(tx: Tx, contactId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "insert into survey_refusal (tenant_id, contact_id, at) values ($1, $2, $3) on conflict do nothing",
    [tx.tenantId, contactId, now],
  );
  return rowCount === 1;
}

/** False when the contact had not refused. */
export async function deleteRefusal(tx: Tx, contactId: string): Promise<boolean> {
  const { rowCount } = await tx.query("delete from survey_refusal where tenant_id = $1 and contact_id = $2", [
    tx.tenantId,
    contactId,
  ]);
  return rowCount === 1;
}

/** Whoever is merged with somebody who refused has refused: it is one person. */
export async function mergeRefusals(tx: Tx, mergedId: string, keptId: string): Promise<void> {
  await tx.query(
    `insert into survey_refusal (tenant_id, contact_id, at)
     select tenant_id, $3, at from survey_refusal where tenant_id = $1 and contact_id = $2 on conflict do nothing`,
    [tx.tenantId, mergedId, keptId],
  );
}

/**
 * Takes that back: what the kept contact has from the merged one goes, and what was said since the merge, for the one
 * person that they seemed to be, holds for both.
 */
export async function splitRefusals(tx: Tx, mergedId: string, keptId: string, mergedAt: Date): Promise<void> {
  const { rows } = await tx.query<{ contactId: string; at: Date }>(
    `select contact_id as "contactId", at from survey_refusal where tenant_id = $1 and contact_id = any($2::uuid[])`,
    [tx.tenantId, [mergedId, keptId]],
  );
  const [merged, kept] = [mergedId, keptId].map((id) => rows.find(({ contactId }) => contactId === id)?.at);
  if (kept === undefined) await deleteRefusal(tx, mergedId);
  else if (kept >= mergedAt) await insertRefusal(tx, mergedId, kept);
  else if (merged?.getTime() === kept.getTime()) await deleteRefusal(tx, keptId);
}

/** Tickets closed since `since` that were not asked about and may be, and whether their contact may be asked how likely they recommend us. */
export async function unaskedTickets(
  tx: Tx,
  since: Date,
  npsSince: Date,
  limit: number,
): Promise<{ readonly id: string; readonly mayAskNps: boolean }[]> {
  const { rows } = await tx.query<{ id: string; mayAskNps: boolean }>(
    `select t.id, not exists (
         select 1 from survey s join ticket o on o.tenant_id = s.tenant_id and o.id = s.ticket_id
         where s.tenant_id = $1 and s.asks_nps and s.asked_at > $3 and o.tenant_id = $1 and o.contact_id = t.contact_id
       ) as "mayAskNps"
     from ticket t
     where t.tenant_id = $1 and t.status = 'closed' and t.updated_at > $2 and t.closed_at > $2
       and not exists (select 1 from survey s where s.tenant_id = $1 and s.ticket_id = t.id)
       and not exists (select 1 from survey_refusal r where r.tenant_id = $1 and r.contact_id = t.contact_id)
     order by t.closed_at limit $4`,
    [tx.tenantId, since, npsSince, limit],
  );
  return rows;
}
