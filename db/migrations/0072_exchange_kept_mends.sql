-- Kept mends are seen on a page of their own: what each one answered, when a run last used it; forgotten ones
-- stay, so that forgetting can be undone.
-- People made its rows one by one, so that rewriting them takes no time that anybody notices.
-- squawk-ignore adding-field-with-default
alter table exchange.mend add column id uuid not null default gen_random_uuid();

alter table exchange.mend
  -- The row that it was said about.
  add column run_id uuid,
  add column row_no integer,
  add column code text,
  -- What stood there, and the decision as people read it; null: said before this was kept.
  add column said text,
  add column shown text,
  add column used_at timestamptz,
  add column used_run_id uuid,
  -- When it was last forgotten, or remembered again.
  add column settled_at timestamptz,
  add column forgotten_at timestamptz,
  add column forgotten_by text;

-- The kinds of mends are a closed union of the code.
alter table exchange.mend drop constraint mend_kind_check;
