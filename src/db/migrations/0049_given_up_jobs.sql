-- Why an erasure or a backfill failed, which may be started again.
alter table contact_erasure drop constraint contact_erasure_status_check;
alter table contact_erasure add constraint contact_erasure_status_check check (status in ('queued', 'done', 'failed'));
alter table contact_erasure add column problem text;

alter table voc_backfill drop constraint voc_backfill_status_check;
alter table voc_backfill add constraint voc_backfill_status_check
  check (status in ('queued', 'running', 'done', 'failed'));
alter table voc_backfill add column problem text;

alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (kind in (
  'assignment', 'mention', 'approval', 'reply', 'budget', 'insight', 'training', 'embedding', 'erasure'));
