-- Roles, tenants, keys. Schemas `auth` and `jobs` hold what must be readable before a tenant is known.
do $$ begin create role threeline_app nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role threeline_worker nologin; exception when duplicate_object or unique_violation then null; end $$;
grant threeline_app, threeline_worker to current_user;

create schema if not exists auth;
create schema if not exists jobs;
create extension if not exists vector;

-- Finds a tenant by its name or key prefix before a transaction of that tenant can be opened.
create table auth.tenant_directory (
  tenant_id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  created_at timestamptz not null
);

create table tenant (
  tenant_id uuid primary key,
  slug text not null,
  name text not null,
  -- Signs end-user tokens; write-only for every API.
  end_user_secret bytea not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

create table api_key (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (tenant_id, id)
);

-- The first result of a request that carries an Idempotency-Key, with the hash of what was asked.
create table idempotency (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  content_type text,
  body text,
  created_at timestamptz not null,
  primary key (tenant_id, actor, key)
);

create table audit (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  at timestamptz not null,
  actor jsonb not null,
  action text not null,
  object text not null,
  object_id text not null,
  before jsonb,
  after jsonb,
  request_id text,
  primary key (tenant_id, id)
);
create index audit_by_time on audit (tenant_id, at);

-- Trained models and other large values, by kind; a new version replaces the old one in one statement.
create table artefact (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  kind text not null,
  content bytea not null,
  content_hash bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, kind)
);

do $$
declare name text;
begin
  foreach name in array array['tenant', 'api_key', 'idempotency', 'audit', 'artefact'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant usage on schema public, auth, jobs to threeline_app;
grant usage on schema auth, jobs to threeline_worker;
grant select, insert, update, delete on tenant, api_key, idempotency, artefact to threeline_app;
-- History is written once.
grant select, insert on audit to threeline_app;
grant select, insert on auth.tenant_directory to threeline_app;
grant select on auth.tenant_directory to threeline_worker;
