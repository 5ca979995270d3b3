-- What the sweep looks for, so that it reads no more than what it finds.
create index ticket_unanswered on ticket (tenant_id, last_customer_at, id) where status = 'open' and not bot_silent;
create index ticket_resolved on ticket (tenant_id, resolved_at, id) where status = 'resolved';
create index idempotency_by_age on idempotency (tenant_id, created_at);
