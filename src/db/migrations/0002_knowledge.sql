-- Where articles come from: a folder that is mirrored, or uploads that add up.
create table knowledge_source (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  name text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);

create table article (
  tenant_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  path text not null,
  status text not null check (status in ('live', 'retired', 'failed')),
  -- The version that is indexed; 0 before the first success.
  version int not null,
  title text not null,
  summary text,
  product text,
  module text,
  editions text[] not null,
  versions text,
  -- Half-open intervals of encoded versions (knowledge/parse/versions.ts); empty means every version.
  version_from text[] collate "C" not null,
  version_to text[] collate "C" not null,
  deployment text check (deployment in ('on_premise', 'saas')),
  audience text not null check (audience in ('public', 'customer', 'internal')),
  language text not null check (language in ('zh', 'en')),
  kind text,
  valid_from date,
  valid_to date,
  owner text,
  -- Of the file and the rules that hold for it, as last indexed.
  content_hash text,
  -- Of the in-links and the index version, as last indexed.
  index_key text,
  -- A newer file that could not be read; the indexed version stays.
  failed_hash text,
  failed_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, source_id, path),
  foreign key (tenant_id, source_id) references knowledge_source (tenant_id, id) on delete cascade
);
create index article_by_path on article (tenant_id, path, id);

-- Every version that was ever indexed, so that an old citation still shows what it rested on.
create table article_version (
  tenant_id uuid not null,
  article_id uuid not null,
  version int not null,
  title text not null,
  body text not null,
  content_hash text not null,
  created_at timestamptz not null,
  primary key (tenant_id, article_id, version),
  foreign key (tenant_id, article_id) references article (tenant_id, id) on delete cascade
);

-- The links a page makes and the labels by which it can be found, one row a page.
create table article_links (
  tenant_id uuid not null,
  source_id uuid not null,
  path text not null,
  -- Of the file the links were read from, so that a run that is taken up does not read it again.
  content_hash text not null,
  links jsonb not null,
  labels text[] not null,
  primary key (tenant_id, source_id, path),
  foreign key (tenant_id, source_id) references knowledge_source (tenant_id, id) on delete cascade
);

create table knowledge_dictionary (
  tenant_id uuid not null,
  source_id uuid not null,
  words text[] not null,
  -- Groups of expressions that mean the same.
  synonyms jsonb not null,
  products jsonb not null,
  content_hash text not null,
  updated_at timestamptz not null,
  primary key (tenant_id, source_id),
  foreign key (tenant_id, source_id) references knowledge_source (tenant_id, id) on delete cascade
);

create table import_job (
  tenant_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  -- A mirror retires articles whose file is gone.
  mirror boolean not null,
  -- Null for uploads, whose files are in import_blob.
  folder text,
  status text not null check (status in ('queued', 'running', 'done', 'failed', 'canceled')),
  phase text not null check (phase in ('scan', 'links', 'articles', 'relink', 'settle', 'done')),
  total int not null default 0,
  done int not null default 0,
  skipped int not null default 0,
  failed int not null default 0,
  retired int not null default 0,
  relinked int not null default 0,
  error text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- Who runs the job now; a run that lost its lease commits nothing more.
  lease_owner uuid,
  lease_until timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, source_id) references knowledge_source (tenant_id, id) on delete cascade
);
create unique index import_job_active on import_job (tenant_id, source_id) where status in ('queued', 'running');

create table import_item (
  tenant_id uuid not null,
  job_id uuid not null,
  path text not null,
  state text not null check (state in ('pending', 'done', 'skipped', 'failed')),
  -- False: the file is gone and its article is to be retired.
  present boolean not null,
  hash text not null,
  reason text,
  line int,
  primary key (tenant_id, job_id, path),
  foreign key (tenant_id, job_id) references import_job (tenant_id, id) on delete cascade
);
create index import_item_pending on import_item (tenant_id, job_id, path) where state = 'pending';

-- Uploaded files, kept until their job has ended. They come before the job, so no foreign key.
create table import_blob (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  job_id uuid not null,
  path text not null,
  content bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, job_id, path)
);

do $$
declare name text;
begin
  foreach name in array array['knowledge_source', 'article', 'article_version', 'article_links', 'knowledge_dictionary',
                              'import_job', 'import_item', 'import_blob'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
