-- Brands that other agents sell than the rest at the same outlets: perhaps an exclusive team.
create table rollout.team_proposal (
  distributor_id uuid not null,
  id uuid not null,
  -- The brands in order, as one text: the same set is proposed once.
  subject text not null,
  name text not null,
  brand_ids uuid[] not null check (cardinality(brand_ids) > 0),
  agent_ids uuid[] not null,
  -- Who sells them at which outlet: the nth agent at the nth outlet.
  outlet_ids uuid[] not null,
  served_by uuid[] not null check (cardinality(served_by) = cardinality(outlet_ids)),
  apart_outlets integer not null,
  lines integer not null,
  apart_lines integer not null check (apart_lines <= lines),
  first_day date not null,
  last_day date not null,
  made_at timestamptz not null default platform.now(),
  decided_at timestamptz,
  decided_by uuid,
  accepted boolean,
  team_id uuid,
  from_day date,
  -- What accepting changed, so that it can be taken back as it was.
  changed jsonb,
  primary key (distributor_id, id),
  unique (distributor_id, subject),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  check ((decided_at is null) = (accepted is null)),
  check ((accepted is true) = (changed is not null))
);
create index team_proposal_team on rollout.team_proposal (distributor_id, team_id);
call platform.protect('rollout.team_proposal', 'select, insert, update, delete');

-- A team that was accepted today is taken back as if it had not been.
grant delete on outlets.team, outlets.territory, outlets.territory_agent, outlets.outlet_territory
  to tandem_app;
