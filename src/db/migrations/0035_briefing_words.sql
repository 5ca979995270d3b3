-- Who puts a briefing into words; and for each one who did, by which instructions, and how many of its sentences were
-- thrown away because they said more than was computed.
alter table voc_briefing_plan add column words text not null default 'template' check (words in ('template', 'model'));
alter table voc_briefing add column told jsonb not null default '{"by": "template"}';
