-- Runs that bring the tags of the past under a changed taxonomy; `place` is the last ticket done.
create table voc_backfill (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  version int not null,
  reason text not null,
  status text not null check (status in ('queued', 'running', 'done')),
  total int not null,
  done int not null,
  changed int not null,
  place uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index voc_backfill_newest on voc_backfill (tenant_id, created_at desc, id desc);

-- Tags that a theme or a person proposes, until somebody decides.
create table voc_proposed_tag (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  name_zh text not null,
  name_en text not null,
  words text[] not null,
  reason text not null,
  theme_id uuid,
  state text not null check (state in ('proposed', 'accepted', 'rejected', 'merged')),
  tag text,
  proposed_by text not null,
  created_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  primary key (tenant_id, id)
);
-- A theme proposes its tag once.
create unique index voc_proposed_tag_of_theme on voc_proposed_tag (tenant_id, theme_id) where theme_id is not null;
create index voc_proposed_tag_newest on voc_proposed_tag (tenant_id, created_at desc, id desc);

-- Groups of requests that no tag explains, followed over time under one id; `terms` weigh what they have in common.
create table voc_theme (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  name text not null,
  terms jsonb not null,
  first_day date not null,
  last_day date not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create table voc_theme_ticket (
  tenant_id uuid not null,
  theme_id uuid not null,
  ticket_id uuid not null,
  day date not null,
  quote text not null,
  primary key (tenant_id, theme_id, ticket_id),
  -- A ticket belongs to one theme.
  unique (tenant_id, ticket_id),
  foreign key (tenant_id, theme_id) references voc_theme (tenant_id, id) on delete cascade,
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index voc_theme_ticket_by_day on voc_theme_ticket (tenant_id, day);

do $$
declare name text;
begin
  foreach name in array array['voc_backfill', 'voc_proposed_tag', 'voc_theme', 'voc_theme_ticket'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
