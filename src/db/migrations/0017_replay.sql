-- Past requests asked again with something changed; nothing of it touches a ticket.
create table replay_run (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  change jsonb not null,
  last int not null check (last > 0),
  status text not null check (status in ('queued', 'running', 'done', 'failed')),
  done int not null default 0,
  total int not null default 0,
  report jsonb,
  problem text,
  requested_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index proposal_by_creation on proposal (tenant_id, created_at desc, id);

alter table replay_run enable row level security;
alter table replay_run force row level security;
create policy tenant_only on replay_run using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on replay_run to threeline_app;
