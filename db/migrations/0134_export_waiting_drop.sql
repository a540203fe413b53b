-- no transaction
-- The new index begins with the same columns.
drop index concurrently exchange.order_export_waiting;
