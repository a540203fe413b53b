-- no transaction
create index concurrently brand_team on catalogue.brand (distributor_id, team_id);
