-- no transaction
-- Orders that came after the cut-off are few: all orders were read for them. Concurrently: orders come all day.
create index concurrently order_late on ordering.order (distributor_id, placed_at desc, id desc)
  where late is not null;
