-- People and organisations. These tables stand above tenants: they are reached by their own role and pool only.

create schema identity;
grant usage on schema identity to tandem_app, tandem_identity, tandem_worker;

create table identity.tenant (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Za-z0-9-]{2,32}$'),
  kind text not null check (kind in ('distributor', 'manufacturer')),
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  language text not null check (language in ('uk', 'en', 'ru')),
  created_at timestamptz not null default platform.now()
);
grant select on identity.tenant to tandem_app, tandem_worker;

create table identity.person (
  id uuid primary key,
  phone text not null unique check (phone ~ '^\+[0-9]{8,15}$'),
  name text not null,
  language text check (language in ('uk', 'en', 'ru')),
  created_at timestamptz not null default platform.now()
);

create table identity.membership (
  distributor_id uuid not null references identity.tenant (id),
  person_id uuid not null references identity.person (id),
  role text not null,
  since timestamptz not null default platform.now(),
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (distributor_id, person_id, role)
);
create index membership_person on identity.membership (person_id);

create table identity.role_right (
  distributor_id uuid not null references identity.tenant (id),
  role text not null,
  right_code text not null,
  scope text not null check (scope in ('own', 'team', 'territory', 'tenant')),
  primary key (distributor_id, role, right_code)
);

create table identity.phone_code (
  id uuid primary key,
  phone text not null,
  device_id uuid not null,
  code_hmac bytea not null,
  sent_at timestamptz not null default platform.now(),
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index phone_code_phone on identity.phone_code (phone, sent_at);

-- Counters of what may be tried how often; a counter that cannot be written refuses.
create table identity.allowance (
  subject text not null,
  window_start timestamptz not null,
  used integer not null check (used > 0),
  primary key (subject, window_start)
);

create table identity.session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references identity.person (id),
  device_id uuid not null,
  user_agent text not null default '',
  opened_at timestamptz not null default platform.now(),
  seen_at timestamptz not null default platform.now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on identity.session (person_id) where revoked_at is null;

-- A key of a machine: the ERP's exchange, a buyer's own programme.
create table identity.machine_key (
  id uuid primary key,
  distributor_id uuid not null references identity.tenant (id),
  kind text not null check (kind in ('exchange')),
  login text not null unique,
  secret_hash text not null,
  created_at timestamptz not null default platform.now(),
  revoked_at timestamptz
);

-- A machine's opened exchange: the token stands in its cookie until it ends.
create table identity.machine_session (
  token_hash bytea primary key,
  key_id uuid not null references identity.machine_key (id),
  opened_at timestamptz not null default platform.now(),
  expires_at timestamptz not null
);

-- People of the demo world, offered on the sign-in page in demo mode only.
create table identity.demo_login (
  phone text primary key,
  rank integer not null,
  name text not null,
  role text not null,
  tenant_code text not null
);

grant select, insert, update, delete on
  identity.demo_login, identity.tenant, identity.person, identity.membership, identity.role_right, identity.phone_code,
  identity.allowance, identity.session, identity.machine_key, identity.machine_session
  to tandem_identity;
