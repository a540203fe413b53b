-- What outlets did in the 12 weeks before a launch; frozen, so that no later import moves the yardstick.
create table goals.baseline (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  from_day date not null,
  to_day date not null check (to_day > from_day),
  frozen_at timestamptz not null default platform.now(),
  frozen_by uuid not null,
  primary key (distributor_id, id)
);

create table goals.baseline_outlet (
  distributor_id uuid not null,
  baseline_id uuid not null,
  outlet_id uuid not null,
  drops integer not null check (drops > 0),
  orders integer not null check (orders > 0),
  lines integer not null check (lines >= 0),
  products integer not null check (products >= 0),
  kept_minor bigint not null,
  self_service_orders integer not null check (self_service_orders between 0 and orders),
  primary key (distributor_id, baseline_id, outlet_id),
  foreign key (distributor_id, baseline_id) references goals.baseline (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

call platform.protect('goals.baseline', 'select, insert');
call platform.protect('goals.baseline_outlet', 'select, insert');
