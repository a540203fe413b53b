-- no transaction
-- Nothing asks for lines by their product alone; each line of an order paid for it.
drop index concurrently ordering.order_line_product;
