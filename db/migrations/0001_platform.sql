-- The ground of every tenant table: the clock, the tenant of the transaction, facts and their reactions, audit, files.

create schema platform;
grant usage on schema platform to tandem_app, tandem_identity, tandem_worker;

-- One row; only demo mode moves it.
create table platform.clock (
  single boolean primary key default true check (single),
  offset_seconds bigint not null default 0
);
insert into platform.clock default values;
grant select on platform.clock to tandem_app, tandem_identity, tandem_worker;
-- Called by demo mode only; outside it the program never asks.
grant update (offset_seconds) on platform.clock to tandem_worker;

-- The only clock of the trade: the database's own, moved by the demo's offset.
create function platform.now() returns timestamptz language sql stable parallel safe as
$$ select now() + make_interval(secs => (select offset_seconds from platform.clock)) $$;

-- The tenant of the transaction; null (and so no row at all) when nobody set it.
create function platform.tenant() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('tandem.distributor', true), '')::uuid $$;

-- Puts a tenant table behind its tenant, for the owner too, and grants the app what it may do.
create procedure platform.protect(tenant_table regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy tenant on %s using (distributor_id = platform.tenant())
    with check (distributor_id = platform.tenant())', tenant_table);
  execute format('grant %s on %s to tandem_app', privileges, tenant_table);
end $$;

create table platform.fact (
  distributor_id uuid not null,
  id uuid not null,
  type text not null,
  body jsonb not null,
  at timestamptz not null default platform.now(),
  handed_out_at timestamptz,
  primary key (distributor_id, id)
);
create index fact_waiting on platform.fact (at) where handed_out_at is null;
call platform.protect('platform.fact', 'select, insert');
-- The dispatcher turns the facts of every tenant into jobs; it sees nothing else.
create policy dispatcher on platform.fact to tandem_worker using (true) with check (true);
grant select, update on platform.fact to tandem_worker;

create table platform.reaction_done (
  distributor_id uuid not null,
  fact_id uuid not null,
  reaction text not null,
  at timestamptz not null default platform.now(),
  primary key (distributor_id, fact_id, reaction)
);
call platform.protect('platform.reaction_done', 'select, insert');

create table platform.parked_reaction (
  distributor_id uuid not null,
  fact_id uuid not null,
  reaction text not null,
  reason text not null,
  tries integer not null,
  parked_at timestamptz not null default platform.now(),
  retried_at timestamptz,
  retried_by uuid,
  primary key (distributor_id, fact_id, reaction)
);
call platform.protect('platform.parked_reaction', 'select, insert, update');

create table platform.audit (
  distributor_id uuid not null,
  id uuid not null,
  at timestamptz not null default platform.now(),
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null default '{}',
  request_id text,
  primary key (distributor_id, id)
);
create index audit_subject on platform.audit (distributor_id, subject_kind, subject_id);
call platform.protect('platform.audit', 'select, insert');

create table platform.file (
  distributor_id uuid not null,
  id uuid not null,
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 bytea not null,
  kept_at timestamptz not null default platform.now(),
  primary key (distributor_id, id)
);
call platform.protect('platform.file', 'select, insert, delete');

-- Caches of a process are exact, not merely fresh: a writer bumps the version in its own transaction.
create table platform.version (
  distributor_id uuid not null,
  name text not null,
  number bigint not null default 1,
  primary key (distributor_id, name)
);
call platform.protect('platform.version', 'select, insert, update');
