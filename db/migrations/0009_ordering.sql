create schema ordering;
grant usage on schema ordering to tandem_app;

-- What the shop sees as one order and what is idempotent: the client's id, the hash of its body, the stored reply.
create table ordering.checkout (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  outlet_id uuid not null,
  body_hash bytea not null,
  reply jsonb not null,
  placed_at timestamptz not null default platform.now(),
  primary key (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

create table ordering.order (
  distributor_id uuid not null,
  id uuid not null,
  checkout_id uuid not null,
  number text not null,
  outlet_id uuid not null,
  selling_entity_id uuid not null,
  contract_id uuid not null,
  warehouse_id uuid not null,
  zone_id uuid,
  delivery_day date not null,
  cut_off_at timestamptz not null,
  lock_at timestamptz not null check (lock_at >= cut_off_at),
  channel text not null check (channel in
    ('portal', 'chatbot', 'api', 'agent', 'phone', 'office', 'edi', 'van', 'unknown')),
  origin text check (origin in ('visit', 'call', 'messenger')),
  prepared_by text not null check (prepared_by in ('buyer', 'suggestion', 'agent', 'operator', 'schedule')),
  entered_by uuid,
  device_id uuid,
  session_id uuid,
  status text not null check (status in ('draft', 'placed', 'confirmed', 'picking', 'shipped', 'delivered',
    'partly_delivered', 'on_hold', 'cancelled', 'rejected', 'returned')),
  hold_reason text check (hold_reason in ('credit', 'licence', 'stock', 'approval', 'price')),
  late text check (late in ('grace', 'exception')),
  late_reason text,
  top_up boolean not null default false,
  currency text not null,
  payment_form text not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  line_count integer not null check (line_count >= 0),
  weight_grams bigint not null default 0,
  approximate boolean not null default false,
  note text not null default '',
  version integer not null default 1,
  placed_at timestamptz not null default platform.now(),
  changed_at timestamptz not null default platform.now(),
  delivered_minor bigint,
  primary key (distributor_id, id),
  unique (distributor_id, selling_entity_id, number),
  check (total_minor = net_minor + vat_minor),
  check ((status = 'on_hold') = (hold_reason is not null)),
  foreign key (distributor_id, checkout_id) references ordering.checkout (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, selling_entity_id) references accounts.selling_entity (distributor_id, id),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id),
  foreign key (distributor_id, warehouse_id) references stock.warehouse (distributor_id, id),
  foreign key (distributor_id, zone_id) references delivery.zone (distributor_id, id)
);
create index order_outlet on ordering.order (distributor_id, outlet_id, placed_at desc, id desc);
create index order_placed on ordering.order (distributor_id, placed_at desc, id desc);
create index order_day on ordering.order (distributor_id, delivery_day, outlet_id);
create index order_checkout on ordering.order (distributor_id, checkout_id);

-- A placed line keeps its own copy of what it was sold as.
create table ordering.order_line (
  distributor_id uuid not null,
  order_id uuid not null,
  line_no integer not null check (line_no > 0),
  product_id uuid not null,
  product_code text not null,
  product_name text not null,
  unit_code text not null,
  unit_numerator integer not null,
  unit_denominator integer not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  base_quantity_milli bigint not null check (base_quantity_milli > 0),
  unit_price_e4 bigint not null check (unit_price_e4 >= 0),
  discount_minor bigint not null default 0 check (discount_minor >= 0),
  net_minor bigint not null,
  vat_bp integer not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  weight_grams bigint not null default 0,
  approximate boolean not null default false,
  team_id uuid,
  credited_agent_id uuid,
  trace jsonb not null,
  delivered_milli bigint check (delivered_milli >= 0),
  delivered_minor bigint,
  primary key (distributor_id, order_id, line_no),
  check (total_minor = net_minor + vat_minor),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  foreign key (distributor_id, credited_agent_id) references outlets.agent (distributor_id, id)
);
create index order_line_product on ordering.order_line (distributor_id, product_id);

-- The timeline: who, when, through what, what, why. By month, since it only grows.
create table ordering.order_event (
  distributor_id uuid not null,
  order_id uuid not null,
  at timestamptz not null default platform.now(),
  id uuid not null,
  kind text not null,
  actor_kind text not null check (actor_kind in ('buyer', 'staff', 'system', 'erp')),
  actor_id uuid,
  actor_name text not null default '',
  channel text,
  what jsonb not null default '{}',
  why text not null default '',
  primary key (distributor_id, order_id, at, id),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id)
) partition by range (at);
create table ordering.order_event_other partition of ordering.order_event default;

-- Makes the month's partition ahead; the owner's maintenance calls it, the app cannot.
create procedure ordering.make_event_month(month date) language plpgsql as $$
declare
  partition_name text := 'order_event_' || to_char(month, 'YYYYMM');
begin
  if to_regclass('ordering.' || partition_name) is null then
    execute format('create table ordering.%I partition of ordering.order_event for values from (%L) to (%L)',
      partition_name, date_trunc('month', month), date_trunc('month', month) + interval '1 month');
    execute format('alter table ordering.%I enable row level security', partition_name);
    execute format('alter table ordering.%I force row level security', partition_name);
  end if;
end $$;
revoke execute on procedure ordering.make_event_month(date) from public;

call platform.protect('ordering.checkout', 'select, insert');
call platform.protect('ordering.order', 'select, insert, update');
call platform.protect('ordering.order_line', 'select, insert, update, delete');
call platform.protect('ordering.order_event', 'select, insert');
alter table ordering.order_event_other enable row level security;
alter table ordering.order_event_other force row level security;
