-- Whoever wrote or approved a draft is told when it is refused.
alter table notification drop constraint notification_kind_check;
alter table notification add constraint notification_kind_check check (kind in (
  'assignment', 'mention', 'approval', 'refusal', 'reply', 'budget', 'insight', 'training', 'embedding', 'erasure'));
