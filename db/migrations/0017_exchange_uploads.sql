-- Uploads are kept and replayed; oddities are mended once and for later uploads; a big drop waits.

-- What came in, from whom, and in which files; the bytes lie in the data folder until they are purged.
create table exchange.upload (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  -- Whose ids its files speak: two ERPs may call different goods by one id.
  feed text not null,
  received_at timestamptz not null default platform.now(),
  received_by text not null default '',
  purged_at timestamptz,
  primary key (distributor_id, id)
);
create index upload_received on exchange.upload (distributor_id, received_at desc);

create table exchange.upload_file (
  distributor_id uuid not null,
  upload_id uuid not null,
  no integer not null check (no > 0),
  name text not null,
  bytes bigint not null check (bytes >= 0),
  -- What was found in it: kind, charset, schema, records.
  about jsonb not null default '{}',
  primary key (distributor_id, upload_id, no),
  unique (distributor_id, upload_id, name),
  foreign key (distributor_id, upload_id) references exchange.upload (distributor_id, id)
);

alter table exchange.run drop constraint run_kind_check;
alter table exchange.run add constraint run_kind_known
  check (kind in ('catalogue', 'orders', 'statuses', 'table')) not valid;
alter table exchange.run drop constraint run_status_check;
-- replaced: a later run of the same upload took its place before anybody decided.
alter table exchange.run add constraint run_status_known
  check (status in ('receiving', 'running', 'done', 'refused', 'failed', 'waiting_approval', 'declined',
    'replaced')) not valid;
alter table exchange.run
  add column upload_id uuid,
  add column replay_of uuid,
  -- The open exchange that asked for it, and what it had sent by then: asked again, it is not run again.
  add column session_key text,
  add column progress jsonb,
  -- A run whose process died is told by its silence.
  add column heard_at timestamptz,
  add column changes jsonb not null default '{}',
  add column samples jsonb not null default '[]',
  add column decided_by text,
  add column decided_at timestamptz;
alter table exchange.run add constraint run_upload
  foreign key (distributor_id, upload_id) references exchange.upload (distributor_id, id) not valid;

-- quarantined: nothing of it was written; subject: what has to be mended, when detail says more than that.
alter table exchange.oddity
  add column quarantined boolean not null default false,
  add column subject text;

-- Gone: the last full file of its feed did not name it any more.
alter table exchange.link add column gone_at timestamptz;

-- What a person decided about an odd row; it is laid over every later upload of the feed.
create table exchange.mend (
  distributor_id uuid not null references identity.tenant (id),
  feed text not null,
  kind text not null check (kind in
    ('item', 'row', 'unit', 'currency', 'vat', 'price_type', 'warehouse', 'group', 'status', 'document')),
  external_id text not null,
  field text not null,
  value text not null,
  mended_by text not null default '',
  mended_at timestamptz not null default platform.now(),
  primary key (distributor_id, feed, kind, external_id, field)
);

-- Pictures come by name, before or after the goods that name them.
create table exchange.picture (
  distributor_id uuid not null,
  feed text not null,
  path text not null,
  file_id uuid not null,
  sha256 bytea not null,
  primary key (distributor_id, feed, path),
  foreign key (distributor_id, file_id) references platform.file (distributor_id, id)
);
create table exchange.item_picture (
  distributor_id uuid not null references identity.tenant (id),
  feed text not null,
  external_id text not null,
  path text not null,
  primary key (distributor_id, feed, external_id)
);
create index item_picture_path on exchange.item_picture (distributor_id, feed, path);

-- Orders as the ERP tells them. The same word again changes nothing; those that are not ours are kept whole.
create table exchange.document (
  distributor_id uuid not null references identity.tenant (id),
  feed text not null,
  external_id text not null,
  number text,
  content_hash bytea not null,
  order_id uuid,
  body jsonb,
  first_at timestamptz not null default platform.now(),
  changed_at timestamptz not null default platform.now(),
  primary key (distributor_id, feed, external_id),
  foreign key (distributor_id, order_id) references ordering.order (distributor_id, id)
);
create index document_order on exchange.document (distributor_id, order_id) where order_id is not null;

-- Files of orders that came before, byte for byte: some systems send them thousands of times.
create table exchange.document_file (
  distributor_id uuid not null references identity.tenant (id),
  feed text not null,
  sha256 bytea not null,
  first_at timestamptz not null default platform.now(),
  primary key (distributor_id, feed, sha256)
);

-- What the ERP says of a product beside its columns: [{name, value}].
alter table catalogue.product add column traits jsonb not null default '[]';

call platform.protect('exchange.upload', 'select, insert, update');
call platform.protect('exchange.upload_file', 'select, insert, update');
call platform.protect('exchange.mend', 'select, insert, update, delete');
call platform.protect('exchange.picture', 'select, insert, update');
call platform.protect('exchange.item_picture', 'select, insert, update');
call platform.protect('exchange.document', 'select, insert, update');
call platform.protect('exchange.document_file', 'select, insert');
