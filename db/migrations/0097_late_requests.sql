-- What a shop, or an agent after the lock, asks the office to let in after the cut-off. The id is the client's, and
-- becomes the checkout's, so that one request is one order.
create table ordering.late_request (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  outlet_id uuid not null,
  body_hash bytea not null,
  delivery_day date not null,
  lines jsonb not null,
  note text not null default '',
  channel text not null check (channel in ('portal', 'agent', 'phone', 'office')),
  prepared_by text not null check (prepared_by in ('buyer', 'suggestion', 'agent', 'operator')),
  asked_by uuid not null,
  asked_name text not null,
  device_id uuid,
  asked_at timestamptz not null default platform.now(),
  -- The delivery day is over: nobody decided.
  ends_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'moved', 'declined')),
  -- The next slot that the office offered; the shop orders for it, or does not.
  moved_to date check ((state = 'moved') = (moved_to is not null)),
  decided_by uuid check ((state = 'open') = (decided_by is null)),
  decided_name text not null default '',
  decided_at timestamptz,
  why text not null default '',
  primary key (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index late_request_outlet on ordering.late_request (distributor_id, outlet_id, asked_at desc);
create index late_request_asked on ordering.late_request (distributor_id, asked_at desc);
-- One at a time for an outlet and a day.
create unique index late_request_open on ordering.late_request (distributor_id, outlet_id, delivery_day)
  where state = 'open';

call platform.protect('ordering.late_request', 'select, insert, update');
