-- Each request asks which policies decide: what tells their content apart stands where that is said.
alter table policy_active add column content_hash text;
-- Row-level security binds the owner too: without this, an owner who is no superuser would see no row to read or change.
alter table policy_active no force row level security;
alter table policy_version no force row level security;
update policy_active a set content_hash = v.content_hash
from policy_version v
where v.tenant_id = a.tenant_id and v.kind = a.kind and v.version = a.version;
alter table policy_active force row level security;
alter table policy_version force row level security;
alter table policy_active alter column content_hash set not null;

-- Each message costs a place in every index: proposal_by_time is read in both directions, and nobody asks for events by time.
drop index proposal_by_creation;
drop index ticket_event_by_time;
