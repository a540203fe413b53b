-- Nothing is looked for by these: their statistics would cost autovacuum more than all the others.
alter table ordering.order_line
  alter column trace set statistics 0,
  alter column product_name set statistics 0,
  alter column product_code set statistics 0,
  alter column unit_code set statistics 0,
  alter column unit_numerator set statistics 0,
  alter column unit_denominator set statistics 0,
  alter column weight_grams set statistics 0,
  alter column net_minor set statistics 0,
  alter column vat_minor set statistics 0;
alter table ordering.checkout
  alter column reply set statistics 0,
  alter column body_hash set statistics 0;
alter table platform.fact alter column body set statistics 0;
