-- The demo's clock played forward: what was asked, how far it came, day by day.
create table platform.clock_run (
  distributor_id uuid not null,
  id uuid not null,
  asked_by uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  reached_at timestamptz not null,
  days integer not null default 0,
  orders integer not null default 0,
  deliveries integer not null default 0,
  contacts integer not null default 0,
  state text not null default 'running' check (state in ('running', 'stopped', 'done')),
  primary key (distributor_id, id)
);
-- One at a time: the clock has one hand.
create unique index clock_run_running on platform.clock_run (distributor_id) where state = 'running';

call platform.protect('platform.clock_run', 'select, insert, update');
