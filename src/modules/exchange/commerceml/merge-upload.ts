import type { Readable } from 'node:stream'
import { ok, type Result } from '../../../platform/result.ts'
import { compactRow, fresh, type Pool, rowPool } from './compact-rows.ts'
import { judgeUpload, type Known } from './judge-upload.ts'
import { FILE_LIMITS, type FileLimits } from './limits.ts'
import { mergeOffer, mergeProduct } from './merge-rows.ts'
import { readCommerceml } from './read-commerceml.ts'
import type { CommercemlRecord, FileRefusal, Oddity, PackageRecord } from './records.ts'
import type { Upload } from './upload.ts'
import { countUpload } from './upload-counts.ts'

/** A file of an upload; `open` is called once, when its turn has come. */
export type UploadFile = { name: string; open: () => Readable | string }

export type MergeOptions = {
  oddity: (oddity: Oddity) => void
  /** What earlier uploads made known: naming it is not strange. */
  known?: Known
  limits?: FileLimits
  drain?: () => Promise<void>
}

/**
 * Reads all files of an upload, in the order of their names, into one picture with its counts.
 * Refused as a whole when one file is: half an upload is no picture. 100 000 products with their
 * offers take about as much memory as their texts.
 */
export async function mergeUpload(
  files: readonly UploadFile[],
  options: MergeOptions,
): Promise<Result<Upload, FileRefusal>> {
  const upload = emptyUpload()
  const { oddity, drain } = options
  const taking = { upload, oddity, pool: rowPool() }
  const handlers = {
    record: (record: CommercemlRecord) => take(fresh(record), taking),
    oddity,
    ...(drain && { drain }),
  }
  for (const { name, open } of inOrder(files)) {
    const read = await readCommerceml(open(), name, handlers, options.limits ?? FILE_LIMITS)
    if (!read.ok) return read
    upload.files.push(read.value)
  }
  upload.full = { catalogue: isFull(upload, 'catalogue'), offers: isFull(upload, 'offers') }
  judgeUpload(upload, oddity, options.known)
  upload.counts = countUpload(upload)
  return ok(upload)
}

/**
 * Files in the order in which later ones win: by name, numbers as numbers (import2 before
 * import10), a name before its continuations (file.xml before "file (2).xml").
 */
export const inOrder = <T extends { name: string }>(files: readonly T[]): T[] =>
  files.toSorted((a, b) => byName(stem(a.name), stem(b.name)) || byName(a.name, b.name))

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })
const byName = (a: string, b: string) => COLLATOR.compare(a, b)
const stem = (name: string) => name.replace(/(?:\.xml)?(?:\.gz)?$/i, '')

const emptyUpload = (): Upload => ({
  files: [],
  packages: [],
  groups: new Map(),
  categories: new Map(),
  properties: new Map(),
  priceTypes: new Map(),
  warehouses: new Map(),
  units: [],
  products: new Map(),
  offers: new Map(),
  documents: [],
  full: { catalogue: false, offers: false },
  counts: {
    products: 0,
    offers: 0,
    priceTypes: 0,
    warehouses: 0,
    groups: 0,
    characteristics: 0,
    deleted: 0,
    withoutPrice: 0,
    zeroPrice: 0,
    negativeStock: 0,
    unknownProduct: 0,
  },
})

type Taking = { upload: Upload; oddity: (oddity: Oddity) => void; pool: Pool }

function take(record: CommercemlRecord, { upload, oddity, pool }: Taking): void {
  switch (record.kind) {
    case 'group':
      putNamed(upload.groups, record, oddity)
      return
    case 'category':
      putNamed(upload.categories, record, oddity)
      return
    case 'property':
      putNamed(upload.properties, record, oddity)
      return
    case 'price_type':
      putNamed(upload.priceTypes, record, oddity)
      return
    case 'warehouse':
      putNamed(upload.warehouses, record, oddity)
      return
    case 'product':
      put(upload.products, compactRow(record, pool), mergeProduct)
      return
    case 'offer':
      put(upload.offers, compactRow(record, pool), mergeOffer)
      return
    case 'unit':
      upload.units.push(record)
      return
    case 'package':
      upload.packages.push(record)
      return
    case 'document':
      upload.documents.push(record)
      return
    default:
      record satisfies never
  }
}

type Named = { id: string; name: string; file: string; line: number; kind: string }

function putNamed<T extends Named>(
  rows: Map<string, T>,
  row: T,
  oddity: (oddity: Oddity) => void,
): void {
  const earlier = rows.get(row.id)
  rows.set(row.id, row)
  if (!earlier || earlier.name === row.name) return
  const { file, line, id, kind } = row
  const detail = `${kind}: ${earlier.name.slice(0, 80)} → ${row.name.slice(0, 80)}`
  oddity({ file, line, id, code: 'renamed', detail, done: 'the later name is kept' })
}

function put<T extends { id: string }>(
  rows: Map<string, T>,
  row: T,
  merge: (earlier: T, later: T) => T,
): void {
  const earlier = rows.get(row.id)
  rows.set(row.id, earlier ? merge(earlier, row) : row)
}

function isFull(upload: Upload, of: PackageRecord['of']): boolean {
  const packages = upload.packages.filter((each) => each.of === of)
  return packages.length > 0 && packages.every(({ onlyChanges }) => onlyChanges === false)
}
