-- no transaction
-- The new index begins with the same columns.
drop index concurrently goals.typed_order_placed;
