-- Servers remember for seconds who holds a session and what he may do. Whatever changes that tells
-- them with its commit, so that what is revoked is gone at once.
create function identity.tell_who() returns trigger language plpgsql as $$
begin
  perform pg_notify('tandem_who', '');
  return null;
end $$;

create trigger who after delete or update of revoked_at, expires_at, token_hash, person_id
  on identity.session for each statement execute function identity.tell_who();
create trigger who after delete or update of name, language
  on identity.person for each statement execute function identity.tell_who();
create trigger who after insert or update or delete
  on identity.membership for each statement execute function identity.tell_who();
create trigger who after insert or update or delete
  on identity.role_right for each statement execute function identity.tell_who();
create trigger who after update or delete
  on identity.tenant for each statement execute function identity.tell_who();
