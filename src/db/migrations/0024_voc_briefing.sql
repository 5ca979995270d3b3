-- Reports in words, on a schedule.
create table voc_briefing_plan (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  name text not null,
  every text not null check (every in ('day', 'week', 'month')),
  language text not null check (language in ('zh', 'en')),
  slice jsonb,
  members uuid[] not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create table voc_briefing (
  tenant_id uuid not null,
  plan_id uuid not null,
  from_day date not null,
  to_day date not null,
  sentences jsonb not null,
  -- Sentences that said a number which was not computed; they are left out.
  refused int not null,
  at timestamptz not null,
  primary key (tenant_id, plan_id, from_day),
  foreign key (tenant_id, plan_id) references voc_briefing_plan (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['voc_briefing_plan', 'voc_briefing'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
