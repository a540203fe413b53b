import { type LicenceKind, missingKinds } from '../accounts/licence-rules.ts'
import type { Desk } from './desk-queries.ts'
import type { ProductRow } from './line-queries.ts'
import type { ComposedLine } from './line-rules.ts'

type Papers = Pick<Desk, 'licences' | 'licensedCategories'>
type Sold = Pick<ProductRow, 'licenceKind' | 'categoryId'>

// The licence that a product may be sold with only: its own, else that of its category.
const licenceKindOf = (desk: Papers, product: Sold): LicenceKind | null =>
  product.licenceKind ?? desk.licensedCategories[product.categoryId ?? ''] ?? null

export type MissingLicence = { kind: LicenceKind; productIds: string[] }

/** The licences that these lines need and the outlet does not have on the delivery day. */
export function licencesMissing(
  desk: Papers,
  lines: Pick<ComposedLine, 'product'>[],
  deliveryDay: string,
): MissingLicence[] {
  const needed = lines.flatMap(({ product }) => licenceKindOf(desk, product) ?? [])
  return missingKinds(needed, desk.licences, deliveryDay).map((kind) => ({
    kind,
    productIds: lines
      .filter(({ product }) => licenceKindOf(desk, product) === kind)
      .map(({ product }) => product.id),
  }))
}
