import type { Database } from "../../../src/db/pool.ts";
import type { Segmenter } from "../../../src/models/segmenter.ts";

/** Kinds of terms that a full-text index holds: words and identifiers; pairs and single signs would only slow it down. */
const WORDS = /^[wsi]/;
const quoted = (term: string): string => `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
/** Places of a word that a tsvector keeps, and the highest. */
const MOST_PLACES = 255;
const LAST_PLACE = 16_383;

/** The peer's table: one tsvector a passage with the segmenter's words, and GIN on tenant and words together. */
export async function fillGin(db: Database, tenants: readonly string[], segmenter: Segmenter): Promise<void> {
  const [first, ...copies] = tenants;
  const native = db.kind === "native";
  await db.script(
    `${native ? "create extension if not exists btree_gin;" : ""}
     create table gin_chunk (tenant_id uuid, chunk_id uuid, words tsvector, primary key (tenant_id, chunk_id))`,
  );
  const { rows } = await db.query<{ id: string; text: string }>(
    `select c.id, a.title || E'\\n' || array_to_string(c.heading_path, E'\\n') || E'\\n' || c.body as text from chunk c
     join article a on a.tenant_id = c.tenant_id and a.id = c.article_id where c.tenant_id = $1`,
    [first],
  );
  await db.query(
    "insert into gin_chunk select $1, id, words::tsvector from unnest($2::uuid[], $3::text[]) r(id, words)",
    [first, rows.map(({ id }) => id), rows.map(({ text }) => vectorOf(text, segmenter))],
  );
  await db.query(
    `insert into gin_chunk select t.id, g.chunk_id, g.words from gin_chunk g, unnest($2::uuid[]) t(id)
     where g.tenant_id = $1`,
    [first, copies],
  );
  await db.script(`create index on gin_chunk using gin (${native ? "tenant_id, " : ""}words)`);
}

function vectorOf(text: string, segmenter: Segmenter): string {
  const places = new Map<string, number[]>();
  for (const [i, term] of segmenter
    .terms(text)
    .filter((one) => WORDS.test(one))
    .entries())
    places.set(term, [...(places.get(term) ?? []), Math.min(i + 1, LAST_PLACE)]);
  return [...places].map(([term, at]) => `${quoted(term)}:${at.slice(0, MOST_PLACES).join(",")}`).join(" ");
}

/** The best passages by ts_rank_cd with what a citation needs, through the same filter as ours. */
export async function ginSearch(
  db: Database,
  tenantId: string,
  question: string,
  segmenter: Segmenter,
  limit: number,
): Promise<{ slot: number; path: string }[]> {
  const terms = segmenter.queryTerms(question).filter(({ term }) => WORDS.test(term));
  if (terms.length === 0) return [];
  const { rows } = await db.query<{ slot: number; path: string }>(
    `select c.slot, c.id, c.body, c.heading_path, c.source_start, c.source_end, a.title, a.path, a.version, a.product,
       a.audience, a.language
     from (select g.chunk_id, ts_rank_cd(g.words, $2::tsquery) as score from gin_chunk g
       join chunk c on c.tenant_id = g.tenant_id and c.id = g.chunk_id
       join article a on a.tenant_id = c.tenant_id and a.id = c.article_id
       where g.tenant_id = $1 and g.words @@ $2::tsquery and a.status = 'live' and a.audience = any($3::text[])
         and (a.valid_from is null or a.valid_from <= $4::date) and (a.valid_to is null or a.valid_to >= $4::date)
       order by score desc, g.chunk_id limit $5) best
     join chunk c on c.tenant_id = $1 and c.id = best.chunk_id
     join article a on a.tenant_id = $1 and a.id = c.article_id
     order by best.score desc, best.chunk_id`,
    [tenantId, terms.map(({ term }) => quoted(term)).join(" | "), ["public"], new Date().toISOString(), limit],
  );
  return rows;
}
