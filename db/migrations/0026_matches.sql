-- What looks like one place or one owner; a person decides, nothing is joined by itself.
create table rollout.match_proposal (
  distributor_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('same_place', 'owner_group')),
  -- The outlets in order, as one text: the same set is proposed once.
  subject text not null,
  outlet_ids uuid[] not null check (cardinality(outlet_ids) > 1),
  name text not null default '',
  score integer not null default 0,
  reasons text[] not null default '{}',
  made_at timestamptz not null default platform.now(),
  decided_at timestamptz,
  decided_by uuid,
  accepted boolean,
  primary key (distributor_id, id),
  unique (distributor_id, kind, subject),
  check ((decided_at is null) = (accepted is null))
);
call platform.protect('rollout.match_proposal', 'select, insert, update, delete');

-- Codes under which an outlet is also known: of a row that was joined into it.
create table outlets.outlet_code (
  distributor_id uuid not null,
  code text not null,
  outlet_id uuid not null,
  joined_from uuid not null,
  joined_at timestamptz not null default platform.now(),
  joined_by uuid,
  primary key (distributor_id, code),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, joined_from) references outlets.outlet (distributor_id, id)
);
create index outlet_code_outlet on outlets.outlet_code (distributor_id, outlet_id);
call platform.protect('outlets.outlet_code', 'select, insert');
