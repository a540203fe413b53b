-- Outlets outlive their papers; payers, teams, territories and agents come and go with dates.

create schema outlets;
grant usage on schema outlets to tandem_app;

create table outlets.owner_group (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  primary key (distributor_id, id),
  unique (distributor_id, code)
);

create table outlets.outlet (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  address text not null default '',
  city text not null default '',
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  outlet_type text not null default 'shop',
  class text not null default 'C' check (class in ('A', 'B', 'C', 'D')),
  price_zone text,
  gln text check (gln ~ '^[0-9]{13}$'),
  owner_group_id uuid,
  opened_at timestamptz not null default platform.now(),
  closed_at timestamptz,
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, owner_group_id) references outlets.owner_group (distributor_id, id)
);

create table outlets.payer (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('legal', 'sole_trader')),
  tax_id text,
  vat_payer boolean not null default false,
  owner_group_id uuid,
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, owner_group_id) references outlets.owner_group (distributor_id, id)
);

create table outlets.outlet_payer (
  distributor_id uuid not null,
  outlet_id uuid not null,
  payer_id uuid not null,
  from_day date not null,
  to_day date check (to_day >= from_day),
  primary key (distributor_id, outlet_id, payer_id, from_day),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, payer_id) references outlets.payer (distributor_id, id)
);
create index outlet_payer_payer on outlets.outlet_payer (distributor_id, payer_id);

-- A portfolio of brands with its own agents and plan.
create table outlets.team (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  exclusive boolean not null default false,
  primary key (distributor_id, id),
  unique (distributor_id, code)
);

create table outlets.agent (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  person_id uuid,
  name text not null,
  phone text,
  team_id uuid not null,
  kind text not null default 'agent' check (kind in ('agent', 'supervisor')),
  supervisor_id uuid,
  left_at timestamptz,
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  foreign key (distributor_id, supervisor_id) references outlets.agent (distributor_id, id)
);
create index agent_person on outlets.agent (distributor_id, person_id);

create table outlets.territory (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  team_id uuid not null,
  supervisor_id uuid,
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  foreign key (distributor_id, supervisor_id) references outlets.agent (distributor_id, id)
);

-- A territory without a row for the day is vacant: its orders credit the supervisor's pool.
create table outlets.territory_agent (
  distributor_id uuid not null,
  territory_id uuid not null,
  agent_id uuid not null,
  from_day date not null,
  to_day date check (to_day >= from_day),
  primary key (distributor_id, territory_id, from_day),
  foreign key (distributor_id, territory_id) references outlets.territory (distributor_id, id),
  foreign key (distributor_id, agent_id) references outlets.agent (distributor_id, id)
);
create index territory_agent_agent on outlets.territory_agent (distributor_id, agent_id);

-- At most one territory, and so one agent, per outlet, team and day.
create table outlets.outlet_territory (
  distributor_id uuid not null,
  outlet_id uuid not null,
  team_id uuid not null,
  territory_id uuid not null,
  from_day date not null,
  to_day date check (to_day >= from_day),
  primary key (distributor_id, outlet_id, team_id, from_day),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  foreign key (distributor_id, territory_id) references outlets.territory (distributor_id, id)
);
create index outlet_territory_territory on outlets.outlet_territory (distributor_id, territory_id);

-- Who may order for an outlet. One person buys for many outlets and at many distributors.
create table outlets.buyer (
  distributor_id uuid not null,
  outlet_id uuid not null,
  person_id uuid not null,
  name text not null,
  phone text not null,
  position text not null default 'owner' check (position in ('owner', 'assistant')),
  since timestamptz not null default platform.now(),
  revoked_at timestamptz,
  primary key (distributor_id, outlet_id, person_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index buyer_person on outlets.buyer (distributor_id, person_id) where revoked_at is null;

call platform.protect('outlets.owner_group', 'select, insert, update');
call platform.protect('outlets.outlet', 'select, insert, update');
call platform.protect('outlets.payer', 'select, insert, update');
call platform.protect('outlets.outlet_payer', 'select, insert, update');
call platform.protect('outlets.team', 'select, insert, update');
call platform.protect('outlets.agent', 'select, insert, update');
call platform.protect('outlets.territory', 'select, insert, update');
call platform.protect('outlets.territory_agent', 'select, insert, update');
call platform.protect('outlets.outlet_territory', 'select, insert, update');
call platform.protect('outlets.buyer', 'select, insert, update');
