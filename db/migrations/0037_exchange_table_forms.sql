-- Tables imported in the office: how their columns are read is decided once for each shape of a table.

-- How the columns of its table were read; null for a run that read no table of the office.
alter table exchange.run add column form jsonb;

-- The way to read the columns of a kind of table, by its headers; the last import's counts.
create table exchange.table_form (
  distributor_id uuid not null references identity.tenant (id),
  kind text not null,
  -- Of the headers, whatever their spacing and case.
  signature text not null,
  form jsonb not null,
  kept_at timestamptz not null default platform.now(),
  kept_by text not null,
  primary key (distributor_id, kind, signature)
);
call platform.protect('exchange.table_form', 'select, insert, update');
