-- The launch as an object: programme, covenant, readiness, waves, ladder, contacts, presence.

create table rollout.programme (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  name text not null,
  purpose text not null,
  starts_on date not null,
  ends_on date not null,
  goal_outlets integer not null check (goal_outlets > 0),
  goal_drop_minor bigint not null check (goal_drop_minor >= 0),
  leader_id uuid,
  -- What must be reached before the next wave: shares of the wave's invited outlets.
  gate_first_order_bp integer not null default 5000 check (gate_first_order_bp between 0 and 10000),
  gate_third_order_bp integer not null default 3000 check (gate_third_order_bp between 0 and 10000),
  created_at timestamptz not null default platform.now(),
  created_by uuid not null,
  ended_at timestamptz,
  primary key (distributor_id, id),
  check (ends_on > starts_on)
);
-- One launch at a time: two would share outlets, agents and the same minutes.
create unique index programme_open on rollout.programme (distributor_id) where ended_at is null;

-- Who works for it, with hours a week. Kind says where: at the desk, at the counter.
create table rollout.focus_member (
  distributor_id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  kind text not null check (kind in ('operator', 'onboarder')),
  weekly_minutes integer not null check (weekly_minutes between 0 and 3600),
  primary key (distributor_id, programme_id, person_id),
  foreign key (distributor_id, programme_id) references rollout.programme (distributor_id, id)
);

create table rollout.pilot_agent (
  distributor_id uuid not null,
  programme_id uuid not null,
  agent_id uuid not null,
  primary key (distributor_id, programme_id, agent_id),
  foreign key (distributor_id, programme_id) references rollout.programme (distributor_id, id),
  foreign key (distributor_id, agent_id) references outlets.agent (distributor_id, id)
);

-- The owner's dated promises to his agents. A broken one is never taken away.
create table rollout.promise (
  distributor_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  words text not null,
  until_day date not null,
  signed_by uuid not null,
  signed_name text not null,
  signed_at timestamptz not null default platform.now(),
  broken_at timestamptz,
  broken_by uuid,
  broken_words text,
  primary key (distributor_id, id),
  foreign key (distributor_id, programme_id) references rollout.programme (distributor_id, id),
  check ((broken_at is null) = (broken_words is null))
);

-- Questions of agents, answered in the open.
create table rollout.question (
  distributor_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  asked_by uuid not null,
  asked_name text not null,
  words text not null,
  asked_at timestamptz not null default platform.now(),
  answer text,
  answered_by uuid,
  answered_name text,
  answered_at timestamptz,
  primary key (distributor_id, id),
  foreign key (distributor_id, programme_id) references rollout.programme (distributor_id, id)
);

-- The check of understanding: three questions at each wave.
create table rollout.understanding (
  distributor_id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  wave_number integer not null check (wave_number > 0),
  right_answers integer not null check (right_answers between 0 and 3),
  at timestamptz not null default platform.now(),
  primary key (distributor_id, programme_id, person_id, wave_number, at),
  foreign key (distributor_id, programme_id) references rollout.programme (distributor_id, id)
);

-- Will it adopt (readiness, no value term) and what is it worth; each with its reasons.
create table rollout.readiness (
  distributor_id uuid not null,
  outlet_id uuid not null,
  readiness integer not null check (readiness between 0 and 100),
  reasons jsonb not null,
  worth integer not null check (worth between 0 and 100),
  worth_reasons jsonb not null,
  computed_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

create table rollout.agent_view (
  distributor_id uuid not null,
  outlet_id uuid not null,
  view text not null check (view in ('yes', 'maybe', 'no')),
  said_by uuid not null,
  said_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

create table rollout.wave (
  distributor_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  number integer not null check (number > 0),
  starts_on date not null,
  ends_on date not null,
  outlets integer not null check (outlets > 0),
  held_out integer not null check (held_out >= 0),
  needed_minutes integer not null,
  capacity_minutes integer not null,
  seed text not null,
  compiled_by uuid not null,
  compiled_at timestamptz not null default platform.now(),
  -- Refusals the owner passed over, and why.
  overridden text[] not null default '{}',
  override_reason text,
  stopped_at timestamptz,
  stop_reason text,
  primary key (distributor_id, id),
  unique (distributor_id, programme_id, number),
  foreign key (distributor_id, programme_id) references rollout.programme (distributor_id, id),
  check (ends_on > starts_on),
  check ((cardinality(overridden) = 0) = (override_reason is null))
);

-- An outlet is in one wave; cadence and drop are frozen at the start: "regular" is measured by them.
create table rollout.wave_outlet (
  distributor_id uuid not null,
  wave_id uuid not null,
  outlet_id uuid not null,
  part text not null check (part in ('invited', 'held_out')),
  position integer not null check (position > 0),
  readiness integer not null,
  worth integer not null,
  vacant boolean not null,
  cadence_days integer not null check (cadence_days > 0),
  median_drop_minor bigint not null,
  primary key (distributor_id, wave_id, outlet_id),
  unique (distributor_id, outlet_id),
  foreign key (distributor_id, wave_id) references rollout.wave (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

-- What was said and done with an outlet, with its minutes; one contact cap goes over everybody.
create table rollout.contact (
  distributor_id uuid not null,
  id uuid not null,
  outlet_id uuid not null,
  kind text not null check (kind in
    ('presentation', 'first_order', 'follow_up', 'phone_order', 'visit', 'other')),
  place text not null check (place in ('desk', 'counter', 'route', 'bot')),
  outcome text not null check (outcome in ('agreed', 'refused', 'call_back', 'no_answer', 'unreachable',
    'ordered', 'taught', 'told')),
  objection text,
  note text not null default '',
  call_back_at timestamptz,
  by_person uuid not null,
  by_name text not null,
  with_person uuid,
  started_at timestamptz not null,
  ended_at timestamptz not null check (ended_at >= started_at),
  primary key (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  check ((outcome = 'refused') or objection is null)
);
create index contact_outlet on rollout.contact (distributor_id, outlet_id, started_at desc);
create index contact_person on rollout.contact (distributor_id, by_person, started_at desc);

-- Out of the ladder for a while, lawfully: with a reason, a second person and a day of review.
create table rollout.aside (
  distributor_id uuid not null,
  outlet_id uuid not null,
  kind text not null check (kind in ('paused', 'stays_with_agent')),
  reason text not null,
  asked_by uuid not null,
  confirmed_by uuid,
  since timestamptz not null default platform.now(),
  review_on date not null,
  ended_at timestamptz,
  primary key (distributor_id, outlet_id, since),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  check (confirmed_by is null or confirmed_by <> asked_by)
);

-- The verdict on a self-service order: alone, or with staff. Revised when visits come in late.
create table rollout.presence (
  distributor_id uuid not null,
  order_id uuid not null,
  outlet_id uuid not null,
  verdict text not null check (verdict in ('alone', 'with_staff')),
  evidence jsonb not null,
  decided_at timestamptz not null default platform.now(),
  primary key (distributor_id, order_id),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id)
);
create index presence_outlet on rollout.presence (distributor_id, outlet_id);

-- Where an outlet stands: follows from the facts alone, computed anew when one of them changes.
create table rollout.ladder (
  distributor_id uuid not null,
  outlet_id uuid not null,
  step text not null check (step in ('universe', 'fit', 'planned', 'contacted', 'agreed', 'registered',
    'first_order', 'third_order', 'regular', 'held')),
  aside text check (aside in ('refused', 'unreachable', 'paused', 'relapsed', 'stays_with_agent')),
  objection text,
  -- When each step was reached first.
  reached jsonb not null,
  independent_orders integer not null default 0,
  accompanied_orders integer not null default 0,
  moved_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index ladder_step on rollout.ladder (distributor_id, step);

create table rollout.ladder_due (
  distributor_id uuid not null,
  outlet_id uuid not null,
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

call platform.protect('rollout.programme', 'select, insert, update');
call platform.protect('rollout.focus_member', 'select, insert, update, delete');
call platform.protect('rollout.pilot_agent', 'select, insert, delete');
call platform.protect('rollout.promise', 'select, insert, update');
call platform.protect('rollout.question', 'select, insert, update');
call platform.protect('rollout.understanding', 'select, insert');
call platform.protect('rollout.readiness', 'select, insert, update, delete');
call platform.protect('rollout.agent_view', 'select, insert, update');
call platform.protect('rollout.wave', 'select, insert, update');
call platform.protect('rollout.wave_outlet', 'select, insert, delete');
call platform.protect('rollout.contact', 'select, insert');
call platform.protect('rollout.aside', 'select, insert, update');
call platform.protect('rollout.presence', 'select, insert, update');
call platform.protect('rollout.ladder', 'select, insert, update, delete');
call platform.protect('rollout.ladder_due', 'select, insert, update, delete');
