-- The voice of the customer. One row for each ticket and tag: what people and machines hold to be said, with the words
-- that say it. Ordinals are those of the taxonomy policy; -1 stands for an unknown product or module.
create table voc_tag (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  ticket_id uuid not null,
  kind smallint not null,
  day date not null,
  at timestamptz not null,
  product smallint not null,
  module smallint not null,
  service_module smallint not null,
  class text not null,
  lifecycle text not null,
  version text not null,
  edition text not null,
  channel text not null,
  organisation text not null,
  language text not null,
  sentiment text not null,
  customer_id uuid,
  source text not null check (source in ('model', 'rule', 'person')),
  -- Calibrated where the embedded understanding gave it; null for a language model's word.
  confidence real,
  quote text not null,
  turn int,
  span_start int,
  span_end int,
  -- A person said that the tag does not hold: it counts nothing, and no machine gives it again.
  removed boolean not null,
  updated_at timestamptz not null,
  primary key (tenant_id, ticket_id, kind),
  -- No cascade: whoever erases a ticket takes its tags back first, so that the counts follow.
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index voc_tag_by_day on voc_tag (tenant_id, day, kind) where not removed;
create index voc_tag_newest on voc_tag (tenant_id, kind, at desc, ticket_id) where not removed;

-- What the counts do not hold yet: written with the tags, taken away by the fold in the transaction that counts it.
create table voc_delta (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  day date not null,
  id uuid not null,
  kind smallint not null,
  product smallint not null,
  module smallint not null,
  service_module smallint not null,
  class text not null,
  lifecycle text not null,
  version text not null,
  edition text not null,
  channel text not null,
  organisation text not null,
  language text not null,
  sentiment text not null,
  source text not null,
  change int not null,
  primary key (tenant_id, day, id)
);

-- One row a day and slice: how many tickets carry each tag, at the place of its ordinal.
create table voc_rollup (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  dimension text collate "C" not null,
  value text collate "C" not null,
  day date not null,
  counts int[] not null,
  primary key (tenant_id, dimension, value, day)
);

-- Folds of one tenant take turns behind this row.
create table voc_fold (
  tenant_id uuid primary key references tenant (tenant_id) on delete cascade,
  folded_at timestamptz not null
);

do $$
declare name text;
begin
  foreach name in array array['voc_tag', 'voc_delta', 'voc_rollup', 'voc_fold'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant_only on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to threeline_app', name);
  end loop;
end $$;
