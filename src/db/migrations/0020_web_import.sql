-- Pages of the web as a source of articles.
alter table import_job
  -- What to fetch: {urls, sitemap}; null for files.
  add column web jsonb;
alter table import_job drop constraint import_job_phase_check;
alter table import_job add constraint import_job_phase_check
  check (phase in ('fetch', 'scan', 'links', 'articles', 'relink', 'settle', 'done'));

-- What each page was when its article was last written, so that an unchanged one is not sent again.
create table web_page (
  tenant_id uuid not null,
  source_id uuid not null,
  url text not null,
  path text not null,
  etag text,
  last_modified text,
  checked_at timestamptz not null,
  primary key (tenant_id, source_id, url),
  foreign key (tenant_id, source_id) references knowledge_source (tenant_id, id) on delete cascade
);

-- The pages of one import, and what became of each; so a run that is taken up fetches none twice.
create table import_page (
  tenant_id uuid not null,
  job_id uuid not null,
  url text not null,
  path text not null,
  state text not null check (state in ('pending', 'fetched', 'unchanged', 'gone', 'failed')),
  reason text,
  etag text,
  last_modified text,
  primary key (tenant_id, job_id, url),
  foreign key (tenant_id, job_id) references import_job (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['web_page', 'import_page'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
