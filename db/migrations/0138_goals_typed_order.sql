-- Orders of the last weeks that our people typed, narrow and alone: where somebody may need help is asked of
-- them, and all orders of four weeks were read for it.
create table goals.typed_order (
  distributor_id uuid not null,
  order_id uuid not null,
  outlet_id uuid not null,
  person_id uuid not null,
  placed_at timestamptz not null,
  near boolean not null,
  retyped boolean not null,
  primary key (distributor_id, order_id),
  foreign key (distributor_id, outlet_id) references outlets.outlet (distributor_id, id)
);
create index typed_order_placed on goals.typed_order (distributor_id, placed_at);
create index typed_order_outlet on goals.typed_order (distributor_id, outlet_id);
call platform.protect('goals.typed_order', 'select, insert, update, delete');
