-- How each model of each provider can be asked, so that a restart does not find out anew. It belongs to no tenant.
create table jobs.model_footing (
  provider bytea primary key,
  footing jsonb not null,
  learnt_at timestamptz not null
);
