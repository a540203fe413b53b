import { prepared, type Tx } from '../../platform/db.ts'

const SUMS = ['orders', 'lines', 'total_minor', 'delivered_minor', 'returned_minor']

/** The days of a joined outlet are the other's: sums are added, the old days are emptied. */
export const moveDays = (tx: Tx, join: { distributorId: string; from: string; into: string }) =>
  prepared(tx, {
    name: 'move_outlet_days',
    text: `with was as materialized (
        select * from goals.outlet_day where distributor_id = $1 and outlet_id = $2 for update),
      emptied as (
        update goals.outlet_day set ${SUMS.map((sum) => `${sum} = 0`).join(', ')}
        where distributor_id = $1 and outlet_id = $2),
      orders as (
        update goals.counted_order set outlet_id = $3 where distributor_id = $1 and outlet_id = $2),
      typed as (
        update goals.typed_order set outlet_id = $3 where distributor_id = $1 and outlet_id = $2),
      returns as (
        update goals.counted_return set outlet_id = $3
        where distributor_id = $1 and outlet_id = $2)
      insert into goals.outlet_day as d (distributor_id, outlet_id, day, channel,
        ${SUMS.join(', ')})
      select $1, $3, day, channel, ${SUMS.join(', ')} from was
      on conflict (distributor_id, outlet_id, day, channel) do update set
        ${SUMS.map((sum) => `${sum} = d.${sum} + excluded.${sum}`).join(', ')}`,
    values: [join.distributorId, join.from, join.into],
  })
