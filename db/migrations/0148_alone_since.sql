-- When an outlet first ordered by itself with nobody beside it: asked of each order that our people typed,
-- it was looked up among presence and orders anew each time the team's signs were shown.
alter table rollout.ladder add column alone_since timestamptz;
update rollout.ladder l set alone_since = f.at
from (select p.distributor_id, p.outlet_id, min(o.placed_at) as at from rollout.presence p
  join ordering.order o on o.distributor_id = p.distributor_id and o.id = p.order_id
  where p.verdict = 'alone' and o.status not in ('draft', 'cancelled', 'rejected', 'returned')
  group by p.distributor_id, p.outlet_id) f
where l.distributor_id = f.distributor_id and l.outlet_id = f.outlet_id;
