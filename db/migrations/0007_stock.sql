create schema stock;
grant usage on schema stock to tandem_app;

create table stock.warehouse (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null default 'dry',
  rank integer not null default 100,
  primary key (distributor_id, id),
  unique (distributor_id, code)
);

-- An outlet without rows here is served from every warehouse by rank.
create table stock.outlet_warehouse (
  distributor_id uuid not null,
  outlet_id uuid not null,
  warehouse_id uuid not null,
  rank integer not null,
  primary key (distributor_id, outlet_id, warehouse_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, warehouse_id) references stock.warehouse (distributor_id, id)
);

-- In thousandths of the product's base unit. What may be promised: on hand − reserved, plus expected by mode.
create table stock.balance (
  distributor_id uuid not null,
  warehouse_id uuid not null,
  product_id uuid not null,
  mode text not null default 'strict' check (mode in ('strict', 'expected', 'open')),
  on_hand_milli bigint not null default 0,
  expected_milli bigint not null default 0 check (expected_milli >= 0),
  reserved_milli bigint not null default 0 check (reserved_milli >= 0),
  as_at timestamptz not null default platform.now(),
  primary key (distributor_id, warehouse_id, product_id),
  foreign key (distributor_id, warehouse_id) references stock.warehouse (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id)
) with (fillfactor = 70);
create index balance_product on stock.balance (distributor_id, product_id);

-- The reservation ledger, append-only: the sum of an order's rows is what it still holds.
create table stock.reservation (
  distributor_id uuid not null,
  order_id uuid not null,
  entry integer not null check (entry > 0),
  warehouse_id uuid not null,
  product_id uuid not null,
  quantity_milli bigint not null check (quantity_milli <> 0),
  at timestamptz not null default platform.now(),
  primary key (distributor_id, order_id, product_id, warehouse_id, entry),
  foreign key (distributor_id, warehouse_id, product_id)
    references stock.balance (distributor_id, warehouse_id, product_id)
);

call platform.protect('stock.warehouse', 'select, insert, update');
call platform.protect('stock.outlet_warehouse', 'select, insert, update, delete');
call platform.protect('stock.balance', 'select, insert, update');
call platform.protect('stock.reservation', 'select, insert');
