import type { Given } from '../../../../test/tables.ts'

/** The columns of the lines below. */
export const HEAD = 'Номер;Дата;Точка;Товар;К-сть;Сума;Автор\n'
/** Two orders and a return of a town, as an old ERP wrote them. */
export const LINES: Given = {
  kind: 'order-lines',
  fields: {
    number: 'Номер',
    day: 'Дата',
    outlet: 'Точка',
    product: 'Товар',
    quantity: 'К-сть',
    total: 'Сума',
    author: 'Автор',
  },
  text:
    `${HEAD}77;02.11.2026;O1;P1;10;300,00;Агент 1\n` +
    '77;02.11.2026;O1;P2;2,5;50,01;Агент 1\n' +
    '78;02.11.2026 18:30;O2;P1;1;30,00;сайт\n' +
    '79;03.11.2026;O1;P1;-2;-60,00;Агент 1\n',
  more: {
    settings: { source: 'old-erp' },
    channels: {
      rules: [
        { of: 'author', is: ['сайт'], channel: 'portal' },
        { of: 'author', begins: ['Агент'], channel: 'agent' },
      ],
    },
  },
}
/** The same table with other lines. */
export const withText = (lines: string, more: Partial<Given> = {}): Given => ({
  ...LINES,
  text: HEAD + lines,
  ...more,
})

/** The counted days of a town, and what a raw recount of its documents says. */
export const DAYS = `select outlet_id, day::text, channel, orders, lines, total_minor, delivered_minor,
    returned_minor from goals.outlet_day
  where (orders, lines, total_minor, returned_minor) <> (0, 0, 0, 0)`
export const RAW = `select outlet_id, day::text, channel, sum(orders)::int as orders, sum(lines)::int as lines,
    sum(total)::bigint as total_minor, sum(delivered)::bigint as delivered_minor,
    sum(returned)::bigint as returned_minor from (
    select outlet_id, delivery_day as day, channel, 1 as orders, line_count as lines,
      total_minor as total, coalesce(delivered_minor, 0) as delivered, 0 as returned
    from ordering.order where status <> 'cancelled'
    union all select outlet_id, day, channel, 0, 0, 0, 0, total_minor
    from ordering.return_document) x group by outlet_id, day, channel`
