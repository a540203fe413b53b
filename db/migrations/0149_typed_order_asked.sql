-- no transaction
-- All that is asked of orders typed in the last weeks stands in the index.
create index concurrently typed_order_asked on goals.typed_order (distributor_id, placed_at)
  include (outlet_id, person_id, near, retyped);
