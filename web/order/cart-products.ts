import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import type { Checkout } from './checkout.ts'

/** What the cart's lines are: names, pictures, units. */
export function useCartProducts({ distributor, outletId, cart }: Checkout) {
  const productIds = cart.cart.lines.map((line) => line.productId)
  const shelf = useQuery({
    queryKey: ['shelf', distributor, outletId, 'cart', [...productIds].sort()],
    enabled: productIds.length > 0,
    queryFn: ({ signal }) => call.ordering.shelf({ distributor, outletId, productIds }, { signal }),
    placeholderData: keepPreviousData,
  })
  return new Map(shelf.data?.products.map((product) => [product.id, product]))
}
