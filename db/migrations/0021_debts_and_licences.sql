-- What is owed and by when, who promised to pay, and who may sell what.

-- Null: what is paid follows from the payments.
alter table accounts.invoice add column told_paid_minor bigint;

create table accounts.payment (
  distributor_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  number text not null,
  day date not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (distributor_id, id),
  unique (distributor_id, contract_id, number),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id)
);

-- Which invoice a payment pays: as the ERP told, else the oldest first.
create table accounts.payment_share (
  distributor_id uuid not null,
  payment_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  told boolean not null,
  primary key (distributor_id, payment_id, invoice_id, told),
  foreign key (distributor_id, payment_id) references accounts.payment (distributor_id, id),
  foreign key (distributor_id, invoice_id) references accounts.invoice (distributor_id, id)
);
create index payment_share_invoice on accounts.payment_share (distributor_id, invoice_id);

-- What left the warehouse since the ERP's last word is owed too; from_invoices: the ERP tells
-- invoices and no balances, so that the debt is their sum.
alter table accounts.credit
  add column shipped_minor bigint not null default 0,
  add column shipped_at timestamptz,
  add column from_invoices boolean not null default false,
  add constraint credit_shipped check (shipped_minor >= 0) not valid;
comment on column accounts.credit.overdue_minor is 'As the ERP told; counts only where no invoices are known';

alter table accounts.selling_entity add column iban text;

-- What a distributor decides about debts; a distributor without a row follows the defaults.
create table accounts.setting (
  distributor_id uuid not null references identity.tenant (id),
  stale_hours integer not null default 24 check (stale_hours between 1 and 720),
  promise_days_max integer not null default 14 check (promise_days_max between 1 and 90),
  changed_at timestamptz not null default platform.now(),
  changed_by uuid,
  primary key (distributor_id)
);

-- Somebody said when he will pay. Kept or broken follows from the invoices of before.
create table accounts.promise (
  distributor_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  outlet_id uuid not null,
  order_id uuid,
  amount_minor bigint not null check (amount_minor > 0),
  pay_day date not null,
  note text not null default '',
  promised_at timestamptz not null default platform.now(),
  promised_by uuid not null,
  promised_by_name text not null,
  by_staff boolean not null,
  primary key (distributor_id, id),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index promise_contract on accounts.promise (distributor_id, contract_id, promised_at desc);

-- A licence of a place, not of its owner. to_day null: without an end.
create table accounts.licence (
  distributor_id uuid not null,
  id uuid not null,
  outlet_id uuid not null,
  kind text not null check (kind in ('alcohol', 'beer', 'tobacco', 'e_liquid', 'fuel')),
  number text not null,
  from_day date not null,
  to_day date check (to_day >= from_day),
  told_at timestamptz not null default platform.now(),
  told_by text not null default '',
  primary key (distributor_id, id),
  unique (distributor_id, outlet_id, kind, number),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index licence_end on accounts.licence (distributor_id, to_day);

-- A product needs the licence that it names, else that of its category or of the nearest above it.
alter table catalogue.category
  add column licence_kind text,
  add constraint category_licence_kind
    check (licence_kind in ('alcohol', 'beer', 'tobacco', 'e_liquid', 'fuel')) not valid;
alter table catalogue.product
  add column licence_kind text,
  add constraint product_licence_kind
    check (licence_kind in ('alcohol', 'beer', 'tobacco', 'e_liquid', 'fuel')) not valid;

-- A fact that will be one: at its instant the dispatcher publishes it. One per type and subject.
create table platform.due_fact (
  distributor_id uuid not null,
  type text not null,
  subject_id uuid not null,
  body jsonb not null,
  due_at timestamptz not null,
  primary key (distributor_id, type, subject_id)
);
create index due_fact_due on platform.due_fact (due_at);

call platform.protect('platform.due_fact', 'select, insert, update, delete');
create policy dispatcher on platform.due_fact to tandem_worker using (true) with check (true);
grant select, update, delete on platform.due_fact to tandem_worker;
grant insert on platform.fact to tandem_worker;

call platform.protect('accounts.payment', 'select, insert, update');
call platform.protect('accounts.payment_share', 'select, insert, update, delete');
call platform.protect('accounts.setting', 'select, insert, update');
call platform.protect('accounts.promise', 'select, insert');
call platform.protect('accounts.licence', 'select, insert, update');
