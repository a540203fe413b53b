-- Five lines in the morning: when and to whom, and what was told on which day.
create table goals.morning (
  distributor_id uuid not null references identity.tenant (id),
  at_time time not null default '08:30',
  changed_by uuid not null,
  changed_at timestamptz not null default platform.now(),
  primary key (distributor_id)
);

create table goals.morning_reader (
  distributor_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  mail boolean not null,
  messenger text check (messenger in ('viber', 'push')),
  primary key (distributor_id, person_id),
  check (mail or messenger is not null),
  foreign key (distributor_id) references goals.morning (distributor_id)
);

-- One row per day: who writes it first tells, nobody tells a day twice.
create table goals.morning_told (
  distributor_id uuid not null,
  day date not null,
  facts jsonb not null,
  lines integer not null check (lines >= 0),
  told_at timestamptz not null default platform.now(),
  primary key (distributor_id, day),
  foreign key (distributor_id) references goals.morning (distributor_id)
);

call platform.protect('goals.morning', 'select, insert, update');
call platform.protect('goals.morning_reader', 'select, insert, delete');
call platform.protect('goals.morning_told', 'select, insert');
