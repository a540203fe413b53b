-- What reminders do is told by cues of which the lot decided: an outlet's first four are always reminded
-- of, when it has no habit yet, and compared with others' later ones they made reminders look harmful.
-- Of reminders before this it is not known: the comparison begins anew.
alter table rollout.reminder add column drawn boolean not null default false;
