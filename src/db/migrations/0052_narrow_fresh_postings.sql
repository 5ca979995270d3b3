-- Fresh postings of two bytes: each names its chunk by its place in the list of its write. What is fresh in the old form
-- is folded first. A process of the version before that still runs fails at its next import or reading of words, since it
-- asks for a column that is gone; it would take the new bytes for something else.
lock table posting_fresh in access exclusive mode;
-- The owner sees no tenant's rows otherwise.
alter table posting no force row level security;
alter table posting_fresh no force row level security;
insert into posting (tenant_id, term, block, content)
select f.tenant_id, r.term, f.block,
  string_agg(substring(f.content from r.start for r.after - r.start), ''::bytea order by f.segment)
from posting_fresh f, unnest(string_to_array(f.terms, E'\n'), f.starts, f.starts[2:]) as r(term, start, after)
where r.term is not null
group by f.tenant_id, r.term, f.block
on conflict (tenant_id, term, block) do update set content = posting.content || excluded.content;
delete from posting_fresh;
alter table posting force row level security;
alter table posting_fresh force row level security;

alter table posting_fresh drop column content, drop column block, add column postings bytea not null;
-- Most rows take less than half a page and stay whole, so that nothing lies elsewhere to be found by an index of its own.
alter table posting_fresh set (toast_tuple_target = 8160);
-- What does: a search reads a few terms of it only.
alter table posting_fresh alter column postings set storage external;

-- The chunks of a write that has fresh postings (knowledge/index/write-list.ts).
create table posting_write (
  tenant_id uuid not null references tenant (tenant_id) on delete cascade,
  -- First slot of the write.
  segment int not null,
  block int not null,
  chunks bytea not null,
  primary key (tenant_id, segment)
);
alter table posting_write enable row level security;
alter table posting_write force row level security;
create policy tenant_only on posting_write using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on posting_write to threeline_app;
