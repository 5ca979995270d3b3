-- What people say about the labels of tickets, what is trained from it, and dry runs of policies.

-- One text with the labels that hold after what people said; trains the tenant's own classifier.
create table training_example (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  ticket_id uuid not null,
  text text not null,
  service_item text not null,
  voc text[] not null,
  sentiment text not null,
  urgency text not null,
  reason_id uuid,
  -- Labels that a person has looked at; no machine changes them again.
  reviewed text[] not null,
  updated_by jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, ticket_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);

-- Each time a person looked at a label: what the machine had said and what holds.
create table label_review (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  ticket_id uuid not null,
  label text not null,
  said text not null,
  holds text not null,
  by jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index label_review_by_time on label_review (tenant_id, at);

create table contact_reason (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  parent_id uuid,
  name text not null,
  description text not null,
  examples text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, parent_id) references contact_reason (tenant_id, id)
);
create index contact_reason_by_parent on contact_reason (tenant_id, parent_id);

-- A training of one model: asked for, run as a job, and put to use only when it passed its gate.
create table training_run (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('understanding', 'reasons')),
  status text not null check (status in ('queued', 'passed', 'refused', 'failed')),
  figures jsonb,
  problem text,
  requested_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);

create table policy_dry_run (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  kind text not null,
  content jsonb not null,
  since timestamptz not null,
  most int not null,
  status text not null check (status in ('queued', 'done', 'failed')),
  result jsonb,
  problem text,
  requested_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['training_example', 'label_review', 'contact_reason', 'training_run', 'policy_dry_run'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on training_example, training_run, policy_dry_run to threeline_app;
grant select, insert, update, delete on contact_reason to threeline_app;
-- What was said about a label is never rewritten.
grant select, insert on label_review to threeline_app;
