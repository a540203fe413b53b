-- no transaction
create index concurrently audit_at on platform.audit (distributor_id, at, id);
