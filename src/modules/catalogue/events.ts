/** Products came, changed, were shown or hidden; null: so many that all count. */
export type ProductsChanged = {
  type: 'catalogue.products_changed'
  distributorId: string
  productIds: string[] | null
}

export const productsChanged = (
  distributorId: string,
  productIds: string[] | null,
): ProductsChanged => ({ type: 'catalogue.products_changed', distributorId, productIds })
