-- A reply that is said sentence by sentence: its message stands before its first sentence.
-- writing_turn: the turn that it answers, until it is finished. last_seq: the ticket's counter at its end.
alter table message add column writing_turn int, add column last_seq int;
create index message_writing on message (tenant_id, ticket_id) where writing_turn is not null;

-- What was said is still never rewritten: only a message that is being written grows.
create policy unfinished_only on message as restrictive for update using (writing_turn is not null) with check (true);
grant update (text, citations, writing_turn, last_seq) on message to threeline_app;

-- Sentences of messages that are being written, so that a broken stream resumes at the sentence. Gone at the end.
create table message_sentence (
  tenant_id uuid not null,
  ticket_id uuid not null,
  seq int not null,
  message_id uuid not null,
  kind text not null check (kind in ('fact', 'frame', 'question')),
  gap text not null,
  text text not null,
  -- Numbers of the message's citations, from 1.
  citations jsonb not null,
  primary key (tenant_id, ticket_id, seq),
  foreign key (tenant_id, ticket_id, message_id) references message (tenant_id, ticket_id, id) on delete cascade
);
alter table message_sentence enable row level security;
alter table message_sentence force row level security;
create policy tenant_only on message_sentence using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, delete on message_sentence to threeline_app;
