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

/** What the files of one upload name once for all goods: the later file's word over the earlier's. */
export type Classifier = {
  groups: Map<string, GroupRecord>
  categories: Map<string, CategoryRecord>
  properties: Map<string, PropertyRecord>
  priceTypes: Map<string, PriceTypeRecord>
  warehouses: Map<string, WarehouseRecord>
  units: UnitRecord[]
}

/** A batch of an upload's goods: all that the files say of each, laid over each other. */
export type Part = {
  products: Map<string, ProductRecord>
  offers: Map<string, OfferRecord>
  documents: Map<string, DocumentRecord>
}

/** An upload whose files were all read; its goods come in parts, for they may be many. */
export type ReadUpload = {
  files: FileSummary[]
  packages: PackageRecord[]
  classifier: Classifier
  /** Of the first price that says one. */
  priceCurrency: string | null
  /** Said in full by every package of the kind: what is missing then is gone. */
  full: { catalogue: boolean; offers: boolean }
  parts: () => AsyncGenerator<Part>
  /** Removes what waits on disk; to be called in every case. */
  remove: () => Promise<void>
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
