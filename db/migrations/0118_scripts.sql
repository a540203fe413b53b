-- What the desk says, as a distributor changed it: each change is a version, kept for ever. One without
-- words follows the shipped script again; where there is none, the shipped one is said.
create table rollout.script_version (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  kind text not null check (kind in ('presentation', 'first_order', 'follow_up')),
  language text not null check (language in ('uk', 'en', 'ru')),
  number integer not null check (number > 0),
  greeting text,
  questions text[] not null,
  answers jsonb not null,
  made_by uuid not null,
  made_name text not null,
  made_at timestamptz not null default platform.now(),
  primary key (distributor_id, id),
  unique (distributor_id, kind, language, number)
);
call platform.protect('rollout.script_version', 'select, insert');
