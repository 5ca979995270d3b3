-- Imports can be paused, and tell how fast they go.
alter table import_job drop constraint import_job_status_check;
alter table import_job add constraint import_job_status_check
  check (status in ('queued', 'running', 'paused', 'done', 'failed', 'canceled'));
drop index import_job_active;
create unique index import_job_active on import_job (tenant_id, source_id) where status in ('queued', 'running', 'paused');
alter table import_job
  -- Files a second, as the run under way last measured it.
  add column per_second double precision;
