-- A person whose data goes, and how far that is. Rows hold ids and numbers, nothing personal, and stay.
create table contact_erasure (
  tenant_id uuid not null,
  id uuid not null,
  -- The contact that is kept of all those merged into one, and all of them.
  contact_id uuid not null,
  contact_ids uuid[] not null,
  -- Tickets that are gone.
  ticket_ids uuid[] not null default '{}',
  reason text not null,
  status text not null check (status in ('queued', 'done')),
  counts jsonb not null default '{}',
  requested_by jsonb not null,
  requested_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id)
);
alter table contact_erasure enable row level security;
alter table contact_erasure force row level security;
create policy tenant_only on contact_erasure using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on contact_erasure to threeline_app;

-- A ticket goes only with the person that it is of; what hangs on it goes with it.
create policy erased_only on ticket as restrictive for delete using (exists (
  select 1 from contact_erasure e where e.tenant_id = ticket.tenant_id and ticket.contact_id = any(e.contact_ids)));
grant delete on ticket to threeline_app;
grant delete on notification to threeline_app;

-- Found by their ticket, so that an erasure need not read all of them for each.
create index label_review_by_ticket on label_review (tenant_id, ticket_id);
create index voc_told_by_ticket on voc_told (tenant_id, ticket_id);
create index suggestion_question_by_ticket on suggestion_question (tenant_id, ticket_id);
