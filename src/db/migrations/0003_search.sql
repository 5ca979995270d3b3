-- The word index. One row a tenant with what every query needs; writers of a tenant queue up behind it.
create table search_index (
  tenant_id uuid primary key references tenant (tenant_id) on delete cascade,
  -- Slots number a tenant's chunks. They are never used again; chunks of one group share all but the lowest two bits.
  next_slot int not null,
  chunks int not null,
  groups int not null,
  -- Sum of the chunks' lengths in weighted terms.
  length bigint not null,
  -- Slots (4 bytes each, low byte first) whose chunks are gone while their postings are still there.
  dead bytea not null,
  -- The dead slots that are being taken out of the postings now, and the place reached.
  purging bytea,
  purged_term text collate "C",
  purged_block int
);

create table chunk (
  tenant_id uuid not null,
  id uuid not null,
  article_id uuid not null,
  -- Place in the article, and how many chunks the article has.
  ordinal int not null,
  siblings int not null,
  slot int not null,
  group_hash bytea not null,
  heading_path text[] not null,
  anchor text,
  source_start int not null,
  source_end int not null,
  body text not null,
  length int not null,
  primary key (tenant_id, id),
  unique (tenant_id, slot),
  foreign key (tenant_id, article_id) references article (tenant_id, id) on delete cascade
);
create index chunk_by_article on chunk (tenant_id, article_id, ordinal);

-- Postings of a term for a stretch of slots: 8 bytes each (knowledge/index/postings.ts), appended to.
create table posting (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  term text collate "C" not null,
  block int not null,
  content bytea not null,
  primary key (tenant_id, term, block)
);
-- Packed already; read by the piece would not pay.
alter table posting alter column content set storage external;

-- Postings as one write made them, in buckets by term, until they are folded into `posting`.
create table posting_fresh (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  bucket int not null,
  -- First slot of the write.
  segment int not null,
  block int not null,
  terms text[] collate "C" not null,
  contents bytea[] not null,
  primary key (tenant_id, bucket, segment)
);

do $$
declare name text;
begin
  foreach name in array array['search_index', 'chunk', 'posting', 'posting_fresh'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update, delete on search_index, chunk, posting, posting_fresh to threeline_app;
