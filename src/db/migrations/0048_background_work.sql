-- When a training began to work; null while it waits.
alter table training_run add column started_at timestamptz;

-- Who asked for the change, when it was done, and why its last try failed; tries go on by themselves.
alter table embedding_change add column requested_by text;
alter table embedding_change add column finished_at timestamptz;
alter table embedding_change add column failed_at timestamptz;
alter table embedding_change add column problem text;

alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check
  check (kind in ('assignment', 'mention', 'approval', 'reply', 'budget', 'insight', 'training', 'embedding'));
