/**
 * What a CommerceML file says, record by record, in the words of the trade and in integers.
 * Ids are the ERP's own texts. `null` means the file does not say it: a file of prices says
 * nothing about names, and nothing may be overwritten by its silence.
 */

/** Where a record begins: the file's name in the upload and the line of its opening tag, from 1. */
export type Place = { file: string; line: number }

/** An exact conversion: one of the unit holds numerator / denominator base units. */
export type Ratio = { numerator: number; denominator: number }

/** A unit as named by the file: `word` is its trade code (шт, кг …) when known, else as written. */
export type UnitName = { word: string; code: string | null; known: boolean }
export type UnitRatio = UnitName & Ratio

/** A price in 1/10 000 of the major unit per one `unit`; null when it could not be read. */
export type PriceEntry = {
  line: number
  priceTypeId: string
  valueE4: number | null
  /** ISO 4217 when known, else the word as written; null when the file is silent. */
  currency: string | null
  unit: UnitName | null
  coefficient: Ratio
  minQuantityMilli: number | null
}

/** A figure of one warehouse; the warehouse is null in a figure over all of them. */
export type StockEntry = { line: number; warehouseId: string | null; quantityMilli: number }

/** What goods and offers both may carry. Empty lists and null when the file is silent. */
export type Figures = {
  prices: PriceEntry[]
  /** Whether a price block stood there at all, even an empty one: then the old prices go. */
  saysPrices: boolean
  quantityMilli: number | null
  stocks: StockEntry[]
}

export type GroupRecord = Place & {
  kind: 'group'
  id: string
  name: string
  parentId: string | null
  deleted: boolean
}

export type CategoryRecord = Place & { kind: 'category'; id: string; name: string }

export type PropertyRecord = Place & {
  kind: 'property'
  id: string
  name: string
  values: { id: string; value: string }[]
  deleted: boolean
}

export type PriceTypeRecord = Place & {
  kind: 'price_type'
  id: string
  name: string
  currency: string | null
  vatIncluded: boolean | null
  deleted: boolean
}

export type WarehouseRecord = Place & {
  kind: 'warehouse'
  id: string
  name: string
  address: string | null
  deleted: boolean
}

/** A unit of the classifier; products may name it by its id or its code. */
export type UnitRecord = Place & { kind: 'unit'; id: string | null; unit: UnitName; name: string }

export type ProductRecord = Place &
  Figures & {
    kind: 'product'
    /** As written; may itself be product#characteristic. */
    id: string
    productId: string
    characteristicId: string | null
    article: string | null
    code: string | null
    name: string | null
    fullName: string | null
    groupIds: string[]
    categoryId: string | null
    unit: UnitName | null
    /** Other units the product is counted in, the base unit left out. */
    units: UnitRatio[]
    vatBp: number | null
    /** A rate that could not be read, as written. */
    vatWord: string | null
    /** «Без НДС»: not the same as 0 %. */
    vatExempt: boolean
    barcodes: string[]
    manufacturer: string | null
    brand: string | null
    country: string | null
    description: string | null
    pictures: string[]
    properties: { id: string; value: string }[]
    requisites: { name: string; value: string }[]
    weightGrams: number | null
    /** Sold by weight: the base unit is one of mass. */
    catchWeight: boolean
    deleted: boolean
  }

export type OfferRecord = Place &
  Figures & {
    kind: 'offer'
    /** product#characteristic, or the product alone. */
    id: string
    productId: string
    characteristicId: string | null
    name: string | null
    article: string | null
    barcodes: string[]
    unit: UnitName | null
    units: UnitRatio[]
    characteristics: { name: string; value: string }[]
    /** Parts of a kit. */
    components: { id: string; quantityMilli: number | null }[]
    deleted: boolean
  }

/** The frame around records, told when it closes. */
export type PackageRecord = Place & {
  kind: 'package'
  of: 'classifier' | 'catalogue' | 'offers'
  id: string | null
  name: string | null
  catalogueId: string | null
  classifierId: string | null
  /** СодержитТолькоИзменения; null when the file does not say it. */
  onlyChanges: boolean | null
  ownerName: string | null
}

export type DocumentLine = {
  line: number
  id: string | null
  productId: string | null
  characteristicId: string | null
  article: string | null
  name: string | null
  unit: UnitName | null
  quantityMilli: number | null
  priceE4: number | null
  sumMinor: number | null
  vatBp: number | null
  /** An order's service row (delivery) and no goods. */
  service: boolean
}

/** An order as the ERP speaks of it: with its lines, or only with its statuses. */
export type DocumentRecord = Place & {
  kind: 'document'
  id: string
  number: string | null
  day: string | null
  time: string | null
  operation: string | null
  role: string | null
  currency: string | null
  sumMinor: number | null
  comment: string | null
  payer: { id: string | null; name: string | null; taxNumber: string | null } | null
  lines: DocumentLine[]
  requisites: { name: string; value: string }[]
  erpNumber: string | null
  erpDay: string | null
  statusWord: string | null
  posted: boolean | null
  cancelled: boolean
  paid: boolean | null
  /** Day, or day and local time, as the ERP writes it: 2015-10-06 or 2015-10-06T14:00:00. */
  shippedAt: string | null
  paidAt: string | null
}

export type CommercemlRecord =
  | GroupRecord
  | CategoryRecord
  | PropertyRecord
  | PriceTypeRecord
  | WarehouseRecord
  | UnitRecord
  | ProductRecord
  | OfferRecord
  | PackageRecord
  | DocumentRecord

/** Everything strange that was met; the report of a run is made of these. */
export type OddityCode =
  | 'missing_id'
  | 'missing_name'
  | 'duplicate_id'
  | 'unreadable_number'
  | 'rounded_number'
  | 'unknown_unit'
  | 'unit_without_ratio'
  | 'repeated_unit'
  | 'unknown_currency'
  | 'unknown_price_type'
  | 'unknown_warehouse'
  | 'unknown_group'
  | 'unknown_product'
  | 'unknown_vat'
  | 'negative_stock'
  | 'negative_price'
  | 'zero_price'
  | 'without_price'
  | 'repeated_price'
  | 'odd_barcode'
  | 'deleted'
  | 'renamed'
  | 'repeated_name'
  | 'unknown_element'
  | 'control_character'
  | 'text_shortened'
  | 'encoding_differs'
  | 'unreadable_day'
  | 'sum_differs'
  | 'foreign_file'
  | 'nameless'
  | 'without_vat'
  | 'price_currency'
  | 'price_type_rekeyed'
  | 'warehouse_rekeyed'
  | 'picture_missing'
  | 'picture_unnamed'
  | 'too_many_oddities'
  | 'status_unknown'
  | 'status_wordless'
  | 'status_refused'

/** `done` says in English what the reader made of it; screens translate by code. */
export type Oddity = {
  file: string
  line: number
  id: string | null
  code: OddityCode
  detail: string
  done: string
  /** What has to be decided to mend it: a word, an id of a list; the row's own id when absent. */
  subject?: string
}

export type FileRefusalCode =
  | 'doctype'
  | 'too_deep'
  | 'text_too_long'
  | 'too_many_attributes'
  | 'record_too_large'
  | 'file_too_large'
  | 'too_many_records'
  | 'cut'
  | 'malformed'
  | 'wrong_encoding'
  | 'unknown_encoding'
  | 'not_xml'
  | 'not_commerceml'
  | 'not_a_table'
  | 'unknown_column'
  | 'empty'
  | 'unreadable'
  | 'too_many_files'
  | 'unsafe_name'

/** Why a file is not taken at all, and where: nothing of it may be written. */
export type FileRefusal = { code: FileRefusalCode; file: string; line: number; detail: string }

export type FileSummary = {
  file: string
  schemaVersion: string | null
  formedAt: string | null
  encoding: string
  /** Bytes after unpacking. */
  bytes: number
  records: number
}

/** `drain` is awaited between pieces of the file, told their bytes, so that a slow writer slows the reader. */
export type Handlers = {
  record: (record: CommercemlRecord) => void
  oddity: (oddity: Oddity) => void
  drain?: (bytesRead: number) => Promise<void>
  /** The id that a person gave to a row, by how the row is known. */
  idMended?: ((key: string) => string | undefined) | undefined
}
