-- no transaction
-- When the ERP confirmed last is asked by the exchange's page: all exports were read for it.
create index concurrently order_export_confirmed on exchange.order_export (distributor_id, confirmed_at)
  where confirmed_at is not null;
