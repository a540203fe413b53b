import { contest } from './against-floor.ts'
import type { Figure } from './figure.ts'

/** W1: a page of 50 products of a category with own prices and stock. The control asks one by one. */
export const run = (): Promise<Figure> =>
  contest({
    name: 'catalogue-page',
    ratioMax: 2,
    requests: 600,
    rounds: 3,
    warmUp: 2000,
    ours: async ({ shop, distributor, outletId }) => {
      const { categories } = await shop.told<{ categories: { id: string }[] }>(
        'catalogue/categories',
        { distributor },
      )
      return async (i) => {
        const categoryId = categories[i % categories.length]?.id
        const input = { distributor, outletId, categoryId, limit: 50 }
        return (await shop.call('ordering/shelf', input)).status
      }
    },
    floor: (floor) => (i) =>
      floor.send('GET', `/items?cat=${i % 10}&after=${(i * 37) % 4000}`, 1 + (i % 64)),
    control: async ({ shop, distributor, outletId }) => {
      const { products } = await shop.told<{ products: { id: string }[] }>('ordering/shelf', {
        distributor,
        outletId,
        limit: 10,
      })
      return async () => {
        let status = 200
        for (const { id } of products) {
          const asked = { distributor, outletId, productIds: [id], limit: 1 }
          status = (await shop.call('ordering/shelf', asked)).status
        }
        return status
      }
    },
  })
