import type { Tx } from "../../db/pool.ts";

export const PROPOSED_STATES = ["proposed", "accepted", "rejected", "merged"] as const;

/** A tag that somebody or something proposes, and what became of it. */
export interface ProposedTag {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly words: readonly string[];
  readonly reason: string;
  readonly themeId: string | null;
  readonly state: (typeof PROPOSED_STATES)[number];
  /** The tag that it became or was merged into. */
  readonly tag: string | null;
  readonly proposedBy: string;
  readonly createdAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

const COLUMNS = `id, jsonb_build_object('zh', name_zh, 'en', name_en) as name, words, reason, theme_id as "themeId", state, tag,
  proposed_by as "proposedBy", created_at as "createdAt", decided_by as "decidedBy", decided_at as "decidedAt"`;

/** Adds a proposal; of one theme only the first. */
export async function insertProposedTag(
  tx: Tx,
  row: Pick<ProposedTag, "id" | "name" | "words" | "reason" | "themeId" | "proposedBy" | "createdAt">,
): Promise<void> {
  await tx.query(
    `insert into voc_proposed_tag (tenant_id, id, name_zh, name_en, words, reason, theme_id, state, proposed_by, created_at)
     values ($1, $2, $3, $4, $5::text[], $6, $7, 'proposed', $8, $9) on conflict do nothing`,
    [tx.tenantId, row.id, row.name.zh, row.name.en, row.words, row.reason, row.themeId, row.proposedBy, row.createdAt],
  );
}

export async function listProposedTags(tx: Tx, state: ProposedTag["state"] | null): Promise<ProposedTag[]> {
  const { rows } = await tx.query<ProposedTag>(
    `select ${COLUMNS} from voc_proposed_tag where tenant_id = $1 and ($2::text is null or state = $2)
     order by created_at desc, id desc limit 200`,
    [tx.tenantId, state],
  );
  return rows;
}

/** The proposal, locked until the transaction ends, so that it is decided once. */
export async function lockProposedTag(tx: Tx, id: string): Promise<ProposedTag | undefined> {
  const { rows } = await tx.query<ProposedTag>(
    `select ${COLUMNS} from voc_proposed_tag where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function decideProposedTag(
  tx: Tx,
  id: string,
  to: { readonly state: ProposedTag["state"]; readonly tag: string | null; readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `update voc_proposed_tag set state = $3, tag = $4, decided_by = $5, decided_at = $6
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, to.state, to.tag, to.by, to.at],
  );
}
