-- Files that customers send. Stored before the message that carries them; those that no message takes are swept away.
create table attachment (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  contact_id uuid not null,
  ticket_id uuid,
  message_id uuid,
  name text not null,
  media_type text not null,
  size int not null,
  sha256 bytea not null,
  content bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade,
  check ((ticket_id is null) = (message_id is null))
);
-- Compressed already, most of them.
alter table attachment alter column content set storage external;
create index attachment_by_ticket on attachment (tenant_id, ticket_id) where ticket_id is not null;
create index attachment_loose on attachment (tenant_id, contact_id, created_at) where message_id is null;
-- What a message carries, beside its text, so that a conversation reads in one query.
alter table message add column attachments jsonb not null default '[]';

alter table attachment enable row level security;
alter table attachment force row level security;
create policy tenant_only on attachment using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
-- What was sent stays; only what no message took can go.
create policy sent_stays on attachment as restrictive for delete using (message_id is null);

grant select, insert, delete on attachment to threeline_app;
grant update (ticket_id, message_id) on attachment to threeline_app;
