-- Rows of tables are mended, too. How a table of the console was read: without it nobody could say whether what a
-- person types fits its column; null for what is no table, or one that the office read by its form.
alter table exchange.run add column mapping jsonb;
