-- What an outlet was invoiced below the portal's price, by product and agent: found anew with its fit.
create table rollout.price_leak (
  distributor_id uuid not null,
  id uuid not null,
  outlet_id uuid not null,
  product_id uuid not null,
  agent_id uuid,
  lines integer not null check (lines > 0),
  leak_minor bigint not null check (leak_minor > 0),
  last_day date not null,
  primary key (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id),
  foreign key (distributor_id, agent_id) references outlets.agent (distributor_id, id)
);
create index price_leak_outlet on rollout.price_leak (distributor_id, outlet_id);
create index price_leak_product on rollout.price_leak (distributor_id, product_id);
create index price_leak_agent on rollout.price_leak (distributor_id, agent_id);

call platform.protect('rollout.price_leak', 'select, insert, delete');
