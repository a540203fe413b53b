alter table catalogue.brand validate constraint brand_team;
