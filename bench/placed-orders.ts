import type { Reply } from './shop-client.ts'
import { placedOf } from './shoppers.ts'
import type { UnderTest } from './under-test.ts'

export type PlacedRow = { checkoutId: string; orders: string[]; totalMinor: number }

/** The checkouts of these ids as the database holds them. */
export async function placedRows(
  query: UnderTest['query'],
  checkoutIds: string[],
): Promise<Map<string, PlacedRow>> {
  const rows = await query<PlacedRow>(
    `select c.id as "checkoutId", array_agg(o.id::text || ' ' || o.number order by o.id) as orders,
       sum(o.total_minor)::bigint as "totalMinor"
     from ordering.checkout c join ordering.order o
       on o.distributor_id = c.distributor_id and o.checkout_id = c.id
     where c.id = any($1::uuid[]) group by c.id`,
    [checkoutIds],
  )
  return new Map(rows.map((row) => [row.checkoutId, row]))
}

/** Whether a reply acknowledged just the orders that are there. */
export function tellsTruth(reply: Reply | undefined, row: PlacedRow | undefined): boolean {
  if (reply?.status !== 200 || !row) return false
  const { orders, totalMinor } = placedOf(reply)
  const told = orders.map(({ id, number }) => `${id} ${number}`).sort()
  return told.join() === row.orders.join() && totalMinor === row.totalMinor
}

export const checkoutCount = async (query: UnderTest['query']): Promise<number> =>
  (await query<{ n: number }>('select count(*)::int as n from ordering.checkout'))[0]?.n ?? 0
