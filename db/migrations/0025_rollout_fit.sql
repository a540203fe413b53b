create schema rollout;
grant usage on schema rollout to tandem_app;

-- Whether the portal is true for an outlet, so that it may be invited; recomputed when something it stands on changed.
create table rollout.fit (
  distributor_id uuid not null,
  outlet_id uuid not null,
  fit boolean not null,
  lines integer not null check (lines >= 0),
  lines_true integer not null check (lines_true between 0 and lines),
  -- By check: how many differences stand in its way.
  differences jsonb not null,
  checked_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

-- What differs, what it should be, and whose work it is to mend it.
create table rollout.fit_difference (
  distributor_id uuid not null,
  outlet_id uuid not null,
  kind text not null,
  subject_id text not null,
  subject text not null,
  mender text not null check (mender in ('prices', 'catalogue', 'dispatcher', 'debt_control', 'agent')),
  portal text not null default '',
  truth text not null default '',
  weight_minor bigint not null default 0,
  since timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id, kind, subject_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index fit_difference_subject on rollout.fit_difference (distributor_id, kind, subject_id);

create table rollout.fit_due (
  distributor_id uuid not null,
  outlet_id uuid not null,
  due_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

-- Somebody who knows the shop says that this is the person who orders, on this phone.
create table rollout.contact_confirmed (
  distributor_id uuid not null,
  outlet_id uuid not null,
  person_id uuid not null,
  phone text not null,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id, person_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

call platform.protect('rollout.fit', 'select, insert, update, delete');
call platform.protect('rollout.fit_difference', 'select, insert, update, delete');
call platform.protect('rollout.fit_due', 'select, insert, update, delete');
call platform.protect('rollout.contact_confirmed', 'select, insert, update, delete');
