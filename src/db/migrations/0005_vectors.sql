-- Vectors of passages, beside the words. Several models may hold vectors at once; one answers, others are built or taken down.
create table embedding_model (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  model text not null,
  kind text not null check (kind in ('gloss', 'neural')),
  dimensions int not null,
  state text not null check (state in ('building', 'active', 'retired')),
  created_at timestamptz not null,
  primary key (tenant_id, model)
);
create unique index embedding_model_active on embedding_model (tenant_id) where state = 'active';

create table chunk_vector (
  tenant_id uuid not null,
  model text not null,
  -- A chunk keeps its id as long as its text is the same, so an unchanged passage is not embedded again.
  chunk_id uuid not null,
  article_id uuid not null,
  -- Unit length, so that the inner product is the cosine; its width is that of the model. Null: no word is known.
  embedding halfvec,
  primary key (tenant_id, model, chunk_id),
  foreign key (tenant_id, model) references embedding_model (tenant_id, model) on delete cascade,
  foreign key (tenant_id, chunk_id) references chunk (tenant_id, id) on delete cascade
);
create index chunk_vector_by_chunk on chunk_vector (tenant_id, chunk_id);
-- In the row while it fits a page: a scan that fetches each vector from elsewhere takes 2 to 5 times as long.
alter table chunk_vector alter column embedding set storage main;

-- Tells in one step whether there is anything in a language.
create index article_by_language on article (tenant_id, language) where status = 'live';

do $$
declare name text;
begin
  foreach name in array array['embedding_model', 'chunk_vector'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update, delete on embedding_model, chunk_vector to threeline_app;
