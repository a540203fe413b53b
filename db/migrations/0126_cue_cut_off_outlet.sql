-- no transaction
-- The outlets of a cut-off are reminded in the order of their ids, so many at a time.
create index concurrently cue_cut_off_outlet on rollout.cue (distributor_id, cut_off_at, outlet_id);
