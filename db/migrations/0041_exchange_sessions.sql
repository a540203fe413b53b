-- What an ERP and we said to each other: a session is what one sign-in opened.
create table exchange.session (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  login text not null,
  feed_id uuid,
  opened_at timestamptz not null default platform.now(),
  heard_at timestamptz not null default platform.now(),
  requests integer not null check (requests > 0),
  failures integer not null check (failures >= 0),
  bytes bigint not null check (bytes >= 0),
  primary key (distributor_id, id)
);
create index session_heard on exchange.session (distributor_id, heard_at desc, id);
call platform.protect('exchange.session', 'select, insert, update');

create table exchange.request (
  distributor_id uuid not null,
  session_id uuid not null,
  request_no integer not null check (request_no > 0),
  at timestamptz not null default platform.now(),
  type text not null,
  mode text not null,
  file text not null,
  -- Of the body that came.
  bytes bigint not null check (bytes >= 0),
  status integer not null,
  answer text not null,
  ms integer not null check (ms >= 0),
  primary key (distributor_id, session_id, request_no),
  foreign key (distributor_id, session_id) references exchange.session (distributor_id, id)
);
call platform.protect('exchange.request', 'select, insert');

-- In which session it was asked for; null: by a person, or at the console.
alter table exchange.run add column session_id uuid;
