import { contest } from './against-floor.ts'
import type { Figure } from './figure.ts'
import type { Floor } from './floor.ts'

const PEOPLE = 16
const PAGE = 20

// The floor starts without orders: its page is as full as ours.
async function placeAtFloor(floor: Floor): Promise<void> {
  for (let i = 0; i < PEOPLE * PAGE; i += 1) {
    const body = { ids: [1 + (i % 5000)], qty: [1], address: 'Kyiv' }
    await floor.send('POST', '/orders', 1 + (i % PEOPLE), body)
  }
}

/** W4: a page of 20 orders. The control reads each of the 20 whole, as a list of details would. */
export const run = (): Promise<Figure> =>
  contest({
    name: 'order-history',
    ratioMax: 2,
    requests: 1500,
    rounds: 3,
    warmUp: 2000,
    ours: async ({ shop, distributor, outletId }) => {
      const input = { distributor, outletId, limit: PAGE }
      return async () => (await shop.call('ordering/list', input)).status
    },
    floor: async (floor) => {
      await placeAtFloor(floor)
      return (i) => floor.send('GET', '/orders', 1 + (i % PEOPLE))
    },
    control: async ({ shop, distributor, outletId }) => {
      const { orders } = await shop.told<{ orders: { id: string }[] }>('ordering/list', {
        distributor,
        outletId,
        limit: PAGE,
      })
      return async () => {
        for (const { id } of orders.slice(0, 5)) {
          await shop.call('ordering/get', { distributor, orderId: id })
        }
        return (await shop.call('ordering/list', { distributor, outletId, limit: PAGE })).status
      }
    },
  })
