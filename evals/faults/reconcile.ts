import { createHash } from "node:crypto";
import { sealAudit } from "../../src/access/audit-seal.ts";
import { verifyAudit } from "../../src/access/audit-verify.ts";
import type { Database, Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import type { Cast } from "./cast.ts";
import type { Ledger } from "./load.ts";

/** Faults found in the rows, each as a sentence. */
export interface Findings {
  /** Confirmed to a caller and not there, or a customer without a proposal. */
  readonly lost: string[];
  readonly duplicated: string[];
  /** Left twice, or left without the consents that it needed. */
  readonly doubleSent: string[];
  readonly unapproved: string[];
  readonly broken: string[];
}

interface MessageRow {
  readonly id: string;
  readonly ticketId: string;
  readonly seq: number;
  readonly direction: "in" | "out" | "note";
  readonly author: { readonly type: string; readonly id: string };
  readonly text: string;
  readonly clientMessageId: string | null;
  readonly draftId: string | null;
}

/** Compares what callers were told with what the database holds. The process must have stopped. */
export async function reconcile(db: Database, cast: Cast, ledger: Ledger): Promise<Findings> {
  const findings: Findings = { lost: [], duplicated: [], doubleSent: [], unapproved: [], broken: [] };
  await inTenant(db, cast.tenantId, async (tx) => {
    const messages = await allMessages(tx);
    checkConfirmed(findings, messages, ledger);
    checkSentOnce(findings, messages);
    await checkConsents(findings, tx, messages, cast);
    await checkProposals(findings, tx);
    await checkEvents(findings, tx);
  });
  findings.broken.push(...ledger.brokenAudits.map((verdict) => `audit under load: ${JSON.stringify(verdict)}`));
  await sealAudit({ db, clock: systemClock }, cast.tenantId);
  const verdict = await verifyAudit({ db }, systemCtx(cast.tenantId, "faults"));
  if (!verdict.intact || verdict.pending > 0) findings.broken.push(`audit in the end: ${JSON.stringify(verdict)}`);
  return findings;
}

async function allMessages(tx: Tx): Promise<MessageRow[]> {
  const { rows } = await tx.query<MessageRow>(
    `select id, ticket_id as "ticketId", seq, direction, author, text, client_message_id as "clientMessageId", draft_id as "draftId"
     from message where tenant_id = $1 order by ticket_id, seq`,
    [tx.tenantId],
  );
  return rows;
}

const countBy = <Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};

function checkConfirmed(findings: Findings, messages: readonly MessageRow[], ledger: Ledger): void {
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const [clientId, { messageId, ticketId, text }] of ledger.messages) {
    const row = byId.get(messageId);
    if (row?.text !== text || row.ticketId !== ticketId || row.clientMessageId !== clientId)
      findings.lost.push(`message ${clientId}`);
  }
  for (const { messageId, text } of [...ledger.replies, ...ledger.notes])
    if (byId.get(messageId)?.text !== text) findings.lost.push(`${text} (${messageId})`);
  for (const [clientId, count] of countBy(messages, (row) => row.clientMessageId))
    if (count > 1) findings.duplicated.push(`message ${clientId}: ${count} times`);
  const asked = messages.filter(({ direction }) => direction === "in");
  for (const [text, count] of countBy(asked, (row) => row.text))
    if (count > 1) findings.duplicated.push(`the question ${text}: ${count} times`);
  // Every note's text is unlike all others, whichever request wrote it.
  const notes = messages.filter(({ direction }) => direction === "note");
  for (const [text, count] of countBy(notes, (row) => row.text))
    if (count > 1) findings.duplicated.push(`note ${text}: ${count} times`);
}

function checkSentOnce(findings: Findings, messages: readonly MessageRow[]): void {
  const sent = messages.filter(({ direction }) => direction === "out");
  for (const [draftId, count] of countBy(sent, (row) => row.draftId))
    if (count > 1) findings.doubleSent.push(`draft ${draftId}: ${count} times`);
  const written = sent.filter(({ text }) => /[0-9a-f]{12}$/.test(text));
  for (const [text, count] of countBy(written, (row) => row.text))
    if (count > 1) findings.doubleSent.push(`reply ${text}: ${count} times`);
  const notices = sent.filter(({ author }) => author.id === "handover");
  for (const [ticketId, count] of countBy(notices, (row) => row.ticketId))
    if (count > 1) findings.doubleSent.push(`notice of a handover in ${ticketId}: ${count} times`);
  const answered = new Set<string>();
  for (const { ticketId, direction, author, seq } of messages) {
    if (direction === "in") answered.delete(ticketId);
    if (direction !== "out" || author.id !== "copilot") continue;
    if (answered.has(ticketId)) findings.doubleSent.push(`a second answer of the copilot in ${ticketId} at ${seq}`);
    answered.add(ticketId);
  }
}

interface ConsentRow {
  readonly draftId: string;
  readonly memberId: string;
  readonly textHash: string;
  readonly fits: boolean;
}

/** Every reply of a person has a consent to exactly its text by somebody who may send, and two when it is about money. */
async function checkConsents(findings: Findings, tx: Tx, messages: readonly MessageRow[], cast: Cast): Promise<void> {
  const { rows } = await tx.query<ConsentRow>(
    `select a.draft_id as "draftId", a.member_id as "memberId", a.text_hash as "textHash",
       a.recipient_id = t.contact_id and a.turn = d.turn as fits
     from approval a
     join draft d on d.tenant_id = a.tenant_id and d.id = a.draft_id
     join ticket t on t.tenant_id = d.tenant_id and t.id = d.ticket_id
     where a.tenant_id = $1 and d.tenant_id = $1 and t.tenant_id = $1`,
    [tx.tenantId],
  );
  for (const { draftId, text, direction, author } of messages) {
    if (direction !== "out") continue;
    if (draftId === null) {
      if (author.type === "member") findings.unapproved.push(`${text}: no draft`);
      continue;
    }
    const hash = createHash("sha256").update(text, "utf8").digest("hex");
    const agreed = rows.filter((row) => row.draftId === draftId && row.textHash === hash && row.fits);
    const people = new Set(agreed.map(({ memberId }) => memberId));
    people.delete(cast.trainee.id);
    if (people.size < (/退款/.test(text) ? 2 : 1)) findings.unapproved.push(`${text}: ${people.size} consents`);
  }
}

async function checkProposals(findings: Findings, tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ id: string; turn: number }>(
    `select t.id, t.turn from ticket t
     where t.tenant_id = $1 and t.status = 'open'
       and (select m.direction from message m where m.tenant_id = $1 and m.ticket_id = t.id and m.direction <> 'note'
            order by m.seq desc limit 1) = 'in'
       and not exists (select 1 from proposal p where p.tenant_id = $1 and p.ticket_id = t.id and p.turn = t.turn)`,
    [tx.tenantId],
  );
  for (const { id, turn } of rows) findings.lost.push(`the proposal of ticket ${id}, turn ${turn}`);
}

/** What happened to a ticket and its audit stand in one transaction each: there are as many of the one as of the other. */
async function checkEvents(findings: Findings, tx: Tx): Promise<void> {
  const { rows } = await tx.query<{ events: number; audits: number; ids: number }>(
    `select (select count(*)::int from ticket_event where tenant_id = $1) as events,
       (select count(*)::int from audit where tenant_id = $1 and object = 'ticket') as audits`,
    [tx.tenantId],
  );
  const { events, audits } = rows[0]!;
  if (events !== audits) findings.broken.push(`${events} events of tickets and ${audits} audit rows`);
}
