-- The exclusive team that a brand was given to: its later products are that team's, too.
alter table catalogue.brand add column team_id uuid;
alter table catalogue.brand add constraint brand_team
  foreign key (distributor_id, team_id) references outlets.team (distributor_id, id) not valid;
