-- Which rights of the standard roles a distributor was ever given. A right that stands here and not in
-- identity.role_right was taken away on purpose; one that stands in neither is new, and "tandem migrate" gives it.
create table identity.role_given (
  distributor_id uuid not null references identity.tenant (id),
  role text not null,
  right_code text not null,
  given_at timestamptz not null default platform.now(),
  primary key (distributor_id, role, right_code)
);
grant select, insert, delete on identity.role_given to tandem_identity;
