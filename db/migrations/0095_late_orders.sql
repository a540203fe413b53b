-- Orders that were let in after the cut-off: who let them in, and how many an outlet may have in a quarter.

-- Whoever took the exception upon himself, and his name on that day; the one who asked stands in entered_by.
alter table ordering.order add column late_by uuid;
alter table ordering.order add column late_by_name text;

-- A distributor without a row allows two.
create table ordering.late_setting (
  distributor_id uuid not null references identity.tenant (id),
  exceptions_max integer not null check (exceptions_max between 0 and 100),
  changed_at timestamptz not null default platform.now(),
  changed_by uuid not null,
  primary key (distributor_id)
);
call platform.protect('ordering.late_setting', 'select, insert, update');
