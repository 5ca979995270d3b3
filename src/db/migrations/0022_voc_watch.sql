-- What customers ask for: votes are tickets, and weigh as much as their customers are worth.
create table voc_request (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  title text not null,
  tag text not null,
  product smallint not null,
  module smallint not null,
  words text[] not null,
  state text not null check (state in ('open', 'planned', 'shipped', 'declined')),
  version text,
  -- Where customers read what is new.
  release_notes text,
  created_at timestamptz not null,
  shipped_at timestamptz,
  primary key (tenant_id, id)
);
create index voc_request_newest on voc_request (tenant_id, created_at desc, id desc);

create table voc_vote (
  tenant_id uuid not null,
  request_id uuid not null,
  ticket_id uuid not null,
  source text not null check (source in ('rule', 'person')),
  at timestamptz not null,
  primary key (tenant_id, request_id, ticket_id),
  foreign key (tenant_id, request_id) references voc_request (tenant_id, id) on delete cascade,
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index voc_vote_by_ticket on voc_vote (tenant_id, ticket_id);

-- Who was to tell which customer that it is there: one row a ticket, however often it is said to be shipped.
create table voc_told (
  tenant_id uuid not null,
  request_id uuid not null,
  ticket_id uuid not null,
  member_id uuid,
  at timestamptz not null,
  primary key (tenant_id, request_id, ticket_id),
  foreign key (tenant_id, request_id) references voc_request (tenant_id, id) on delete cascade,
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);

-- Questions that people keep, and share.
create table voc_view (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  name text not null,
  question jsonb not null,
  owner_id text not null,
  shared boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);

create table voc_alert (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  name text not null,
  rule jsonb not null,
  members uuid[] not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
-- An alert tells of a step of a tag once.
create table voc_alarm (
  tenant_id uuid not null,
  alert_id uuid not null,
  tag text not null,
  step date not null,
  count int not null,
  expected jsonb,
  at timestamptz not null,
  primary key (tenant_id, alert_id, tag, step),
  foreign key (tenant_id, alert_id) references voc_alert (tenant_id, id) on delete cascade
);
create index voc_alarm_newest on voc_alarm (tenant_id, at desc);

do $$
declare name text;
begin
  foreach name in array array['voc_request', 'voc_vote', 'voc_told', 'voc_view', 'voc_alert', 'voc_alarm'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;

-- What the voice of the customer has to tell a member.
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('assignment', 'mention', 'approval', 'reply', 'budget', 'insight'));
