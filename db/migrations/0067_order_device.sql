-- For how many shops a device ordered is asked at every order of a shop's own, and of every verdict.
create index order_device on ordering.order (distributor_id, device_id, outlet_id)
  where device_id is not null;
