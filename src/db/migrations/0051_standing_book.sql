-- What is known of a customer, entry by entry: nothing is rewritten, so the record of any day can be shown again.
alter table customer add column valid_to timestamptz;

create table standing_entry (
  tenant_id uuid not null,
  customer_id uuid not null,
  seq int not null,
  at timestamptz not null,
  name text not null,
  class text not null check (class in ('A', 'B', 'C', 'D', 'E', 'unknown')),
  facts jsonb not null,
  valid_to timestamptz,
  reason text not null,
  made_by jsonb not null,
  primary key (tenant_id, customer_id, seq),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id) on delete cascade
);
create index customer_by_validity on customer (tenant_id, valid_to) where valid_to is not null;

alter table standing_entry enable row level security;
alter table standing_entry force row level security;
create policy tenant_only on standing_entry using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert on standing_entry to threeline_app;
