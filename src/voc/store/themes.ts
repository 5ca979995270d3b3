import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { Range } from "../periods.ts";

export interface ThemeRow {
  readonly id: string;
  readonly name: string;
  /** Weights of its terms, the heaviest first. */
  readonly terms: Readonly<Record<string, number>>;
  readonly firstDay: string;
  readonly lastDay: string;
}

const COLUMNS = `id, name, terms, to_char(first_day, 'YYYY-MM-DD') as "firstDay", to_char(last_day, 'YYYY-MM-DD') as "lastDay"`;

/**
 * What customers wrote in tickets that carry no tag, one text a ticket, of these days; the newest when there are too
 * many.
 */
export async function untaggedTexts(
  tx: Tx,
  from: string,
  to: string,
  most: number,
): Promise<{ id: string; day: string; text: string }[]> {
  const { rows } = await tx.query<{ id: string; day: string; text: string }>(
    `select k.id, to_char(k.created_at at time zone 'UTC', 'YYYY-MM-DD') as day,
       (select string_agg(m.text, E'\\n' order by m.seq) from message m
        where m.tenant_id = $1 and m.ticket_id = k.id and m.direction = 'in') as text
     from ticket k
     where k.tenant_id = $1 and k.created_at >= $2::date and k.created_at < $3::date + 1
       and not exists (select 1 from voc_tag t where t.tenant_id = $1 and t.ticket_id = k.id and not t.removed)
     order by k.created_at desc, k.id limit $4`,
    [tx.tenantId, from, to, most],
  );
  return rows.filter(({ text }) => text !== null);
}

/** Tickets of these days, and what was written in those of the days before, the newest `most` of them; tagged or not. */
export async function aroundWindow(
  tx: Tx,
  days: { readonly before: string; readonly from: string; readonly to: string },
  most: number,
): Promise<{ readonly tickets: number; readonly before: string[] }> {
  const counted = await tx.query<{ tickets: number }>(
    `select count(*)::int as tickets from ticket
     where tenant_id = $1 and created_at >= $2::date and created_at < $3::date + 1`,
    [tx.tenantId, days.from, days.to],
  );
  const { rows } = await tx.query<{ text: string }>(
    `select (select string_agg(m.text, E'\\n') from message m
       where m.tenant_id = $1 and m.ticket_id = k.id and m.direction = 'in') as text
     from ticket k where k.tenant_id = $1 and k.created_at >= $2::date and k.created_at < $3::date
     order by k.created_at desc, k.id limit $4`,
    [tx.tenantId, days.before, days.from, most],
  );
  return { tickets: counted.rows[0]!.tickets, before: rows.flatMap(({ text }) => text ?? []) };
}

/** Every theme, also those that have no tickets now: they may come back. */
export async function readThemes(tx: Tx): Promise<ThemeRow[]> {
  const { rows } = await tx.query<ThemeRow>(`select ${COLUMNS} from voc_theme where tenant_id = $1`, [tx.tenantId]);
  return rows;
}

export async function readTheme(tx: Tx, id: string): Promise<ThemeRow | undefined> {
  const { rows } = await tx.query<ThemeRow>(`select ${COLUMNS} from voc_theme where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

interface ThemeTicket {
  readonly ticketId: string;
  readonly day: string;
  readonly quote: string;
}

/**
 * Puts these themes in the place of those of the same ids, and deals their tickets out anew; older tickets stay, and
 * those that were erased since they were read are left out.
 */
export async function replaceThemes(
  tx: Tx,
  themes: readonly (ThemeRow & { readonly tickets: readonly ThemeTicket[] })[],
  now: Date,
): Promise<void> {
  if (themes.length === 0) return;
  await tx.query(
    `insert into voc_theme (tenant_id, id, name, terms, first_day, last_day, updated_at)
     select $1, id, name, terms, "firstDay", "lastDay", $3
     from jsonb_to_recordset($2::jsonb) as x(id uuid, name text, terms jsonb, "firstDay" date, "lastDay" date)
     on conflict (tenant_id, id) do update set name = excluded.name, terms = excluded.terms,
       first_day = excluded.first_day, last_day = excluded.last_day, updated_at = excluded.updated_at`,
    [tx.tenantId, storedJson(themes.map(({ tickets: _, ...theme }) => theme)), now],
  );
  const rows = themes.flatMap(({ id, tickets }) => tickets.map((ticket) => ({ themeId: id, ...ticket })));
  await tx.query("delete from voc_theme_ticket where tenant_id = $1 and ticket_id = any($2::uuid[])", [
    tx.tenantId,
    rows.map(({ ticketId }) => ticketId),
  ]);
  await tx.query(
    `insert into voc_theme_ticket (tenant_id, theme_id, ticket_id, day, quote)
     select $1, "themeId", "ticketId", day, quote
     from jsonb_to_recordset($2::jsonb) as x("themeId" uuid, "ticketId" uuid, day date, quote text)
     join ticket t on t.tenant_id = $1 and t.id = x."ticketId"`,
    [tx.tenantId, storedJson(rows)],
  );
}

interface CountedTheme extends Omit<ThemeRow, "terms"> {
  readonly count: number;
  readonly previous: number;
  /** Tickets on each day of the range that has any. */
  readonly days: Readonly<Record<string, number>>;
  readonly quotes: readonly ThemeTicket[];
}

/** Themes with tickets in a range: how many there, by day, and in the range of the same length before, and some quotes. */
export async function countThemes(tx: Tx, { from, to }: Range, quotes: number): Promise<CountedTheme[]> {
  const { rows } = await tx.query<CountedTheme>(
    `select h.id, h.name, to_char(h.first_day, 'YYYY-MM-DD') as "firstDay", to_char(h.last_day, 'YYYY-MM-DD') as "lastDay",
       count(*) filter (where t.day >= $2::date)::int as count, count(*) filter (where t.day < $2::date)::int as previous,
       (select jsonb_object_agg(d.day, d.count) from (
          select to_char(day, 'YYYY-MM-DD') as day, count(*) as count from voc_theme_ticket
          where tenant_id = $1 and theme_id = h.id and day between $2::date and $3::date
          group by voc_theme_ticket.day) d) as days,
       (select coalesce(jsonb_agg(q), '[]') from (
          select ticket_id as "ticketId", to_char(day, 'YYYY-MM-DD') as day, quote from voc_theme_ticket
          where tenant_id = $1 and theme_id = h.id and day between $2::date and $3::date
          order by voc_theme_ticket.day desc, ticket_id limit $4) q) as quotes
     from voc_theme h join voc_theme_ticket t on t.tenant_id = h.tenant_id and t.theme_id = h.id
     where h.tenant_id = $1 and t.tenant_id = $1 and t.day <= $3::date and t.day >= $2::date - ($3::date - $2::date + 1)
     group by h.tenant_id, h.id having count(*) filter (where t.day >= $2::date) > 0`,
    [tx.tenantId, from, to, quotes],
  );
  return rows;
}

export async function themeTickets(tx: Tx, id: string): Promise<ThemeTicket[]> {
  const { rows } = await tx.query<ThemeTicket>(
    `select ticket_id as "ticketId", to_char(day, 'YYYY-MM-DD') as day, quote from voc_theme_ticket
     where tenant_id = $1 and theme_id = $2 order by voc_theme_ticket.day desc, ticket_id limit 500`,
    [tx.tenantId, id],
  );
  return rows;
}

/** Takes these tickets out of their themes; gives the themes that had any, held until the transaction ends. */
export async function removeFromThemes(tx: Tx, ticketIds: readonly string[]): Promise<ThemeRow[]> {
  const { rows } = await tx.query<ThemeRow>(
    `select ${COLUMNS} from voc_theme where tenant_id = $1 and id in (
       select theme_id from voc_theme_ticket where tenant_id = $1 and ticket_id = any($2::uuid[]))
     order by id for update`,
    [tx.tenantId, ticketIds],
  );
  await tx.query("delete from voc_theme_ticket where tenant_id = $1 and ticket_id = any($2::uuid[])", [
    tx.tenantId,
    ticketIds,
  ]);
  return rows;
}

export async function renameTheme(tx: Tx, { id, name, terms }: Pick<ThemeRow, "id" | "name" | "terms">): Promise<void> {
  await tx.query("update voc_theme set name = $3, terms = $4::jsonb where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    name,
    storedJson(terms),
  ]);
}

/** Of a proposed tag: nobody made a tag of it. */
const NOT_TAKEN_UP = "state in ('proposed', 'rejected')";

/** Names the tag that a theme proposed anew, unless it was taken up. */
export async function renameProposedTag(
  tx: Tx,
  themeId: string,
  name: string,
  words: readonly string[],
): Promise<void> {
  await tx.query(
    `update voc_proposed_tag set name_zh = $3, name_en = $3, words = $4::text[]
     where tenant_id = $1 and theme_id = $2 and ${NOT_TAKEN_UP}`,
    [tx.tenantId, themeId, name, words],
  );
}

/** Removes a theme, and the tag that it proposed unless it was taken up. */
export async function deleteTheme(tx: Tx, id: string): Promise<void> {
  await tx.query(`delete from voc_proposed_tag where tenant_id = $1 and theme_id = $2 and ${NOT_TAKEN_UP}`, [
    tx.tenantId,
    id,
  ]);
  await tx.query("delete from voc_theme where tenant_id = $1 and id = $2", [tx.tenantId, id]);
}
