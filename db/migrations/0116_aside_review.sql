-- What is set aside is looked at again, and brought back, by somebody.
alter table rollout.aside add column reviewed_by uuid;
alter table rollout.aside add column reviewed_at timestamptz;
alter table rollout.aside add column ended_by uuid;
