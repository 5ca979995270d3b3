-- What language models cost each tenant, and how much they may. One row a call, written beside what the call was for;
-- a folder adds them up into one row a day, so that no request ever waits for a counter.
create table model_usage_call (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  day date not null,
  purpose text not null,
  model text not null,
  input_tokens bigint not null check (input_tokens >= 0),
  output_tokens bigint not null check (output_tokens >= 0),
  cost_micros bigint not null check (cost_micros >= 0),
  primary key (tenant_id, id)
);

create table model_usage_day (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  day date not null,
  purpose text not null,
  model text not null,
  calls bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_micros bigint not null,
  primary key (tenant_id, day, purpose, model)
);

create table model_budget (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  -- Null: no limit.
  monthly_tokens bigint check (monthly_tokens >= 0),
  monthly_micros bigint check (monthly_micros >= 0),
  -- The first day of the month for which managers were last told.
  warned_for date,
  spent_for date,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (tenant_id)
);

do $$
declare name text;
begin
  foreach name in array array['model_usage_call', 'model_usage_day', 'model_budget'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, delete on model_usage_call to threeline_app;
grant select, insert, update on model_usage_day, model_budget to threeline_app;

alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (kind in ('assignment', 'mention', 'approval', 'reply', 'budget'));
