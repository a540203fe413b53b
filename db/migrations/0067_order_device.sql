-- no transaction
-- For how many shops a device ordered is asked at every order of a shop's own. Concurrently: orders come all day.
create index concurrently order_device on ordering.order (distributor_id, device_id, outlet_id)
  where device_id is not null;
