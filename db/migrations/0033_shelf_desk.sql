-- Servers remember for a minute by which contracts, price lists and warehouses an outlet buys, too.
create trigger shelf after insert or delete or update of outlet_type, price_zone, closed_at
  on outlets.outlet for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on outlets.outlet_payer
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on accounts.contract
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on accounts.selling_entity
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on pricing.signature
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on pricing.price_list
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on stock.warehouse
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on stock.outlet_warehouse
  for each statement execute function platform.tell_shelf();
