import { contest } from './against-floor.ts'
import type { Figure } from './figure.ts'

/** W4: a page of 20 orders. The control reads each of the 20 whole, as a list of details would. */
export const run = (): Promise<Figure> =>
  contest({
    name: 'order-history',
    ratioMax: 2,
    requests: 1500,
    rounds: 3,
    ours: async ({ shop, distributor, outletId }) => {
      const input = { distributor, outletId, limit: 20 }
      return async () => (await shop.call('ordering/list', input)).status
    },
    floor: (floor) => (i) => floor.send('GET', '/orders', 1 + (i % 64)),
    control: async ({ shop, distributor, outletId }) => {
      const { orders } = await shop.told<{ orders: { id: string }[] }>('ordering/list', {
        distributor,
        outletId,
        limit: 20,
      })
      return async () => {
        for (const { id } of orders.slice(0, 5)) {
          await shop.call('ordering/get', { distributor, orderId: id })
        }
        return (await shop.call('ordering/list', { distributor, outletId, limit: 20 })).status
      }
    },
  })
