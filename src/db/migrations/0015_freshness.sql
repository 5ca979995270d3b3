-- Published articles that contradict each other, as last looked for.
create table article_conflict (
  tenant_id uuid not null,
  id uuid not null,
  -- Of kind, articles and both texts: the same contradiction is one row, however often it is found.
  key_hash text not null,
  kind text not null check (kind in ('number', 'version', 'steps')),
  a_article uuid not null,
  a_text text not null,
  a_start int not null,
  a_end int not null,
  b_article uuid not null,
  b_text text not null,
  b_start int not null,
  b_end int not null,
  differing jsonb not null,
  -- Dismissed: a person says that both are right.
  status text not null check (status in ('open', 'dismissed')),
  reason text,
  decided_by jsonb,
  found_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, key_hash),
  foreign key (tenant_id, a_article) references article (tenant_id, id) on delete cascade,
  foreign key (tenant_id, b_article) references article (tenant_id, id) on delete cascade
);
create index article_conflict_by_a on article_conflict (tenant_id, a_article);
create index article_conflict_by_b on article_conflict (tenant_id, b_article);

-- What the articles were like when they were last compared with each other.
create table knowledge_check (
  tenant_id uuid primary key references tenant (tenant_id) on delete cascade,
  fingerprint text not null,
  checked_at timestamptz not null
);

do $$
declare name text;
begin
  foreach name in array array['article_conflict', 'knowledge_check'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
