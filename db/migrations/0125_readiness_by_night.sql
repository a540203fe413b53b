-- Readiness is judged by the night, for outlets that changed: what each was judged by, and through which
-- day of history; outlets whose orders changed wait for the night. Judged before: judged anew once.
alter table rollout.readiness add column facts jsonb;
alter table rollout.readiness add column through_day date;

create table rollout.readiness_due (
  distributor_id uuid not null,
  outlet_id uuid not null,
  primary key (distributor_id, outlet_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);

call platform.protect('rollout.readiness_due', 'select, insert, update, delete');
