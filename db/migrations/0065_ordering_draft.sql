-- A ready cart that waits for one press: of a shop's message turned into lines by staff, or of a reminder.
-- Its id becomes the checkout's, so that one link is one order.
create table ordering.draft (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  outlet_id uuid not null,
  for_person uuid not null,
  for_name text not null,
  delivery_day date not null,
  cut_off_at timestamptz not null,
  lines jsonb not null,
  note text not null default '',
  prepared_by text not null check (prepared_by in ('agent', 'operator', 'suggestion', 'schedule')),
  said_by text check (said_by in ('viber', 'voice', 'photo', 'text', 'call')),
  said text not null default '',
  made_by uuid,
  made_name text not null default '',
  made_at timestamptz not null default platform.now(),
  withdrawn_at timestamptz,
  primary key (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index draft_outlet on ordering.draft (distributor_id, outlet_id, made_at desc);
create index draft_made on ordering.draft (distributor_id, made_at);

call platform.protect('ordering.draft', 'select, insert, update');
