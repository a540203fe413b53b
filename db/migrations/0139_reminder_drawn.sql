-- What reminders do is told by cues of which the lot decided: an outlet's first four are always reminded
-- of, when it has no habit yet, and compared with others' later ones they made reminders look harmful.
alter table rollout.reminder add column drawn boolean not null default false;
update rollout.reminder r set drawn = true
from (select distributor_id, outlet_id, delivery_day,
    row_number() over (partition by distributor_id, outlet_id order by delivery_day) as nth
  from rollout.cue) c
where c.distributor_id = r.distributor_id and c.outlet_id = r.outlet_id
  and c.delivery_day = r.delivery_day and (r.held_out or (c.nth > 4 and r.planned_at <= (
    select max(h.planned_at) from rollout.reminder h
    where h.distributor_id = r.distributor_id and h.held_out)));
