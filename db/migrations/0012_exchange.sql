create schema exchange;
grant usage on schema exchange to tandem_app;

create table exchange.run (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  kind text not null check (kind in ('catalogue', 'orders', 'statuses')),
  source text not null,
  status text not null check (status in ('receiving', 'running', 'done', 'refused', 'failed')),
  dry_run boolean not null default false,
  started_at timestamptz not null default platform.now(),
  finished_at timestamptz,
  counts jsonb not null default '{}',
  refusal jsonb,
  started_by text not null default '',
  primary key (distributor_id, id)
);
create index run_started on exchange.run (distributor_id, started_at desc);

create table exchange.oddity (
  distributor_id uuid not null,
  run_id uuid not null,
  row_no integer not null,
  file text not null,
  line integer,
  external_id text,
  code text not null,
  detail text not null default '',
  done text not null default '',
  primary key (distributor_id, run_id, row_no),
  foreign key (distributor_id, run_id) references exchange.run (distributor_id, id)
);

-- Which of our rows an id of the other system means, and the hash of what it last said.
create table exchange.link (
  distributor_id uuid not null references identity.tenant (id),
  source text not null,
  kind text not null,
  external_id text not null,
  internal_id uuid not null,
  content_hash bytea,
  primary key (distributor_id, source, kind, external_id)
);
create index link_internal on exchange.link (distributor_id, kind, internal_id);

-- The ERP's queue: one row per order and version; confirmed when the ERP said it has it.
create table exchange.order_export (
  distributor_id uuid not null,
  order_id uuid not null,
  version integer not null,
  queued_at timestamptz not null default platform.now(),
  sent_at timestamptz,
  batch_id uuid,
  confirmed_at timestamptz,
  primary key (distributor_id, order_id, version),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id)
);
create index order_export_waiting on exchange.order_export (distributor_id, queued_at) where confirmed_at is null;

call platform.protect('exchange.run', 'select, insert, update');
call platform.protect('exchange.oddity', 'select, insert');
call platform.protect('exchange.link', 'select, insert, update');
call platform.protect('exchange.order_export', 'select, insert, update');
