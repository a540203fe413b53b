-- How long the server had heard nothing from a device: what lets an order that waited on it in after the cut-off.

-- Heard at most once a minute is written: cut-offs lie on whole minutes.
alter table identity.session add column heard_before_at timestamptz;
alter table identity.session add column seen_request text;

-- What a device says it made while it was not heard: told first of all when the network is back.
create table identity.silence (
  session_id uuid not null references identity.session (id),
  thing_id uuid not null,
  silent_from timestamptz not null,
  heard_at timestamptz not null default platform.now(),
  primary key (session_id, thing_id, heard_at),
  check (silent_from < heard_at)
);
create index silence_heard on identity.silence (heard_at);
grant select, insert, delete on identity.silence to tandem_identity;

-- A checkout as it first came from a device that was silent over its cut-off: it may go as it came, or less of it.
create table ordering.late_arrival (
  distributor_id uuid not null references identity.tenant (id),
  checkout_id uuid not null,
  outlet_id uuid not null,
  delivery_day date not null,
  lines jsonb not null,
  silent_from timestamptz not null,
  heard_at timestamptz not null,
  arrived_at timestamptz not null default platform.now(),
  primary key (distributor_id, checkout_id),
  check (silent_from < heard_at),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index late_arrival_arrived on ordering.late_arrival (distributor_id, arrived_at);
call platform.protect('ordering.late_arrival', 'select, insert');
