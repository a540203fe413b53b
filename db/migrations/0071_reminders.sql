-- Reminders before a cue's cut-off: one row per outlet, slot and step, so that each is said once.
create table rollout.reminder (
  distributor_id uuid not null,
  outlet_id uuid not null,
  delivery_day date not null,
  step text not null check (step in ('24h', '2h')),
  cut_off_at timestamptz not null,
  person_id uuid not null,
  -- By lot nothing is said, so that what reminders do is seen beside it.
  held_out boolean not null,
  message_id uuid,
  planned_at timestamptz not null default platform.now(),
  -- The shop ordered for this slot after it was reminded, or would have been.
  ordered_at timestamptz,
  primary key (distributor_id, outlet_id, delivery_day, step),
  check (held_out = (message_id is null)),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index reminder_planned on rollout.reminder (distributor_id, planned_at);

call platform.protect('rollout.reminder', 'select, insert, update');
