-- How often a shop is spoken with, whoever of us speaks; a distributor without a row follows the default.
create table rollout.desk_setting (
  distributor_id uuid not null references identity.tenant (id),
  contacts_max integer not null check (contacts_max between 1 and 20),
  window_days integer not null check (window_days between 1 and 60),
  changed_by uuid not null,
  changed_at timestamptz not null default platform.now(),
  primary key (distributor_id)
);
call platform.protect('rollout.desk_setting', 'select, insert, update');
