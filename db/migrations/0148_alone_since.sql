-- When an outlet first ordered by itself with nobody beside it: asked of each order that our people typed,
-- it was looked up among presence and orders anew each time the team's signs were shown. The night places
-- those anew that ordered so before this column was.
alter table rollout.ladder add column alone_since timestamptz;
