-- An invitation by message: what was asked for, and how it was foretold to leave.
alter table rollout.invitation add column asked text check (asked in ('counter', 'link', 'message'));
alter table rollout.invitation add column leaves jsonb;
