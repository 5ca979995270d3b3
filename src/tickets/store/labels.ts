import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { Sentiment, ServiceItem, Urgency, VocTag } from "../../kernel/labels.ts";

export const REVIEWED_LABELS = ["service_item", "voc", "sentiment", "urgency", "reason"] as const;
export type ReviewedLabel = (typeof REVIEWED_LABELS)[number];

export interface By {
  readonly type: string;
  readonly id: string;
}

/** A text with the labels that hold after what people said about them. */
export interface TrainingExample {
  readonly ticketId: string;
  readonly text: string;
  readonly serviceItem: ServiceItem;
  readonly voc: readonly VocTag[];
  readonly sentiment: Sentiment;
  readonly urgency: Urgency;
  readonly reasonId: string | null;
  readonly reviewed: readonly ReviewedLabel[];
  readonly updatedBy: By;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A person looked at a label: what the machine had said, and what holds. Sets are sorted and joined by commas. */
export interface LabelReview {
  readonly id: string;
  readonly ticketId: string;
  readonly label: ReviewedLabel;
  readonly said: string;
  readonly holds: string;
  readonly by: By;
  readonly at: Date;
}

const COLUMNS = `ticket_id as "ticketId", text, service_item as "serviceItem", voc, sentiment, urgency,
  reason_id as "reasonId", reviewed, updated_by as "updatedBy", created_at as "createdAt", updated_at as "updatedAt"`;

export async function readExample(tx: Tx, ticketId: string): Promise<TrainingExample | undefined> {
  const { rows } = await tx.query<TrainingExample>(
    `select ${COLUMNS} from training_example where tenant_id = $1 and ticket_id = $2`,
    [tx.tenantId, ticketId],
  );
  return rows[0];
}

/** The newest examples, oldest of them first. */
export async function listExamples(tx: Tx, limit: number): Promise<TrainingExample[]> {
  const { rows } = await tx.query<TrainingExample>(
    `select ${COLUMNS} from training_example where tenant_id = $1 order by updated_at desc, ticket_id desc limit $2`,
    [tx.tenantId, limit],
  );
  return rows.reverse();
}

export async function saveExample(tx: Tx, row: TrainingExample): Promise<void> {
  await tx.query(
    `insert into training_example (tenant_id, ticket_id, text, service_item, voc, sentiment, urgency, reason_id,
       reviewed, updated_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12)
     on conflict (tenant_id, ticket_id) do update set text = excluded.text, service_item = excluded.service_item,
       voc = excluded.voc, sentiment = excluded.sentiment, urgency = excluded.urgency, reason_id = excluded.reason_id,
       reviewed = excluded.reviewed, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
    [
      tx.tenantId,
      row.ticketId,
      row.text,
      row.serviceItem,
      [...row.voc],
      row.sentiment,
      row.urgency,
      row.reasonId,
      [...row.reviewed],
      storedJson(row.updatedBy),
      row.createdAt,
      row.updatedAt,
    ],
  );
}

export async function insertReview(tx: Tx, row: LabelReview): Promise<void> {
  await tx.query(
    `insert into label_review (tenant_id, id, ticket_id, label, said, holds, by, at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)`,
    [tx.tenantId, row.id, row.ticketId, row.label, row.said, row.holds, storedJson(row.by), row.at],
  );
}

/** What was said about a ticket's labels, oldest first. */
export async function reviewsOf(tx: Tx, ticketId: string): Promise<LabelReview[]> {
  const { rows } = await tx.query<LabelReview>(
    `select id, ticket_id as "ticketId", label, said, holds, by, at from label_review
     where tenant_id = $1 and ticket_id = $2 order by at, id limit 200`,
    [tx.tenantId, ticketId],
  );
  return rows;
}

/** How often each pair of what was said and what holds came up in a time. */
export async function reviewPairs(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<{ label: ReviewedLabel; said: string; holds: string; count: number }[]> {
  const { rows } = await tx.query<{ label: ReviewedLabel; said: string; holds: string; count: number }>(
    `select label, said, holds, count(*)::int as count from label_review
     where tenant_id = $1 and at >= $2 and at < $3 group by label, said, holds`,
    [tx.tenantId, from, to],
  );
  return rows;
}

/** Reviews of a label in a time with their tickets' subjects, the newest first; all, or those of one pair. */
export async function listReviews(
  tx: Tx,
  asked: { readonly label: ReviewedLabel; readonly from: Date; readonly to: Date },
  pair: { readonly said: string; readonly holds: string } | null,
  limit: number,
): Promise<(Pick<LabelReview, "ticketId" | "said" | "holds" | "at"> & { readonly subject: string })[]> {
  const { rows } = await tx.query<Pick<LabelReview, "ticketId" | "said" | "holds" | "at"> & { subject: string }>(
    `select r.ticket_id as "ticketId", t.subject, r.said, r.holds, r.at
     from label_review r join ticket t on t.tenant_id = r.tenant_id and t.id = r.ticket_id
     where r.tenant_id = $1 and r.label = $2 and r.at >= $3 and r.at < $4
       and ($5::text is null or (r.said = $5 and r.holds = $6))
     order by r.at desc, r.id desc limit $7`,
    [tx.tenantId, asked.label, asked.from, asked.to, pair?.said ?? null, pair?.holds ?? null, limit],
  );
  return rows;
}

const PATHS = {
  service_item: "{decision,serviceItem}",
  sentiment: "{understanding,sentiment,label}",
  urgency: "{understanding,urgency,label}",
} as const;

/** How often the machine gave each value of a label in a time. */
export async function givenLabels(
  tx: Tx,
  label: keyof typeof PATHS,
  from: Date,
  to: Date,
): Promise<{ value: string; count: number }[]> {
  const { rows } = await tx.query<{ value: string; count: number }>(
    `select content #>> $4::text[] as value, count(*)::int as count from proposal
     where tenant_id = $1 and created_at >= $2 and created_at < $3 group by 1`,
    [tx.tenantId, from, to, PATHS[label]],
  );
  return rows.filter(({ value }) => value !== null);
}
