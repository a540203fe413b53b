-- Contracts, what is owed on them, and the numbers of documents.

create schema accounts;
grant usage on schema accounts to tandem_app;

create table accounts.selling_entity (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  code text not null,
  name text not null,
  tax_id text,
  vat_payer boolean not null default true,
  excise_licensed boolean not null default false,
  rank integer not null default 100,
  primary key (distributor_id, id),
  unique (distributor_id, code)
);

create table accounts.contract (
  distributor_id uuid not null,
  id uuid not null,
  code text not null,
  selling_entity_id uuid not null,
  payer_id uuid not null,
  team_id uuid,
  payment_form text not null check (payment_form in ('cash', 'cashless', 'prepaid')),
  deferral_days integer not null default 0 check (deferral_days >= 0),
  credit_limit_minor bigint check (credit_limit_minor >= 0),
  minimum_minor bigint not null default 0 check (minimum_minor >= 0),
  from_day date not null,
  to_day date check (to_day >= from_day),
  primary key (distributor_id, id),
  unique (distributor_id, code),
  foreign key (distributor_id, selling_entity_id) references accounts.selling_entity (distributor_id, id),
  foreign key (distributor_id, payer_id) references outlets.payer (distributor_id, id),
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id)
);
create index contract_payer on accounts.contract (distributor_id, payer_id);

-- What is owed on a contract as the ERP last said, and what our released orders add to it.
create table accounts.credit (
  distributor_id uuid not null,
  contract_id uuid not null,
  debt_minor bigint not null default 0,
  overdue_minor bigint not null default 0 check (overdue_minor >= 0),
  released_minor bigint not null default 0 check (released_minor >= 0),
  as_at timestamptz,
  primary key (distributor_id, contract_id),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id)
);

create table accounts.invoice (
  distributor_id uuid not null,
  id uuid not null,
  number text not null,
  contract_id uuid not null,
  outlet_id uuid,
  day date not null,
  due_day date not null,
  total_minor bigint not null,
  paid_minor bigint not null default 0,
  primary key (distributor_id, id),
  unique (distributor_id, contract_id, number),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

-- The last number given, per selling entity, kind of document and year: no gaps, no repeats.
create table accounts.document_number (
  distributor_id uuid not null,
  selling_entity_id uuid not null,
  kind text not null,
  year integer not null,
  last_number bigint not null check (last_number > 0),
  primary key (distributor_id, selling_entity_id, kind, year),
  foreign key (distributor_id, selling_entity_id) references accounts.selling_entity (distributor_id, id)
);

call platform.protect('accounts.selling_entity', 'select, insert, update');
call platform.protect('accounts.contract', 'select, insert, update');
call platform.protect('accounts.credit', 'select, insert, update');
call platform.protect('accounts.invoice', 'select, insert, update');
call platform.protect('accounts.document_number', 'select, insert, update');
