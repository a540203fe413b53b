-- no transaction
-- The queue is counted by its orders and shown from its oldest, both from the index. Concurrently: orders
-- come all day.
create index concurrently order_export_queue on exchange.order_export (distributor_id, queued_at, order_id, version)
  where confirmed_at is null;
