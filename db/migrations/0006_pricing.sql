create schema pricing;
grant usage on schema pricing to tandem_app;

create table pricing.price_list (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  parent_id uuid,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  vat_included boolean not null,
  valid_from date,
  valid_to date check (valid_to >= valid_from),
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, parent_id) references pricing.price_list (distributor_id, id)
);

-- unit_price_e4: 1/10 000 of the major unit, for one unit, from this quantity of it on.
create table pricing.price (
  distributor_id uuid not null,
  price_list_id uuid not null,
  product_id uuid not null,
  unit_code text not null,
  from_quantity_milli bigint not null default 0 check (from_quantity_milli >= 0),
  valid_from date not null default '2000-01-01',
  valid_to date check (valid_to >= valid_from),
  unit_price_e4 bigint not null check (unit_price_e4 >= 0),
  primary key (distributor_id, price_list_id, product_id, unit_code, from_quantity_milli, valid_from),
  foreign key (distributor_id, price_list_id) references pricing.price_list (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id)
);
create index price_product on pricing.price (distributor_id, product_id);

-- The price signature: which list a buyer's order is priced by. An empty column fits everything; the most specific wins.
create table pricing.signature (
  distributor_id uuid not null,
  id uuid not null,
  contract_id uuid,
  payment_form text check (payment_form in ('cash', 'cashless', 'prepaid')),
  price_zone text,
  outlet_type text,
  team_id uuid,
  price_list_id uuid not null,
  primary key (distributor_id, id),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  foreign key (distributor_id, price_list_id) references pricing.price_list (distributor_id, id)
);
create index signature_contract on pricing.signature (distributor_id, contract_id);

call platform.protect('pricing.price_list', 'select, insert, update');
call platform.protect('pricing.price', 'select, insert, update, delete');
call platform.protect('pricing.signature', 'select, insert, update, delete');
