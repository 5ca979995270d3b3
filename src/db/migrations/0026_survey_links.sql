-- How often a survey was put before its customer, and who never wants to be asked again.
alter table survey
  add column offered int not null default 0 check (offered >= 0),
  add column offered_at timestamptz;

create table survey_refusal (
  tenant_id uuid not null,
  contact_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);

alter table survey_refusal enable row level security;
alter table survey_refusal force row level security;
create policy tenant_only on survey_refusal using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, delete on survey_refusal to threeline_app;
