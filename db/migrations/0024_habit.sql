create schema habit;
grant usage on schema habit to tandem_app;

-- What an outlet usually does, learnt from the last 26 weeks of its drops.
create table habit.pattern (
  distributor_id uuid not null,
  outlet_id uuid not null,
  drops integer not null check (drops > 0),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  median_gap_days integer check (median_gap_days > 0),
  -- Drops by weekday, Monday first.
  weekday_drops integer[] not null check (cardinality(weekday_drops) = 7),
  median_drop_minor bigint not null,
  learnt_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

-- The usual basket: what was in at least half of the outlet's last drops.
create table habit.usual_line (
  distributor_id uuid not null,
  outlet_id uuid not null,
  product_id uuid not null,
  drops integer not null check (drops > 0),
  of_drops integer not null check (of_drops >= drops),
  median_quantity_milli bigint not null check (median_quantity_milli > 0),
  last_day date not null,
  primary key (distributor_id, outlet_id, product_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id)
);
create index usual_line_product on habit.usual_line (distributor_id, product_id);

-- Delivery days found in history; a person accepts or declines each.
create table habit.schedule_proposal (
  distributor_id uuid not null,
  id uuid not null,
  outlet_id uuid not null,
  weekdays smallint[] not null
    check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(weekdays) > 0),
  share_bp integer not null check (share_bp between 0 and 10000),
  drops integer not null check (drops > 0),
  made_at timestamptz not null default platform.now(),
  decided_at timestamptz,
  decided_by uuid,
  accepted boolean,
  primary key (distributor_id, id),
  check ((decided_at is null) = (accepted is null)),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create unique index schedule_proposal_open on habit.schedule_proposal (distributor_id, outlet_id)
  where decided_at is null;

call platform.protect('habit.pattern', 'select, insert, update, delete');
call platform.protect('habit.usual_line', 'select, insert, update, delete');
call platform.protect('habit.schedule_proposal', 'select, insert, update, delete');
