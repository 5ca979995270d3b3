-- The embedding model that a tenant has chosen, when it is another than the configured one, and its way there.
create table embedding_change (
  tenant_id uuid primary key references tenant (tenant_id) on delete cascade,
  model text not null,
  -- The model chosen before, which holds again when the change is cancelled; null: the configured one.
  previous text,
  state text not null check (state in ('running', 'paused', 'done')),
  started_at timestamptz not null,
  -- When it last began or went on, and how many passages had their vectors by then: the rate is counted from there.
  resumed_at timestamptz not null,
  resumed_from int not null
);

alter table embedding_change enable row level security;
alter table embedding_change force row level security;
create policy tenant_only on embedding_change
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on embedding_change to threeline_app;
