-- Fresh postings: one text of terms and one stretch of bytes a row, so that a write sends rows made ready.
alter table posting_fresh add column names text collate "C", add column starts int[], add column content bytea;
-- The owner sees no tenant's rows otherwise.
alter table posting_fresh no force row level security;
update posting_fresh f set
  names = array_to_string(f.terms, E'\n'),
  starts = (select array_agg(1 + coalesce(before, 0)::int order by n) from (
    select n, sum(octet_length(c)) over (order by n rows between unbounded preceding and 1 preceding) as before
    from unnest(f.contents || ''::bytea) with ordinality as r(c, n)) places),
  content = (select string_agg(c, ''::bytea order by n) from unnest(f.contents) with ordinality as r(c, n));
alter table posting_fresh force row level security;
alter table posting_fresh drop column terms, drop column contents;
alter table posting_fresh rename column names to terms;
alter table posting_fresh alter column terms set not null, alter column starts set not null,
  alter column content set not null;
-- Packed already; a search reads a few terms of it only.
alter table posting_fresh alter column content set storage external;

-- Who writes vectors holds the model's row already (see `registerModel`), and who deletes that row deletes them first.
-- A check for each vector would lock the row again.
alter table chunk_vector drop constraint chunk_vector_tenant_id_model_fkey;

-- Where the server knows lz4: packs texts several times faster.
do $$
begin
  alter table article_version alter column body set compression lz4;
  alter table chunk alter column body set compression lz4;
  alter table posting_fresh alter column terms set compression lz4;
exception when feature_not_supported then null;
end $$;
