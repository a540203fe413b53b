-- A price list that an outlet does not buy by may change as it likes: servers keep what they remember of
-- other lists, and of papers. The nil UUID: something else changed than prices of one list.
alter table platform.shelf_change
  add column price_list_id uuid not null default '00000000-0000-0000-0000-000000000000';
alter table platform.shelf_change drop constraint shelf_change_pkey;
alter table platform.shelf_change add primary key (distributor_id, xid, price_list_id);

create function platform.tell_prices() returns trigger language plpgsql as $$
begin
  perform pg_notify('tandem_shelf', coalesce(current_setting('tandem.distributor', true), ''));
  -- As in tell_shelf: nothing was written, or a database is being restored.
  if pg_current_xact_id_if_assigned() is null or platform.now() is null then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    insert into platform.shelf_change (distributor_id, xid, price_list_id)
    select distinct distributor_id, pg_current_xact_id(), price_list_id from gone
    on conflict do nothing;
  end if;
  if tg_op <> 'DELETE' then
    insert into platform.shelf_change (distributor_id, xid, price_list_id)
    select distinct distributor_id, pg_current_xact_id(), price_list_id from come
    on conflict do nothing;
  end if;
  return null;
end $$;

drop trigger shelf on pricing.price;
create trigger shelf_insert after insert on pricing.price referencing new table as come
  for each statement execute function platform.tell_prices();
create trigger shelf_update after update on pricing.price referencing old table as gone
  new table as come for each statement execute function platform.tell_prices();
create trigger shelf_delete after delete on pricing.price referencing old table as gone
  for each statement execute function platform.tell_prices();
