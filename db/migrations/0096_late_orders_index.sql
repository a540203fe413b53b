-- no transaction
-- How many exceptions an outlet had this quarter is asked at each; the owner counts those of all. Concurrently:
-- orders come all day.
create index concurrently order_exception on ordering.order (distributor_id, delivery_day, outlet_id)
  where late = 'exception';
