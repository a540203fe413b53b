-- Servers remember pages of the shelf for a minute. Whatever changes one tells them with its commit.
create function platform.tell_shelf() returns trigger language plpgsql as $$
begin
  perform pg_notify('tandem_shelf', coalesce(current_setting('tandem.distributor', true), ''));
  return null;
end $$;

create trigger shelf after insert or update or delete on catalogue.product
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on catalogue.product_unit
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on catalogue.brand
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on catalogue.category
  for each statement execute function platform.tell_shelf();
create trigger shelf after insert or update or delete on pricing.price
  for each statement execute function platform.tell_shelf();
