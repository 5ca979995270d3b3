-- A contact's tickets, closed ones too: a message that is sent again after its ticket was closed is found there.
create index ticket_by_contact on ticket (tenant_id, contact_id, thread);
