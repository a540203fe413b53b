create schema goals;
grant usage on schema goals to tandem_app;

-- The roll-up of placed orders by outlet, delivery day and channel; equals a raw recount.
create table goals.outlet_day (
  distributor_id uuid not null,
  outlet_id uuid not null,
  day date not null,
  channel text not null,
  orders integer not null,
  lines integer not null,
  total_minor bigint not null,
  primary key (distributor_id, outlet_id, day, channel),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index outlet_day_day on goals.outlet_day (distributor_id, day, channel);
call platform.protect('goals.outlet_day', 'select, insert, update');

-- What each order last added to its day, so that a change counts the difference once.
create table goals.counted_order (
  distributor_id uuid not null,
  order_id uuid not null,
  version integer not null,
  outlet_id uuid not null,
  day date not null,
  channel text not null,
  lines integer not null,
  total_minor bigint not null,
  cancelled boolean not null default false,
  primary key (distributor_id, order_id),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id)
);
call platform.protect('goals.counted_order', 'select, insert, update');
