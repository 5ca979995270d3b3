import type { Tx } from "../../db/pool.ts";
import { newId } from "../../kernel/ids.ts";
import { storedJson } from "../../kernel/json.ts";
import type { TagFacts } from "../slices.ts";

export const TAG_SOURCES = ["model", "rule", "person"] as const;
export type TagSource = (typeof TAG_SOURCES)[number];

/** A ticket's tag as stored. A ticket counts once for each kind. */
export interface TagRow extends TagFacts {
  readonly kind: number;
  /** The day in UTC that it counts on, as `2026-03-02`: that of `at`. */
  readonly day: string;
  readonly at: Date;
  readonly customerId: string | null;
  readonly source: TagSource;
  readonly confidence: number | null;
  readonly quote: string;
  readonly turn: number | null;
  readonly spanStart: number | null;
  readonly spanEnd: number | null;
  readonly removed: boolean;
}

const FACTS = `product, module, service_module as "serviceModule", class, lifecycle, version, edition, channel, organisation,
  language, sentiment, source`;
const COLUMNS = `kind, to_char(day, 'YYYY-MM-DD') as day, at, ${FACTS}, customer_id as "customerId", confidence, quote, turn,
  span_start as "spanStart", span_end as "spanEnd", removed`;

/** The ticket's tags, removed ones too. */
export async function readTags(tx: Tx, ticketId: string): Promise<TagRow[]> {
  const { rows } = await tx.query<TagRow>(
    `select ${COLUMNS} from voc_tag where tenant_id = $1 and ticket_id = $2 order by kind`,
    [tx.tenantId, ticketId],
  );
  return rows;
}

/** The tags of several tickets, by ticket. */
export async function readTagsOf(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, TagRow[]>> {
  const { rows } = await tx.query<TagRow & { ticketId: string }>(
    `select ticket_id as "ticketId", ${COLUMNS} from voc_tag
     where tenant_id = $1 and ticket_id = any($2::uuid[]) order by ticket_id, kind`,
    [tx.tenantId, ticketIds],
  );
  const found = new Map<string, TagRow[]>();
  for (const { ticketId, ...row } of rows) found.set(ticketId, [...(found.get(ticketId) ?? []), row]);
  return found;
}

const SHAPE = `kind smallint, day date, at timestamptz, product smallint, module smallint, "serviceModule" smallint, class text,
  lifecycle text, version text, edition text, channel text, organisation text, language text, sentiment text,
  "customerId" uuid, source text, confidence real, quote text, turn int, "spanStart" int, "spanEnd" int, removed boolean`;

function upsertTags(tx: Tx, ticketId: string, rows: readonly TagRow[], now: Date): void {
  if (rows.length === 0) return;
  tx.write(
    `insert into voc_tag (tenant_id, ticket_id, kind, day, at, product, module, service_module, class, lifecycle, version,
       edition, channel, organisation, language, sentiment, customer_id, source, confidence, quote, turn, span_start,
       span_end, removed, updated_at)
     select $1, $2, kind, day, at, product, module, "serviceModule", class, lifecycle, version, edition, channel,
       organisation, language, sentiment, "customerId", source, confidence, quote, turn, "spanStart", "spanEnd", removed, $4
     from jsonb_to_recordset($3::jsonb) as x(${SHAPE})
     on conflict (tenant_id, ticket_id, kind) do update set day = excluded.day, at = excluded.at,
       product = excluded.product, module = excluded.module, service_module = excluded.service_module,
       class = excluded.class, lifecycle = excluded.lifecycle, version = excluded.version, edition = excluded.edition,
       channel = excluded.channel, organisation = excluded.organisation, language = excluded.language,
       sentiment = excluded.sentiment, customer_id = excluded.customer_id, source = excluded.source,
       confidence = excluded.confidence, quote = excluded.quote, turn = excluded.turn, span_start = excluded.span_start,
       span_end = excluded.span_end, removed = excluded.removed, updated_at = excluded.updated_at`,
    [tx.tenantId, ticketId, storedJson(rows), now],
  );
}

/** One change of the counts: `change` tickets more with this tag, on this day, of these facts. */
export interface Delta extends TagFacts {
  readonly day: string;
  readonly kind: number;
  readonly change: number;
}

function insertDeltas(tx: Tx, deltas: readonly Delta[], now: Date): void {
  if (deltas.length === 0) return;
  tx.write(
    `insert into voc_delta (tenant_id, day, id, kind, product, module, service_module, class, lifecycle, version, edition,
       channel, organisation, language, sentiment, source, change)
     select $1, day, id, kind, product, module, "serviceModule", class, lifecycle, version, edition, channel, organisation,
       language, sentiment, source, change
     from jsonb_to_recordset($2::jsonb) as x(id uuid, change int, ${SHAPE})`,
    [tx.tenantId, storedJson(deltas.map((delta) => ({ id: newId(now), ...delta })))],
  );
}

/** Puts `after` in the place of the ticket's tags `before`, and writes down what that changes in the counts. */
export function replaceTags(
  tx: Tx,
  ticketId: string,
  before: readonly TagRow[],
  after: readonly TagRow[],
  now: Date,
): boolean {
  const old = new Map(before.map((row) => [row.kind, row]));
  const kept = new Set(after.map(({ kind }) => kind));
  const changed = after.filter((row) => !same(old.get(row.kind), row));
  const gone = before.filter(({ kind }) => !kept.has(kind));
  upsertTags(tx, ticketId, changed, now);
  if (gone.length > 0)
    tx.write("delete from voc_tag where tenant_id = $1 and ticket_id = $2 and kind = any($3::int[])", [
      tx.tenantId,
      ticketId,
      gone.map(({ kind }) => kind),
    ]);
  insertDeltas(tx, [...changed.flatMap((row) => differences(old.get(row.kind), row)), ...gone.flatMap(take)], now);
  return changed.length + gone.length > 0;
}

function give(row: TagRow | undefined): Delta[] {
  if (row === undefined || row.removed) return [];
  const { at: _at, customerId: _of, confidence: _sure, quote: _quote, turn: _turn, ...rest } = row;
  const { spanStart: _start, spanEnd: _end, removed: _gone, ...counts } = rest;
  return [{ ...counts, change: 1 }];
}
const take = (row: TagRow | undefined): Delta[] => give(row).map((delta) => ({ ...delta, change: -1 }));

/** What a changed row takes from the counts and gives to them; nothing when it counts as before. */
function differences(before: TagRow | undefined, after: TagRow): Delta[] {
  const [minus, plus] = [take(before), give(after)];
  return minus.length === 1 && plus.length === 1 && counted(minus[0]!) === counted(plus[0]!) ? [] : [...minus, ...plus];
}

const counted = (row: Delta): string =>
  JSON.stringify([
    [row.day, row.kind, row.product, row.module, row.serviceModule, row.class, row.lifecycle, row.version],
    [row.edition, row.channel, row.organisation, row.language, row.sentiment, row.source],
  ]);

function same(before: TagRow | undefined, after: TagRow): boolean {
  if (before === undefined) return false;
  const keys = Object.keys(before) as (keyof TagRow)[];
  return keys.every((key) =>
    key === "at"
      ? before.at.getTime() === after.at.getTime()
      : key === "confidence"
        ? Math.fround(before.confidence ?? -1) === Math.fround(after.confidence ?? -1)
        : before[key] === after[key],
  );
}
