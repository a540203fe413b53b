-- A session at a shop's counter, and the links by which a shop is invited in: each opens once.
create table rollout.counter_session (
  distributor_id uuid not null,
  -- The id of the contact that the session ends in.
  id uuid not null,
  outlet_id uuid not null,
  by_person uuid not null,
  started_at timestamptz not null default platform.now(),
  ended_at timestamptz check (ended_at >= started_at),
  primary key (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
-- A person stands at one counter at a time.
create unique index counter_open on rollout.counter_session (distributor_id, by_person)
  where ended_at is null;

create table rollout.invitation (
  distributor_id uuid not null,
  id uuid not null,
  outlet_id uuid not null,
  for_person uuid not null,
  way text not null check (way in ('counter', 'link', 'message')),
  session_id uuid,
  made_by uuid not null,
  made_name text not null,
  made_at timestamptz not null default platform.now(),
  expires_at timestamptz not null,
  opened_at timestamptz,
  signed_in_at timestamptz,
  revoked_at timestamptz,
  primary key (distributor_id, id),
  check ((way = 'counter') = (session_id is not null)),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, session_id) references rollout.counter_session (distributor_id, id)
);
create index invitation_outlet on rollout.invitation (distributor_id, outlet_id, made_at desc);
create index invitation_made on rollout.invitation (distributor_id, made_at);

call platform.protect('rollout.counter_session', 'select, insert, update');
call platform.protect('rollout.invitation', 'select, insert, update');
