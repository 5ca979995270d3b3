-- What conversations teach about the articles, until a person decides; and the questions that articles must answer.
create table article_question (
  tenant_id uuid not null,
  article_id uuid not null,
  id uuid not null,
  question text not null,
  -- The customer's version, when the answer depends on it.
  version text,
  origin text not null check (origin in ('person', 'gap')),
  created_by jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, article_id, id),
  unique (tenant_id, article_id, question),
  foreign key (tenant_id, article_id) references article (tenant_id, id) on delete cascade
);
create index article_question_by_time on article_question (tenant_id, created_at desc, id);

-- What the gate found when this version was published.
alter table article_version add column gate jsonb;

create table knowledge_suggestion (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  id uuid not null,
  -- gap: questions that nothing answers; edit: what a person changed in a draft before sending it.
  kind text not null check (kind in ('gap', 'edit')),
  type text check (type in ('wrong_fact', 'missing_step', 'tone', 'policy', 'personal')),
  status text not null check (status in ('open', 'accepted', 'rejected', 'merged')),
  title text not null,
  language text not null,
  product text,
  -- How many questions or edits stand behind it.
  count int not null,
  content jsonb not null,
  -- The article an edit rests on, or the one that came of it.
  article_id uuid,
  merged_into uuid,
  -- The draft of a reply that an edit was read from: each is read once.
  reply_draft_id uuid,
  reason text,
  decided_by jsonb,
  decided_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, reply_draft_id)
);
create index suggestion_by_status on knowledge_suggestion (tenant_id, status, kind, count desc, id);
create index suggestion_by_article on knowledge_suggestion (tenant_id, article_id);

create table suggestion_question (
  tenant_id uuid not null,
  suggestion_id uuid not null,
  -- The proposal that did not answer: each is counted once.
  proposal_id uuid not null,
  ticket_id uuid not null,
  question text not null,
  asked_at timestamptz not null,
  primary key (tenant_id, proposal_id),
  foreign key (tenant_id, suggestion_id) references knowledge_suggestion (tenant_id, id) on delete cascade
);
create index suggestion_question_by_suggestion on suggestion_question (tenant_id, suggestion_id, asked_at, proposal_id);

-- Up to when conversations have been read.
create table learning_mark (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  kind text not null check (kind in ('questions', 'edits')),
  read_until timestamptz not null,
  primary key (tenant_id, kind)
);

create index proposal_by_time on proposal (tenant_id, created_at, id);
create index draft_sent on draft (tenant_id, updated_at, id) where state = 'sent';

do $$
declare name text;
begin
  foreach name in array array['article_question', 'knowledge_suggestion', 'suggestion_question', 'learning_mark'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
