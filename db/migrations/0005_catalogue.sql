create schema catalogue;
grant usage on schema catalogue to tandem_app;

create table catalogue.manufacturer (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  primary key (distributor_id, id),
  unique (distributor_id, code)
);

create table catalogue.brand (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  manufacturer_id uuid,
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, manufacturer_id) references catalogue.manufacturer (distributor_id, id)
);

create table catalogue.category (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  parent_id uuid,
  name text not null,
  names jsonb not null default '{}',
  rank integer not null default 0,
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, parent_id) references catalogue.category (distributor_id, id)
);

create table catalogue.product (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  number integer not null check (number > 0),
  code text not null,
  article text,
  name text not null,
  names jsonb not null default '{}',
  description jsonb not null default '{}',
  brand_id uuid,
  category_id uuid,
  team_id uuid,
  selling_entity_id uuid,
  vat_bp integer not null check (vat_bp between 0 and 10000),
  base_unit text not null,
  order_unit text not null,
  catch_weight boolean not null default false,
  nominal_milli bigint check (nominal_milli > 0),
  tolerance_bp integer check (tolerance_bp between 0 and 10000),
  weight_grams integer check (weight_grams >= 0),
  shelf_life_days integer check (shelf_life_days > 0),
  launch_day date,
  picture_id uuid,
  published boolean not null default true,
  deleted_at timestamptz,
  primary key (distributor_id, id),
  unique (distributor_id, number),
  unique (distributor_id, code),
  check (not catch_weight or (nominal_milli is not null and tolerance_bp is not null)),
  foreign key (distributor_id, brand_id) references catalogue.brand (distributor_id, id),
  foreign key (distributor_id, category_id) references catalogue.category (distributor_id, id),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id),
  foreign key (distributor_id, selling_entity_id) references accounts.selling_entity (distributor_id, id),
  foreign key (distributor_id, picture_id) references platform.file (distributor_id, id)
);
create index product_category on catalogue.product (distributor_id, category_id, number);

-- One unit = numerator ÷ denominator base units, exactly.
create table catalogue.product_unit (
  distributor_id uuid not null,
  product_id uuid not null,
  unit_code text not null,
  numerator integer not null check (numerator > 0),
  denominator integer not null default 1 check (denominator > 0),
  minimum_milli bigint not null default 1000 check (minimum_milli > 0),
  multiple_milli bigint not null default 1000 check (multiple_milli > 0),
  primary key (distributor_id, product_id, unit_code),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id)
);

-- Real bases repeat a barcode over products: it finds, it does not identify.
create table catalogue.product_gtin (
  distributor_id uuid not null,
  gtin text not null check (gtin ~ '^[0-9]{8,14}$'),
  product_id uuid not null,
  unit_code text not null,
  primary key (distributor_id, gtin, product_id),
  foreign key (distributor_id, product_id, unit_code)
    references catalogue.product_unit (distributor_id, product_id, unit_code)
);
create index product_gtin_product on catalogue.product_gtin (distributor_id, product_id);

create table catalogue.last_number (
  distributor_id uuid not null references identity.tenant (id),
  number integer not null check (number > 0),
  primary key (distributor_id)
);

call platform.protect('catalogue.manufacturer', 'select, insert, update');
call platform.protect('catalogue.brand', 'select, insert, update');
call platform.protect('catalogue.category', 'select, insert, update');
call platform.protect('catalogue.product', 'select, insert, update');
call platform.protect('catalogue.product_unit', 'select, insert, update, delete');
call platform.protect('catalogue.product_gtin', 'select, insert, update, delete');
call platform.protect('catalogue.last_number', 'select, insert, update');
