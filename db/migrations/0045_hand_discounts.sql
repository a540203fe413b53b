-- What agents and supervisors may take off a price by hand, and what they took.

-- A distributor without a row refuses what is over, and proposes a condition after three times.
create table ordering.hand_setting (
  distributor_id uuid not null references identity.tenant (id),
  when_over text not null default 'refuse' check (when_over in ('refuse', 'approval')),
  propose_after integer not null default 3 check (propose_after between 2 and 20),
  changed_at timestamptz not null default platform.now(),
  changed_by uuid,
  primary key (distributor_id)
);

-- The holder is 'agent', 'supervisor', 'office' (who only releases), or a person's id, which comes
-- before his role. Without a row nothing may be given.
create table ordering.hand_limit (
  distributor_id uuid not null references identity.tenant (id),
  holder text not null,
  percent_bp integer not null check (percent_bp between 0 and 5000),
  budget_minor bigint not null check (budget_minor >= 0),
  changed_at timestamptz not null default platform.now(),
  changed_by uuid,
  primary key (distributor_id, holder)
);

-- One row per person and month, locked before credit: what is given stays within the budget.
create table ordering.hand_spent (
  distributor_id uuid not null references identity.tenant (id),
  person_id uuid not null,
  month date not null check (extract(day from month) = 1),
  spent_minor bigint not null check (spent_minor >= 0),
  primary key (distributor_id, person_id, month)
);

-- taken_from null: it waits for a supervisor. As with reservations, its order is written after it.
create table ordering.hand_discount (
  distributor_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  outlet_id uuid not null,
  contract_id uuid not null,
  product_id uuid not null,
  unit_code text not null,
  percent_bp integer not null check (percent_bp between 1 and 5000),
  off_minor bigint not null check (off_minor >= 0),
  reason text not null check (reason in ('competitor', 'volume', 'expiry', 'mistake', 'loyalty')),
  giver_id uuid not null,
  giver_name text not null,
  given_at timestamptz not null default platform.now(),
  month date not null check (extract(day from month) = 1),
  taken_from uuid,
  given_back_at timestamptz,
  primary key (distributor_id, id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id)
);
create index hand_discount_order on ordering.hand_discount (distributor_id, order_id)
  where given_back_at is null;
create index hand_discount_outlet on ordering.hand_discount
  (distributor_id, outlet_id, product_id, given_at) where given_back_at is null;
create index hand_discount_given on ordering.hand_discount (distributor_id, given_at);

-- What was given again and again to one outlet: a person makes it the contract's condition, or not.
create table ordering.hand_proposal (
  distributor_id uuid not null,
  id uuid not null,
  outlet_id uuid not null,
  contract_id uuid not null,
  product_id uuid not null,
  unit_code text not null,
  percent_bp integer not null check (percent_bp between 1 and 5000),
  times integer not null check (times > 0),
  proposed_at timestamptz not null default platform.now(),
  decided_at timestamptz,
  decided_by uuid,
  accepted boolean,
  primary key (distributor_id, id),
  unique (distributor_id, outlet_id, contract_id, product_id, unit_code),
  check ((decided_at is null) = (accepted is null)),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id),
  foreign key (distributor_id, contract_id) references accounts.contract (distributor_id, id),
  foreign key (distributor_id, product_id) references catalogue.product (distributor_id, id)
);
create index hand_proposal_contract on ordering.hand_proposal (distributor_id, contract_id);
create index hand_proposal_product on ordering.hand_proposal (distributor_id, product_id);
create index hand_discount_contract on ordering.hand_discount (distributor_id, contract_id);
create index hand_discount_product on ordering.hand_discount (distributor_id, product_id);

call platform.protect('ordering.hand_setting', 'select, insert, update');
call platform.protect('ordering.hand_limit', 'select, insert, update, delete');
call platform.protect('ordering.hand_spent', 'select, insert, update');
call platform.protect('ordering.hand_discount', 'select, insert, update');
call platform.protect('ordering.hand_proposal', 'select, insert, update');
