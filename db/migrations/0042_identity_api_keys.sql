-- Keys of a distributor's own programmes for the REST API; what one may do is rows, as with roles.
create table identity.api_key (
  distributor_id uuid not null references identity.tenant (id),
  id uuid not null,
  name text not null check (name <> ''),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  made_at timestamptz not null default platform.now(),
  made_by uuid not null references identity.person (id),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (distributor_id, id)
);
create index api_key_distributor on identity.api_key (distributor_id, made_at);

create table identity.api_key_right (
  distributor_id uuid not null,
  key_id uuid not null,
  right_code text not null,
  primary key (distributor_id, key_id, right_code),
  foreign key (distributor_id, key_id) references identity.api_key (distributor_id, id)
);

grant select, insert, update on identity.api_key to tandem_identity;
grant select, insert on identity.api_key_right to tandem_identity;
