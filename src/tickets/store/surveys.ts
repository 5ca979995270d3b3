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

/** The survey with the subject and language of its ticket, locked until the transaction ends. */
export async function lockSurvey(
  tx: Tx,
  id: string,
): Promise<(Survey & { readonly subject: string; readonly language: "zh" | "en" }) | undefined> {
  const { rows } = await tx.query<Survey & { subject: string; language: "zh" | "en" }>(
    `select s.id, s.ticket_id as "ticketId", s.asks_nps as "asksNps", s.csat, s.nps, s.ces, s.comment, s.asked_at as "askedAt",
       s.expires_at as "expiresAt", s.answered_at as "answeredAt", t.subject, t.language
     from survey s join ticket t on t.tenant_id = s.tenant_id and t.id = s.ticket_id
     where s.tenant_id = $1 and s.id = $2 for update of s`,
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

/** Tickets closed since `since` that were not asked about, and whether their contact may be asked how likely they recommend us. */
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
     order by t.closed_at limit $4`,
    [tx.tenantId, since, npsSince, limit],
  );
  return rows;
}
