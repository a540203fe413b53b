-- Offers that came in without a product: hidden goods under the offer's name, by the run that brought them.
create table exchange.lone_product (
  distributor_id uuid not null,
  product_id uuid not null,
  -- No reference: a run is kept for a year, what it brought in for as long as it is sold.
  run_id uuid not null,
  -- Shown by "publish all", which can be taken back.
  published_at timestamptz,
  primary key (distributor_id, product_id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id)
);
create index lone_product_run on exchange.lone_product (distributor_id, run_id);
call platform.protect('exchange.lone_product', 'select, insert, update');
