-- Who made a key, a member or another key: their keys end with them.
alter table api_key add column made_by uuid;
create index api_key_by_maker on api_key (tenant_id, made_by);
-- Row-level security binds the owner too: without this, an owner who is no superuser would see no row to read or change.
alter table audit no force row level security;
alter table api_key no force row level security;
update api_key k set made_by = (a.actor ->> 'id')::uuid
from audit a
where a.tenant_id = k.tenant_id and a.object_id = k.id::text and a.action = 'api_key.create'
  and a.actor ->> 'type' in ('member', 'api_key')
  and a.actor ->> 'id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
alter table audit force row level security;
alter table api_key force row level security;
