-- Measured beside the queue: how many reactions wait for a person.
create policy measured on platform.parked_reaction for select to tandem_worker using (true);
grant select on platform.parked_reaction to tandem_worker;

-- A partition asked past its parent shows its owner what the parent would: a backup copies it so.
create policy tenant on ordering.order_event_other using (distributor_id = platform.tenant())
  with check (distributor_id = platform.tenant());

-- Makes the month's partition. Rows of the month that the default one took meanwhile (a server that
-- slept, a demo's clock set ahead) move over, else the partition could never be made.
create or replace procedure ordering.make_event_month(month date) language plpgsql as $$
declare
  partition_name text := 'order_event_' || to_char(month, 'YYYYMM');
  partition text := format('ordering.%I', partition_name);
  from_at timestamptz := date_trunc('month', month::timestamp) at time zone 'UTC';
  to_at timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC';
begin
  -- Of several that make it at once the first does, the others find it.
  perform pg_advisory_xact_lock(7303, 1);
  if to_regclass(partition) is null then
    execute format('create table %s (like ordering.order_event including defaults including constraints)',
      partition);
    -- Behind forced security without a tenant not even the owner sees a row.
    alter table ordering.order_event_other no force row level security;
    execute format('with moved as (
        delete from ordering.order_event_other where at >= %L and at < %L returning *)
      insert into %s select * from moved', from_at, to_at, partition);
    alter table ordering.order_event_other force row level security;
    execute format('alter table ordering.order_event attach partition %s for values from (%L) to (%L)',
      partition, from_at, to_at);
    execute format('alter table %s enable row level security', partition);
    execute format('alter table %s force row level security', partition);
  end if;
  if not exists (select from pg_policy where polrelid = partition::regclass) then
    execute format('create policy tenant on %s using (distributor_id = platform.tenant())
      with check (distributor_id = platform.tenant())', partition);
  end if;
end $$;
