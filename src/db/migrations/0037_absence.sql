-- An absence may be told ahead; and whoever may only draft has somebody who reads along.
alter table member add column absent_from timestamptz;
alter table member add column mentor_id uuid;
alter table member add constraint member_mentor_fkey foreign key (tenant_id, mentor_id) references member (tenant_id, id);
alter table member add constraint member_mentor_other check (mentor_id is null or mentor_id <> id);
