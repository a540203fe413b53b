-- What an agent gets, once, when a shop of his orders regularly, and again when it holds.
alter table rollout.programme
  add column bonus_regular_minor bigint not null default 0,
  add column bonus_held_minor bigint not null default 0,
  add constraint programme_bonus check (bonus_regular_minor >= 0 and bonus_held_minor >= 0) not valid;

create table rollout.bonus (
  distributor_id uuid not null,
  outlet_id uuid not null,
  kind text not null check (kind in ('regular', 'held')),
  programme_id uuid not null,
  agent_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  earned_at timestamptz not null default platform.now(),
  primary key (distributor_id, outlet_id, kind),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, programme_id) references rollout.programme (distributor_id, id),
  foreign key (distributor_id, agent_id) references outlets.agent (distributor_id, id)
);
create index bonus_agent on rollout.bonus (distributor_id, agent_id, earned_at);

call platform.protect('rollout.bonus', 'select, insert');
