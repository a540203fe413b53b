-- Which script was spoken from; and a slip of the finger at the desk is taken back within a minute.
alter table rollout.contact add column script text;
grant delete on rollout.contact to tandem_app;
