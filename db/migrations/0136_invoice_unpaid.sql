-- no transaction
-- Whose debts are overdue is asked all day, of all invoices that were ever written. Concurrently: invoices
-- come all day.
create index concurrently invoice_unpaid on accounts.invoice (distributor_id, due_day) where paid_minor < total_minor;
