-- What is said to a person, by which channel, and what became of it.

create schema messaging;
grant usage on schema messaging to tandem_app;

-- What a distributor decides about messages; one without a row follows the defaults. Equal ends of
-- the quiet hours: there are none.
create table messaging.setting (
  distributor_id uuid not null references identity.tenant (id),
  quiet_from time not null,
  quiet_until time not null,
  per_day_max integer not null check (per_day_max between 1 and 100),
  per_topic_max integer not null check (per_topic_max between 1 and 100),
  channel_order text[] not null,
  fallback_minutes integer not null check (fallback_minutes between 1 and 1440),
  reach_percent_min integer not null check (reach_percent_min between 0 and 100),
  changed_at timestamptz not null default platform.now(),
  changed_by uuid,
  primary key (distributor_id)
);

-- How a channel is reached. What is secret in it is sealed and never shown again.
create table messaging.channel (
  distributor_id uuid not null references identity.tenant (id),
  channel text not null check (channel in ('push', 'viber', 'sms', 'email', 'operator')),
  enabled boolean not null,
  price_minor bigint not null check (price_minor >= 0),
  driver jsonb not null,
  sealed bytea,
  changed_at timestamptz not null default platform.now(),
  changed_by uuid,
  primary key (distributor_id, channel)
);

-- What a person wants here. Null follows his sign-in's language and the distributor's hours.
create table messaging.preference (
  distributor_id uuid not null references identity.tenant (id),
  person_id uuid not null,
  language text check (language in ('uk', 'en', 'ru')),
  quiet_from time,
  quiet_until time check ((quiet_until is null) = (quiet_from is null)),
  changed_at timestamptz not null default platform.now(),
  primary key (distributor_id, person_id)
);

create table messaging.opt_out (
  distributor_id uuid not null references identity.tenant (id),
  person_id uuid not null,
  topic text not null,
  at timestamptz not null default platform.now(),
  primary key (distributor_id, person_id, topic)
);

-- A channel that a person turned off, or an address of his own on it; phones are those he signs in by.
create table messaging.contact (
  distributor_id uuid not null references identity.tenant (id),
  person_id uuid not null,
  channel text not null check (channel in ('push', 'viber', 'sms', 'email', 'operator')),
  address text,
  off_at timestamptz,
  changed_at timestamptz not null default platform.now(),
  primary key (distributor_id, person_id, channel)
);

-- A browser that may be woken: where its push service takes messages, and its keys.
create table messaging.subscription (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  person_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  user_agent text not null default '',
  since timestamptz not null default platform.now(),
  primary key (distributor_id, id),
  unique (distributor_id, endpoint)
);
create index subscription_person on messaging.subscription (distributor_id, person_id);

create table messaging.message (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  person_id uuid not null,
  topic text not null,
  outlet_id uuid,
  template text not null,
  said jsonb not null,
  link text not null,
  not_before timestamptz not null,
  expires_at timestamptz,
  dedupe_key text not null,
  cost_center text not null,
  only_channel text,
  status text not null default 'planned'
    check (status in ('planned', 'sent', 'delivered', 'read', 'acted', 'failed', 'suppressed')),
  reason text check ((reason is not null) = (status = 'suppressed')),
  told_at timestamptz not null default platform.now(),
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  acted_at timestamptz,
  ended_at timestamptz,
  primary key (distributor_id, id),
  unique (distributor_id, dedupe_key),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index message_told on messaging.message (distributor_id, told_at desc, id desc);
create index message_person on messaging.message (distributor_id, person_id, sent_at);
create index message_outlet on messaging.message (distributor_id, outlet_id);

-- One try of one channel, claimed before anything leaves: it is made once. Claimed and never ended:
-- nobody knows whether it left (unknown), and it is not made again by itself.
create table messaging.attempt (
  distributor_id uuid not null,
  message_id uuid not null,
  channel text not null,
  person_id uuid not null,
  status text not null
    check (status in ('claimed', 'again', 'sent', 'delivered', 'read', 'failed', 'unknown')),
  tries integer not null default 1 check (tries > 0),
  title text not null,
  body text not null,
  language text not null,
  price_minor bigint not null default 0 check (price_minor >= 0),
  tells_delivery boolean not null,
  demo boolean not null,
  provider_id text,
  error text,
  claimed_at timestamptz not null default platform.now(),
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  primary key (distributor_id, message_id, channel),
  foreign key (distributor_id, message_id) references messaging.message (distributor_id, id)
);
create index attempt_reach on messaging.attempt (distributor_id, person_id, channel, claimed_at desc);
create index attempt_provider on messaging.attempt (distributor_id, channel, provider_id);
create index attempt_claimed on messaging.attempt (distributor_id, claimed_at);

call platform.protect('messaging.setting', 'select, insert, update');
call platform.protect('messaging.channel', 'select, insert, update');
call platform.protect('messaging.preference', 'select, insert, update');
call platform.protect('messaging.opt_out', 'select, insert, delete');
call platform.protect('messaging.contact', 'select, insert, update');
call platform.protect('messaging.subscription', 'select, insert, update, delete');
call platform.protect('messaging.message', 'select, insert, update');
call platform.protect('messaging.attempt', 'select, insert, update');
