-- Requests that were solved, found again by the telling words of their questions. A read model: folded from a ticket's
-- rows as often as they change; the texts stay in the conversation.
create table solved_case (
  tenant_id uuid not null,
  ticket_id uuid not null,
  -- Of the ticket as it was folded; another one there means that this row is behind.
  version int not null,
  -- The message that asked, and the one that solved it; null where nothing can be shown.
  question_id uuid,
  reply_id uuid,
  terms text[] not null,
  solved_at timestamptz not null,
  primary key (tenant_id, ticket_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id) on delete cascade
);

-- One row for each telling word of a case, the newest case first. One whose case is gone is passed over.
create table solved_term (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  term text not null,
  solved_at timestamptz not null,
  ticket_id uuid not null,
  primary key (tenant_id, term, solved_at, ticket_id)
);

do $$
declare name text;
begin
  foreach name in array array['solved_case', 'solved_term'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;

-- case: a solved request that a member thinks worth an article; each ticket is suggested once.
alter table knowledge_suggestion drop constraint knowledge_suggestion_kind_check;
alter table knowledge_suggestion add constraint knowledge_suggestion_kind_check check (kind in ('gap', 'edit', 'case'));
alter table knowledge_suggestion add column case_ticket_id uuid;
create unique index suggestion_once_by_case on knowledge_suggestion (tenant_id, case_ticket_id) where case_ticket_id is not null;
