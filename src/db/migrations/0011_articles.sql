-- Articles as people write them: a draft beside the published version, and who changed what, when and why.
alter table article drop constraint article_status_check;
alter table article add constraint article_status_check check (status in ('draft', 'live', 'retired', 'failed'));
alter table article
  -- Counts every change, so that nobody overwrites what they have not seen.
  add column revision int not null default 1,
  -- A person wrote the published version, or took the article out: imports leave it alone and list what differs.
  add column edited boolean not null default false,
  add column reviewed_at timestamptz;
create index article_expiring on article (tenant_id, valid_to, id) where status = 'live' and valid_to is not null;

alter table article_version
  -- Null: an import wrote it.
  add column author jsonb,
  add column reason text not null default '',
  add column scope jsonb;

-- At most one draft an article; search never sees it.
create table article_draft (
  tenant_id uuid not null,
  article_id uuid not null,
  -- The published version that it started from; 0 for a new article.
  base_version int not null,
  title text not null,
  summary text,
  body text not null,
  scope jsonb not null,
  author jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, article_id),
  foreign key (tenant_id, article_id) references article (tenant_id, id) on delete cascade
);

-- What an import found in the file of an article that a person had edited, until a person decides.
create table article_incoming (
  tenant_id uuid not null,
  article_id uuid not null,
  change text not null check (change in ('changed', 'gone')),
  title text not null,
  summary text,
  body text not null,
  scope jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, article_id),
  foreign key (tenant_id, article_id) references article (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['article_draft', 'article_incoming'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
