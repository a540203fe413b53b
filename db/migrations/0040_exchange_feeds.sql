-- Feeds: what somebody is expected to bring, by which keys, in which rhythm, and since when it is late.
create table exchange.feed (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('erp', 'upload', 'table')),
  -- Which tables it brings; null: any.
  table_kind text,
  -- Null: nobody waits for it.
  rhythm jsonb,
  tolerance_minutes integer not null check (tolerance_minutes between 0 and 720),
  came_at timestamptz,
  due_at timestamptz,
  late_since timestamptz,
  made_at timestamptz not null default platform.now(),
  closed_at timestamptz,
  primary key (distributor_id, id),
  check (table_kind is null or kind = 'table'),
  check (late_since is null or due_at is not null)
);
call platform.protect('exchange.feed', 'select, insert, update');

-- By whose key it came; null: by no key, or by one of no feed.
alter table exchange.run add column feed_id uuid;

-- Which feed of its distributor a key opens, and when it last opened it.
alter table identity.machine_key
  add column feed_id uuid,
  add column last_used_at timestamptz;
