-- What comes back, and what was kept: delivered net of returns, in one expression for all.

alter table ordering.order_line
  add column returned_milli bigint not null default 0,
  add column returned_minor bigint not null default 0,
  add constraint order_line_returned check (returned_milli >= 0 and returned_minor >= 0) not valid;
alter table ordering.order
  add column returned_minor bigint not null default 0,
  add constraint order_returned check (returned_minor >= 0) not valid;

-- In base units: a case may come a piece short, and catch-weight comes by its actual weight.
comment on column ordering.order_line.delivered_milli is 'In base units; null: nobody told yet';
comment on column ordering.order_line.returned_milli is 'In base units';

-- Delivered net of returns, of an order, a line or a day: what laws, pay, points and claims count.
create function ordering.kept(delivered bigint, returned bigint) returns bigint
language sql immutable parallel safe as $$ select coalesce(delivered, 0) - coalesce(returned, 0) $$;

-- One document takes goods back from one order, or, when an import does not say, from the outlet.
create table ordering.return_document (
  distributor_id uuid not null,
  id uuid not null,
  number text not null,
  outlet_id uuid not null,
  order_id uuid,
  contract_id uuid,
  day date not null,
  -- Of the order it takes back from, so that each channel bears its own returns.
  channel text not null check (channel in
    ('portal', 'chatbot', 'api', 'agent', 'phone', 'office', 'edi', 'van', 'unknown')),
  status text not null check (status in ('asked', 'accepted', 'refused', 'done')),
  imported boolean not null default false,
  net_minor bigint not null check (net_minor >= 0),
  vat_minor bigint not null check (vat_minor >= 0),
  total_minor bigint not null,
  note text not null default '',
  asked_at timestamptz not null default platform.now(),
  asked_by uuid,
  asked_by_name text not null default '',
  decided_at timestamptz,
  decided_by_name text not null default '',
  why text not null default '',
  done_at timestamptz,
  primary key (distributor_id, id),
  unique (distributor_id, number),
  check (total_minor = net_minor + vat_minor),
  check ((status = 'asked') = (decided_at is null)),
  check ((status = 'done') = (done_at is not null)),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id)
);
create index return_document_outlet on ordering.return_document (distributor_id, outlet_id, day);
create index return_document_order on ordering.return_document (distributor_id, order_id);
create index return_document_day on ordering.return_document (distributor_id, day desc, id);

-- Quantities and sums are positive; what was asked and not taken back is 0. Only imports do not know why.
create table ordering.return_line (
  distributor_id uuid not null,
  return_id uuid not null,
  line_no integer not null check (line_no > 0),
  kind text not null check (kind in
    ('wrong_or_damaged', 'expired_or_swap', 'refused_at_door', 'unsold_promotion', 'unknown')),
  order_line_no integer,
  product_id uuid not null,
  product_code text not null,
  product_name text not null,
  unit_code text not null,
  unit_numerator integer not null,
  unit_denominator integer not null,
  quantity_milli bigint not null check (quantity_milli >= 0),
  base_quantity_milli bigint not null check (base_quantity_milli >= 0),
  net_minor bigint not null check (net_minor >= 0),
  vat_bp integer not null,
  vat_minor bigint not null check (vat_minor >= 0),
  total_minor bigint not null,
  team_id uuid,
  credited_agent_id uuid,
  primary key (distributor_id, return_id, line_no),
  check (total_minor = net_minor + vat_minor),
  foreign key (distributor_id, return_id) references ordering.return_document (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  foreign key (distributor_id, credited_agent_id) references outlets.agent (distributor_id, id)
);
create index return_line_product on ordering.return_line (distributor_id, product_id);

call platform.protect('ordering.return_document', 'select, insert, update');
call platform.protect('ordering.return_line', 'select, insert, update');

-- The outlet's day carries what was delivered and what came back beside what was placed.
alter table goals.outlet_day
  add column delivered_minor bigint not null default 0,
  add column returned_minor bigint not null default 0;
alter table goals.counted_order
  add column delivered_minor bigint not null default 0,
  add column returned_minor bigint not null default 0;

-- A return of no known order counts on its own day, once.
create table goals.counted_return (
  distributor_id uuid not null,
  return_id uuid not null,
  outlet_id uuid not null,
  day date not null,
  channel text not null,
  returned_minor bigint not null,
  primary key (distributor_id, return_id),
  foreign key (distributor_id, return_id) references ordering.return_document (distributor_id, id)
);
call platform.protect('goals.counted_return', 'select, insert, update');
