-- Habit at the outlet's own cues: what became of each, and how strong the habit is.

-- One cue per outlet and slot, from the day on which its buyer first signed in.
create table rollout.cue (
  distributor_id uuid not null,
  outlet_id uuid not null,
  delivery_day date not null,
  cut_off_at timestamptz not null,
  -- The zone called this day off, or moved it away.
  called_off boolean not null default false,
  -- Seen at the cut-off: what made it impossible or needless to order. Evidence, written once.
  excuse text check (excuse in ('closed', 'on_hold', 'out_of_stock', 'paused', 'stocked')),
  looked_at timestamptz,
  outcome text check (outcome in ('kept', 'assisted', 'missed', 'excused')),
  primary key (distributor_id, outlet_id, delivery_day),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index cue_cut_off on rollout.cue (distributor_id, cut_off_at);

-- Follows from the cues alone; in ten-thousandths.
create table rollout.strength (
  distributor_id uuid not null,
  outlet_id uuid not null,
  strength_bp integer not null check (strength_bp between 0 and 10000),
  stage text not null check (stage in ('seeded', 'forming', 'held', 'slipping', 'relapsed')),
  streak integer not null check (streak >= 0),
  best_streak integer not null check (best_streak >= streak),
  kept integer not null check (kept >= 0),
  assisted integer not null check (assisted >= 0),
  missed integer not null check (missed >= 0),
  excused integer not null check (excused >= 0),
  stage_since date,
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index strength_stage on rollout.strength (distributor_id, stage);

-- Outlets whose cues are to be looked at anew; gone by itself.
create table rollout.cue_due (
  distributor_id uuid not null,
  outlet_id uuid not null,
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

call platform.protect('rollout.cue', 'select, insert, update, delete');
call platform.protect('rollout.strength', 'select, insert, update, delete');
call platform.protect('rollout.cue_due', 'select, insert, update, delete');
