-- Webhooks: what a distributor's own programme is told of orders, signed, and what became of each telling.
create table exchange.webhook (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  name text not null check (name <> ''),
  url text not null check (url <> ''),
  events text[] not null,
  -- The secret itself is stored nowhere: it is derived from the installation's and this number.
  secret_no integer not null default 1 check (secret_no > 0),
  -- Until when the secret before is signed with, too.
  old_secret_until timestamptz,
  failures integer not null default 0 check (failures >= 0),
  wait_until timestamptz,
  paused_at timestamptz,
  paused_for text,
  made_at timestamptz not null default platform.now(),
  made_by uuid not null,
  closed_at timestamptz,
  primary key (distributor_id, id),
  check ((paused_at is null) = (paused_for is null))
);
call platform.protect('exchange.webhook', 'select, insert, update');

create table exchange.webhook_delivery (
  distributor_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  event text not null,
  order_id uuid,
  -- Byte for byte as it is signed and sent, however often.
  body text not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
  tries integer not null default 0 check (tries >= 0),
  answer_status integer,
  answer text not null default '',
  ms integer check (ms >= 0),
  made_at timestamptz not null default platform.now(),
  tried_at timestamptz,
  next_at timestamptz,
  primary key (distributor_id, id),
  foreign key (distributor_id, webhook_id) references exchange.webhook (distributor_id, id)
);
create index webhook_delivery_made on exchange.webhook_delivery (distributor_id, webhook_id, made_at desc, id);
create index webhook_delivery_waiting on exchange.webhook_delivery (distributor_id, webhook_id)
  where status = 'waiting';
call platform.protect('exchange.webhook_delivery', 'select, insert, update');
