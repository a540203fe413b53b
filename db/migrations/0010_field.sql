create schema field;
grant usage on schema field to tandem_app;

-- What an agent is told: an order of his outlet came, changed or went.
create table field.notice (
  distributor_id uuid not null,
  id uuid not null,
  agent_id uuid not null,
  kind text not null,
  outlet_id uuid not null,
  order_id uuid,
  body jsonb not null,
  at timestamptz not null default platform.now(),
  read_at timestamptz,
  primary key (distributor_id, id),
  foreign key (distributor_id, agent_id) references outlets.agent (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id)
);
create index notice_agent on field.notice (distributor_id, agent_id, at desc);
call platform.protect('field.notice', 'select, insert, update');
