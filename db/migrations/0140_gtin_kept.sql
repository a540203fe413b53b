-- Barcodes are moved and never deleted: a server's search is brought up to date by the rows that were written
-- (docs/decisions/019), and one that is gone is none of them.
revoke delete on catalogue.product_gtin from tandem_app;
