-- Two contacts of one customer that are one person: the merged one's messages and tickets go to the kept one.
alter table contact add column merged_into uuid;
alter table contact add constraint contact_merged_fkey foreign key (tenant_id, merged_into) references contact (tenant_id, id);
alter table contact add constraint contact_merged_other check (merged_into is null or merged_into <> id);
create index contact_by_customer on contact (tenant_id, customer_id, id);

create table contact_merge (
  tenant_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  reason text not null,
  -- The tickets that moved, each with the thread that it stood in.
  moved jsonb not null,
  merged_by jsonb not null,
  merged_at timestamptz not null,
  undone_by jsonb,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, kept_id) references contact (tenant_id, id),
  foreign key (tenant_id, merged_id) references contact (tenant_id, id)
);
create unique index contact_merged_once on contact_merge (tenant_id, merged_id) where undone_at is null;
create index contact_merge_by_kept on contact_merge (tenant_id, kept_id, merged_at desc);
alter table contact_merge enable row level security;
alter table contact_merge force row level security;
create policy tenant_only on contact_merge using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on contact_merge to threeline_app;
-- A file goes with its ticket.
grant update (contact_id) on attachment to threeline_app;
