-- What tables of the ERP bring: rows known so far by their code only, history with its source, plans.

-- Named by another table before its own row came; that row ends it.
alter table catalogue.product add column placeholder_since timestamptz;
alter table outlets.outlet add column placeholder_since timestamptz;
alter table outlets.payer add column placeholder_since timestamptz;

-- Where an order's number is from: '' for our own, else the ERP's base, which numbers as it likes.
alter table ordering.order add column source text not null default '';
alter table ordering.order drop constraint order_distributor_id_selling_entity_id_number_key;

-- An agent's plan of a month: money in minor units, counts in thousandths; scope: a brand's code, or all.
create table field.plan (
  distributor_id uuid not null references identity.tenant (id),
  agent_id uuid not null,
  month date not null check (extract(day from month) = 1),
  measure text not null check (measure in
    ('value', 'quantity', 'active_outlets', 'lines', 'collected', 'new_outlets')),
  scope text not null default '',
  target bigint not null check (target >= 0),
  primary key (distributor_id, agent_id, month, measure, scope),
  foreign key (distributor_id, agent_id) references outlets.agent (distributor_id, id)
);
call platform.protect('field.plan', 'select, insert, update');

-- The cell that was odd, and the row as it stood where it was not taken: to mend and to try again.
alter table exchange.oddity add column field text;
alter table exchange.oddity add column value text;
alter table exchange.oddity add column cells jsonb;
-- What would change, by examples.
alter table exchange.run add column if not exists samples jsonb not null default '[]';
-- The kinds of runs are a closed union of the code.
alter table exchange.run drop constraint if exists run_kind_check;
