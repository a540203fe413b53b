-- A price list that an outlet does not buy by may change as it likes: servers keep what they remember of
-- other lists, and of papers. Null: something else changed than prices of these lists.
alter table platform.shelf_change add column price_lists uuid[];
grant update (price_lists) on platform.shelf_change to tandem_app;

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
    select id, pg_current_xact_id() from identity.tenant
    on conflict (distributor_id, xid) do update set price_lists = null;
  else
    insert into platform.shelf_change (distributor_id, xid)
    values (tenant::uuid, pg_current_xact_id())
    on conflict (distributor_id, xid) do update set price_lists = null;
  end if;
  return null;
end $$;

create function platform.tell_prices() returns trigger language plpgsql as $$
declare
  tenant text := coalesce(current_setting('tandem.distributor', true), '');
begin
  perform pg_notify('tandem_shelf', tenant);
  if pg_current_xact_id_if_assigned() is null or platform.now() is null
    or (tenant = '' and row_security_active('platform.shelf_change')) then
    return null;
  end if;
  insert into platform.shelf_change as c (distributor_id, xid, price_lists)
  select distributor_id, pg_current_xact_id(), array_agg(distinct price_list_id) from touched
  group by distributor_id
  on conflict (distributor_id, xid) do update set price_lists = case
    when c.price_lists is not null then (select array_agg(distinct id)
      from unnest(c.price_lists || excluded.price_lists) id) end;
  return null;
end $$;

drop trigger shelf on pricing.price;
-- A trigger sees the rows of one side by a name of its own: a change is told as gone and as come.
create trigger shelf_insert after insert on pricing.price referencing new table as touched
  for each statement execute function platform.tell_prices();
create trigger shelf_update_from after update on pricing.price referencing old table as touched
  for each statement execute function platform.tell_prices();
create trigger shelf_update_to after update on pricing.price referencing new table as touched
  for each statement execute function platform.tell_prices();
create trigger shelf_delete after delete on pricing.price referencing old table as touched
  for each statement execute function platform.tell_prices();
