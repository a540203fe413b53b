/** Prices of products in a list changed; null: of so many products that all count. */
export type PriceChange = { listId: string; productIds: string[] | null }
export type PricesChanged = {
  type: 'pricing.prices_changed'
  distributorId: string
  changes: PriceChange[]
}

export const pricesChanged = (distributorId: string, changes: PriceChange[]): PricesChanged => ({
  type: 'pricing.prices_changed',
  distributorId,
  changes,
})
