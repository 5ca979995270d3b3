-- Sign-in, members of a tenant, their notifications, and the chain over the audit.

-- The role that checks sign-ins: it sees schema `auth` and no table of any tenant; no other role sees a password hash.
do $$ begin create role threeline_auth nologin; exception when duplicate_object or unique_violation then null; end $$;
grant threeline_auth to current_user;
grant usage on schema auth to threeline_auth;

create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth.session (
  id uuid primary key,
  user_id uuid not null references auth."user" (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_by_user on auth.session (user_id);

create table auth.account (
  id uuid primary key,
  user_id uuid not null references auth."user" (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (user_id, provider_id),
  unique (provider_id, account_id)
);

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_by_identifier on auth.verification (identifier);

-- Made once for each installation, so that nothing needs configuring.
create table auth.secret (
  name text primary key,
  value text not null,
  created_at timestamptz not null
);

-- Which tenants a signed-in user belongs to; gone as soon as the member is disabled.
create table auth.membership (
  user_id uuid not null references auth."user" (id) on delete cascade,
  tenant_id uuid not null,
  member_id uuid not null,
  created_at timestamptz not null,
  primary key (user_id, tenant_id)
);
alter table auth.membership enable row level security;
alter table auth.membership force row level security;
create policy tenant_only on auth.membership to threeline_app
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy sign_in on auth.membership for select to threeline_auth using (true);

grant select, insert, update, delete on auth."user", auth.session, auth.account, auth.verification to threeline_auth;
grant select, insert on auth.secret to threeline_auth;
grant select on auth.membership, auth.tenant_directory to threeline_auth;
grant select, insert, delete on auth.membership to threeline_app;

create table member (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  user_id uuid not null,
  email text not null,
  name text not null,
  role text not null check (role in ('agent', 'engineer', 'developer', 'csm', 'manager', 'analyst', 'editor', 'admin', 'auditor')),
  team text,
  may_send boolean not null,
  status text not null default 'active' check (status in ('active', 'absent', 'disabled')),
  absent_until timestamptz,
  delegate_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, user_id),
  unique (tenant_id, email),
  foreign key (tenant_id, delegate_id) references member (tenant_id, id),
  check (delegate_id is null or delegate_id <> id)
);

create table invitation (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  email text not null,
  role text not null,
  team text,
  may_send boolean not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (tenant_id, id)
);
create index invitation_open on invitation (tenant_id, email) where accepted_at is null;

create table notification (
  tenant_id uuid not null,
  member_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('assignment', 'mention', 'approval', 'reply')),
  ticket_id uuid,
  text text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, member_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id) on delete cascade
);
create index notification_newest on notification (tenant_id, member_id, created_at desc, id desc);
create index notification_unread on notification (tenant_id, member_id) where read_at is null;

-- Audit rows that no batch has sealed yet. A row that is neither sealed nor here was put in by hand.
create table audit_pending (
  tenant_id uuid not null,
  audit_id uuid not null,
  primary key (tenant_id, audit_id),
  foreign key (tenant_id) references tenant (tenant_id) on delete cascade
);
-- Row-level security binds the owner too: without this, an owner who is no superuser would see no row to copy.
alter table audit no force row level security;
insert into audit_pending select tenant_id, id from audit;
alter table audit force row level security;

-- One link of the chain for each sealed audit row. The place in the chain is the position, never the time.
create table audit_link (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  position bigint not null check (position > 0),
  audit_id uuid not null,
  batch int not null,
  hash bytea not null,
  primary key (tenant_id, position),
  unique (tenant_id, audit_id)
);

create table audit_seal (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  batch int not null check (batch > 0),
  first_position bigint not null,
  last_position bigint not null,
  sealed_at timestamptz not null,
  head bytea not null,
  primary key (tenant_id, batch)
);

do $$
declare name text;
begin
  foreach name in array array['member', 'invitation', 'notification', 'audit_pending', 'audit_link', 'audit_seal'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on member, invitation, notification to threeline_app;
grant select, insert, delete on audit_pending to threeline_app;
-- History is written once.
grant select, insert on audit_link, audit_seal to threeline_app;
