import type {
  CategoryRecord,
  DocumentRecord,
  FileSummary,
  GroupRecord,
  OfferRecord,
  PackageRecord,
  PriceTypeRecord,
  ProductRecord,
  PropertyRecord,
  UnitRecord,
  WarehouseRecord,
} from './records.ts'

/** What the files of one upload say together: one row per id, the later file's word over the earlier's. */
export type Upload = {
  files: FileSummary[]
  packages: PackageRecord[]
  groups: Map<string, GroupRecord>
  categories: Map<string, CategoryRecord>
  properties: Map<string, PropertyRecord>
  priceTypes: Map<string, PriceTypeRecord>
  warehouses: Map<string, WarehouseRecord>
  units: UnitRecord[]
  products: Map<string, ProductRecord>
  offers: Map<string, OfferRecord>
  documents: DocumentRecord[]
  /** Said in full by every package of the kind: what is missing then is gone. */
  full: { catalogue: boolean; offers: boolean }
  counts: UploadCounts
}

/** Distinct ids over all files of an upload. */
export type UploadCounts = {
  products: number
  offers: number
  priceTypes: number
  warehouses: number
  groups: number
  /** Offers whose id is product#characteristic. */
  characteristics: number
  /** Ids of products or offers marked as deleted. */
  deleted: number
  /** Offers with no readable price. */
  withoutPrice: number
  /** Offers all of whose prices are 0. */
  zeroPrice: number
  /** Ids with any stock figure below 0. */
  negativeStock: number
  /** Offers whose product is in none of the files. */
  unknownProduct: number
}
