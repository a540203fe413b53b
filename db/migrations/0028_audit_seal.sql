-- Who did it, when it was no person, and by which session.
alter table platform.audit
  add column actor_kind text not null default 'person',
  add column session_id uuid;
alter table platform.audit
  add constraint audit_actor_kind check (actor_kind in ('person', 'machine', 'program')) not valid;

-- Each distributor's journal as a chain: a seal is the hash of the one before and of its row.
create table platform.audit_seal (
  distributor_id uuid not null,
  number bigint not null check (number > 0),
  audit_id uuid not null,
  seal bytea not null check (octet_length(seal) = 32),
  sealed_at timestamptz not null default platform.now(),
  primary key (distributor_id, number),
  unique (distributor_id, audit_id),
  foreign key (distributor_id, audit_id) references platform.audit (distributor_id, id)
);
call platform.protect('platform.audit_seal', 'select, insert');

-- Signing in stands above tenants: its rows go to each of the person's distributors.
create policy sign_in on platform.audit for insert to tandem_identity with check (true);
create policy sign_in on platform.fact for insert to tandem_identity with check (true);
grant insert on platform.audit, platform.fact to tandem_identity;
