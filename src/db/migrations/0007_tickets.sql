-- Customers and their contacts, tickets with their conversation, drafts, approvals, and the events that people follow.
create table customer (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  external_id text not null,
  name text not null,
  class text not null default 'unknown' check (class in ('A', 'B', 'C', 'D', 'E', 'unknown')),
  csm_id uuid,
  facts jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, external_id)
);

create table contact (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  external_id text not null,
  customer_id uuid,
  name text,
  email text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, external_id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);

create table ticket (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  contact_id uuid not null,
  customer_id uuid,
  customer_class text not null,
  channel text not null,
  thread text not null,
  subject text not null,
  status text not null check (status in ('open', 'pending_customer', 'pending_internal', 'resolved', 'closed')),
  tier int not null check (tier between 0 and 3),
  team text not null,
  owner_id uuid,
  assignee_id uuid,
  bot_silent boolean not null,
  handoff_reason text,
  language text not null,
  service_type text,
  service_item text,
  urgency text not null check (urgency in ('high', 'normal', 'low')),
  sentiment text,
  facts jsonb not null default '{}',
  turn int not null,
  seq int not null,
  version int not null,
  reopened int not null,
  cause jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_customer_at timestamptz not null,
  first_reply_at timestamptz,
  due_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id),
  -- Whoever works on a ticket stands beside somebody accountable.
  check (assignee_id is null or owner_id is not null)
);
-- One open ticket for each contact and thread.
create unique index ticket_one_open on ticket (tenant_id, contact_id, thread) where status <> 'closed';
create index ticket_by_update on ticket (tenant_id, updated_at desc, id) where status <> 'closed';
create index ticket_by_creation on ticket (tenant_id, created_at desc, id) where status <> 'closed';
create index ticket_by_due on ticket (tenant_id, due_at, id) where status <> 'closed';
create index ticket_by_status on ticket (tenant_id, status, updated_at desc, id);
create index ticket_by_owner on ticket (tenant_id, owner_id, updated_at desc, id) where status <> 'closed';
create index ticket_by_assignee on ticket (tenant_id, assignee_id, updated_at desc, id) where status <> 'closed';
create index ticket_by_team on ticket (tenant_id, team, tier, updated_at desc, id) where status <> 'closed';
create index ticket_by_type on ticket (tenant_id, service_type, updated_at desc, id) where status <> 'closed';
create index ticket_by_urgency on ticket (tenant_id, urgency, updated_at desc, id) where status <> 'closed';
create index ticket_by_class on ticket (tenant_id, customer_class, updated_at desc, id) where status <> 'closed';
create index ticket_by_customer on ticket (tenant_id, customer_id, created_at desc);

create table message (
  tenant_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  seq int not null,
  -- in: from the customer; out: to the customer; note: among members.
  direction text not null check (direction in ('in', 'out', 'note')),
  author jsonb not null,
  text text not null,
  citations jsonb not null default '[]',
  client_message_id text,
  draft_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, ticket_id, id),
  unique (tenant_id, ticket_id, seq),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create unique index message_once_by_client on message (tenant_id, ticket_id, client_message_id) where client_message_id is not null;
-- A draft leaves at most once, whoever sends it and however often.
create unique index message_once_by_draft on message (tenant_id, draft_id) where draft_id is not null;

create table proposal (
  tenant_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  turn int not null,
  content jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, ticket_id, id),
  -- One for each turn: a repeated job finds the first.
  unique (tenant_id, ticket_id, turn),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);

create table draft (
  tenant_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  proposal_id uuid,
  author_id uuid,
  state text not null check (state in ('proposed', 'waiting', 'sent', 'rejected', 'superseded')),
  text text not null,
  original_text text not null,
  text_hash text not null,
  citations jsonb not null default '[]',
  recipient_id uuid not null,
  turn int not null,
  version int not null,
  needed jsonb not null default '[]',
  reject_reason text,
  reject_comment text,
  asked_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index draft_by_ticket on draft (tenant_id, ticket_id, created_at);
create index draft_waiting on draft (tenant_id, asked_at, id) where state = 'waiting';

create table approval (
  tenant_id uuid not null,
  draft_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  role text not null,
  text_hash text not null,
  recipient_id uuid not null,
  turn int not null,
  created_at timestamptz not null,
  primary key (tenant_id, draft_id, id),
  -- One person consents once to one text.
  unique (tenant_id, draft_id, member_id, text_hash, turn),
  foreign key (tenant_id, draft_id) references draft (tenant_id, id) on delete cascade
);

create table escalation (
  tenant_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  from_tier int not null,
  to_tier int not null,
  form jsonb not null,
  member_id uuid not null,
  solution text,
  created_at timestamptz not null,
  returned_at timestamptz,
  primary key (tenant_id, ticket_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);

create table ticket_event (
  tenant_id uuid not null,
  ticket_id uuid not null,
  seq int not null,
  kind text not null,
  actor jsonb not null,
  content jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, ticket_id, seq),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);
create index ticket_event_by_time on ticket_event (tenant_id, at);

do $$
declare name text;
begin
  foreach name in array array['customer', 'contact', 'ticket', 'message', 'proposal', 'draft', 'approval', 'escalation', 'ticket_event'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
  end loop;
end $$;

grant select, insert, update on customer, contact, ticket, draft, escalation to threeline_app;
-- What was said, consented to and done is never rewritten.
grant select, insert on message, proposal, approval, ticket_event to threeline_app;
