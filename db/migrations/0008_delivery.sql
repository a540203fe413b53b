create schema delivery;
grant usage on schema delivery to tandem_app;

create table delivery.zone (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  weekdays smallint[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  cut_off_days integer not null check (cut_off_days between 0 and 14),
  cut_off_time time not null,
  lock_minutes integer not null default 60 check (lock_minutes between 0 and 1440),
  capacity_drops integer check (capacity_drops > 0),
  minimum_minor bigint not null default 0 check (minimum_minor >= 0),
  primary key (distributor_id, id),
  unique (distributor_id, code)
);

create table delivery.holiday (
  distributor_id uuid not null references identity.tenant (id),
  day date not null,
  name text not null default '',
  primary key (distributor_id, day)
);

create table delivery.zone_exception (
  distributor_id uuid not null,
  zone_id uuid not null,
  day date not null,
  kind text not null check (kind in ('closed', 'extra', 'moved')),
  moved_to date check ((kind = 'moved') = (moved_to is not null)),
  reason text not null default '',
  made_by uuid,
  made_at timestamptz not null default platform.now(),
  primary key (distributor_id, zone_id, day),
  foreign key (distributor_id, zone_id) references delivery.zone (distributor_id, id)
);

-- Empty columns follow the zone.
create table delivery.outlet_zone (
  distributor_id uuid not null,
  outlet_id uuid not null,
  zone_id uuid not null,
  weekdays smallint[] check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  cut_off_days integer check (cut_off_days between 0 and 14),
  cut_off_time time,
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, zone_id) references delivery.zone (distributor_id, id)
);
create index outlet_zone_zone on delivery.outlet_zone (distributor_id, zone_id);

-- One truck day of a zone: how many drops are taken.
create table delivery.zone_day (
  distributor_id uuid not null,
  zone_id uuid not null,
  delivery_day date not null,
  drops integer not null default 0 check (drops >= 0),
  primary key (distributor_id, zone_id, delivery_day),
  foreign key (distributor_id, zone_id) references delivery.zone (distributor_id, id)
);

-- What one outlet gets on one day, over all its orders and teams.
create table delivery.drop (
  distributor_id uuid not null,
  outlet_id uuid not null,
  delivery_day date not null,
  zone_id uuid not null,
  orders integer not null check (orders >= 0),
  value_minor bigint not null check (value_minor >= 0),
  weight_grams bigint not null default 0 check (weight_grams >= 0),
  primary key (distributor_id, outlet_id, delivery_day),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, zone_id) references delivery.zone (distributor_id, id)
);
create index drop_zone_day on delivery.drop (distributor_id, zone_id, delivery_day);

call platform.protect('delivery.zone', 'select, insert, update');
call platform.protect('delivery.holiday', 'select, insert, update, delete');
call platform.protect('delivery.zone_exception', 'select, insert, update, delete');
call platform.protect('delivery.outlet_zone', 'select, insert, update');
call platform.protect('delivery.zone_day', 'select, insert, update');
call platform.protect('delivery.drop', 'select, insert, update');
