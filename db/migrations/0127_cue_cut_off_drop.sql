-- no transaction
-- The new index begins with the same columns.
drop index concurrently rollout.cue_cut_off;
