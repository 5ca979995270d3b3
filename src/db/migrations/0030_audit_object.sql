-- What happened to one thing: without it a reader's question reads the tenant's whole audit.
create index audit_by_object on audit (tenant_id, object_id, at, id);
