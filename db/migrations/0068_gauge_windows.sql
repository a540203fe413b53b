-- The two laws by outlet: what was delivered and kept in the window that slides and in the one before the
-- launch. An owner's screen sums these rows, and opens the outlets behind a number.

-- Which days the rows below speak of.
create table goals.gauge_window (
  distributor_id uuid not null,
  through_day date not null,
  launch_day date not null,
  primary key (distributor_id)
);

create table goals.outlet_window (
  distributor_id uuid not null,
  outlet_id uuid not null,
  period text not null check (period in ('now', 'before')),
  drops integer not null,
  orders integer not null,
  lines integer not null,
  products integer not null,
  kept_minor bigint not null,
  self_orders integer not null,
  self_minor bigint not null,
  independent_orders integer not null,
  independent_minor bigint not null,
  primary key (distributor_id, outlet_id, period),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

-- Outlets to be counted anew; gone by itself.
create table goals.window_due (
  distributor_id uuid not null,
  outlet_id uuid not null,
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

call platform.protect('goals.gauge_window', 'select, insert, update, delete');
call platform.protect('goals.outlet_window', 'select, insert, update, delete');
call platform.protect('goals.window_due', 'select, insert, update, delete');
