-- no transaction
-- Who signed in first: the ladder's step "registered" asks by person. Concurrently: the journal is written all day.
create index concurrently audit_signed_in on platform.audit (distributor_id, actor_id, at)
  where action = 'signed_in';
