-- What reports rest on beside the tickets themselves: surveys after a close, minutes that people worked, lifecycle stages,
-- and one row of measured facts for each ticket, since opening hours cannot be counted in SQL.
create table survey (
  tenant_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  -- A contact is asked how likely they would recommend us at most once a quarter.
  asks_nps boolean not null,
  csat int check (csat between 1 and 5),
  nps int check (nps between 0 and 10),
  ces int check (ces between 1 and 7),
  comment text,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, ticket_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index survey_by_time on survey (tenant_id, asked_at);

create table work_time (
  tenant_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  minutes int not null check (minutes between 1 and 1440),
  at timestamptz not null,
  primary key (tenant_id, ticket_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index work_time_by_member on work_time (tenant_id, member_id, at);

-- The stages a customer went through; the newest row not after an instant held then.
create table customer_stage (
  tenant_id uuid not null,
  customer_id uuid not null,
  since timestamptz not null,
  stage text not null check (stage in ('evaluation', 'forming', 'stable', 'declining')),
  reason text not null,
  set_by text not null,
  primary key (tenant_id, customer_id, since),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id) on delete cascade
);

-- A read model: folded from a ticket's rows as often as they change, never the other way round.
create table ticket_fact (
  tenant_id uuid not null,
  ticket_id uuid not null,
  -- Of the ticket as it was folded; another one there means that this row is behind.
  version int not null,
  created_at timestamptz not null,
  contact_id uuid not null,
  customer_id uuid,
  customer_class text not null,
  stage text,
  channel text not null,
  language text not null,
  product text,
  module text,
  product_version text,
  service_type text,
  service_item text,
  urgency text not null,
  sentiment text,
  team text not null,
  owner_id uuid,
  -- The highest tier that worked on it.
  tier int not null,
  handoff_reason text,
  answerability real,
  bot_answers int not null,
  human_replies int not null,
  handed_over_at timestamptz,
  picked_up_at timestamptz,
  first_reply_at timestamptz,
  -- Seconds are opening hours of the calendar that the SLA row names; targets are those of the policy at the fold.
  pickup_seconds int,
  first_seconds int,
  first_target int,
  next_count int not null,
  next_seconds int not null,
  next_met int not null,
  resolved_at timestamptz,
  closed_at timestamptz,
  -- Without the spells in which the customer had the word.
  resolution_seconds int,
  resolution_target int,
  escalations int not null,
  returns int not null,
  ola_count int not null,
  ola_met int not null,
  reopened int not null,
  -- The customer said so: ended it, or called the last answer of the bot helpful.
  confirmed boolean not null,
  -- When the same contact came back about the same module after the resolution.
  next_contact_at timestamptz,
  input_tokens int not null,
  output_tokens int not null,
  cost_micros bigint not null,
  work_minutes int not null,
  cause text,
  primary key (tenant_id, ticket_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index ticket_fact_by_creation on ticket_fact (tenant_id, created_at);
create index ticket_fact_by_resolution on ticket_fact (tenant_id, resolved_at);
create index ticket_fact_by_contact on ticket_fact (tenant_id, contact_id, created_at);

-- What became of each draft of the copilot, in characters.
create table draft_fact (
  tenant_id uuid not null,
  draft_id uuid not null,
  ticket_id uuid not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('accepted', 'edited', 'rejected')),
  reason text,
  member_id uuid,
  drafted int not null,
  kept int not null,
  distance int not null,
  primary key (tenant_id, draft_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index draft_fact_by_time on draft_fact (tenant_id, at);
create index draft_fact_by_ticket on draft_fact (tenant_id, ticket_id);

create index ticket_by_change on ticket (tenant_id, updated_at);

do $$
declare name text;
begin
  foreach name in array array['survey', 'work_time', 'customer_stage', 'ticket_fact', 'draft_fact'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on survey to threeline_app;
grant select, insert on work_time, customer_stage to threeline_app;
grant select, insert, update, delete on ticket_fact, draft_fact to threeline_app;
