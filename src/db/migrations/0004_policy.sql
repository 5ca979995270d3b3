-- Policies by version: written once, never changed. Which version decides is a row of its own, so going back is one update.
create table policy_version (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  kind text not null,
  version int not null check (version > 0),
  content jsonb not null,
  content_hash text not null,
  note text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, kind, version)
);

create table policy_active (
  tenant_id uuid not null,
  kind text not null,
  version int not null,
  activated_at timestamptz not null,
  activated_by text not null,
  primary key (tenant_id, kind),
  foreign key (tenant_id, kind, version) references policy_version (tenant_id, kind, version) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['policy_version', 'policy_active'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert on policy_version to threeline_app;
grant select, insert, update on policy_active to threeline_app;
