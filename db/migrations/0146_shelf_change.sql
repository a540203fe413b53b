-- Which transactions changed what carts are priced by: a server that remembers it proves with each order,
-- by the snapshot it was read with, that nothing changed since.
create table platform.shelf_change (
  distributor_id uuid not null,
  xid xid8 not null,
  at timestamptz not null default platform.now(),
  primary key (distributor_id, xid)
);
call platform.protect('platform.shelf_change', 'select, insert');

create or replace function platform.tell_shelf() returns trigger language plpgsql as $$
declare
  tenant text := coalesce(current_setting('tandem.distributor', true), '');
begin
  perform pg_notify('tandem_shelf', tenant);
  -- A statement that found no row to change has no transaction to name; a database without its clock is being
  -- restored, and nobody remembers anything of it.
  if pg_current_xact_id_if_assigned() is null or platform.now() is null then
    return null;
  end if;
  if tenant = '' then
    -- Who names no tenant sees no tenant's rows, unless he is above them: then he may have changed anybody's.
    if row_security_active('platform.shelf_change') then
      return null;
    end if;
    insert into platform.shelf_change (distributor_id, xid)
    select id, pg_current_xact_id() from identity.tenant on conflict do nothing;
  else
    insert into platform.shelf_change (distributor_id, xid)
    values (tenant::uuid, pg_current_xact_id()) on conflict do nothing;
  end if;
  return null;
end $$;

-- Whom a change is no longer told of may have missed it: forgetting is a change, too.
create trigger shelf after delete on platform.shelf_change
  for each statement execute function platform.tell_shelf();

create trigger shelf after insert or update or delete on outlets.outlet_territory
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on outlets.territory
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on outlets.territory_agent
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on outlets.team
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on accounts.licence
  for each statement execute function platform.tell_shelf();
