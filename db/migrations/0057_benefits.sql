-- One benefit that only the portal has: a percent back by credit note, within a budget.
create schema promotions;
grant usage on schema promotions to tandem_app;

create table promotions.benefit (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  name text not null,
  percent_bp integer not null check (percent_bp between 1 and 3000),
  -- For how many orders of an outlet; null: for every one.
  first_orders integer check (first_orders between 1 and 100),
  order_max_minor bigint check (order_max_minor > 0),
  budget_minor bigint not null check (budget_minor > 0),
  taken_minor bigint not null default 0 check (taken_minor between 0 and budget_minor),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  put_by uuid not null,
  put_at timestamptz not null default platform.now(),
  ended_at timestamptz,
  primary key (distributor_id, id)
);
create unique index benefit_open on promotions.benefit (distributor_id) where ended_at is null;

-- What an order was promised when it was placed. As with reservations, its order is written after it.
create table ordering.order_benefit (
  distributor_id uuid not null,
  order_id uuid not null,
  benefit_id uuid not null,
  outlet_id uuid not null,
  percent_bp integer not null check (percent_bp between 1 and 3000),
  promised_minor bigint not null check (promised_minor >= 0),
  granted_at timestamptz not null default platform.now(),
  revoked_at timestamptz,
  revoked_why text check (revoked_why in ('cancelled', 'changed_by_staff', 'moved')),
  primary key (distributor_id, order_id),
  check ((revoked_at is null) = (revoked_why is null)),
  foreign key (distributor_id, benefit_id) references promotions.benefit (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index order_benefit_outlet on ordering.order_benefit (distributor_id, outlet_id)
  where revoked_at is null;
create index order_benefit_benefit on ordering.order_benefit (distributor_id, benefit_id);

call platform.protect('promotions.benefit', 'select, insert, update');
call platform.protect('ordering.order_benefit', 'select, insert, update');
