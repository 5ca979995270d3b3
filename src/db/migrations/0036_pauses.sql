-- Pauses of a ticket's clocks, oldest first, each with its reason and end; and when the one that holds now ends by itself.
alter table ticket add column pauses jsonb not null default '[]';
alter table ticket add column paused_until timestamptz;
create index ticket_by_pause on ticket (tenant_id, paused_until, id) where paused_until is not null;

-- How often the resolution's clock stood still, and its opening-hours seconds: in all, and by reason.
alter table ticket_fact add column paused_count int not null default 0;
alter table ticket_fact add column paused_seconds int not null default 0;
alter table ticket_fact add column paused jsonb not null default '{}';
