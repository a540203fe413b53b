-- no transaction
-- Two bases of an ERP may give one number; ours never meets theirs. 0018 let go of the narrower key.
create unique index concurrently order_source_number
  on ordering.order (distributor_id, selling_entity_id, source, number);
