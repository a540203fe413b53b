import type { Readable } from 'node:stream'
import { ok, type Result } from '../../../platform/result.ts'
import { rowKey } from '../mend-field-rules.ts'
import { FileRefused } from './file-refused.ts'
import { FILE_LIMITS, type FileLimits } from './limits.ts'
import { mergeOffer, mergeProduct } from './merge-rows.ts'
import { readCommerceml } from './read-commerceml.ts'
import type {
  CommercemlRecord,
  DocumentRecord,
  FileRefusal,
  FileSummary,
  Handlers,
  Oddity,
  OfferRecord,
  PackageRecord,
  Place,
  ProductRecord,
} from './records.ts'
import { makeSpool, type Spool } from './spool.ts'
import type { Classifier, Part, ReadUpload } from './upload.ts'

/** A file of an upload; `open` is called once, when its turn has come. */
export type UploadFile = { name: string; open: () => Promise<Readable> | Readable | string }

export type ReadOptions = {
  oddity: (oddity: Oddity) => void
  /** Ids that people gave to rows, by how these are known. */
  idMended?: Handlers['idMended']
  limits?: FileLimits
  /** Told after each piece of a file, so that others get their turn. */
  breathe?: (read: { file: string; no: number }) => Promise<void>
}

type Goods = ProductRecord | OfferRecord | DocumentRecord

/**
 * Reads all files of an upload, in the order of their names. Refused as a whole when one file is:
 * half an upload is no picture. Goods wait on disk, so that memory does not grow with them.
 */
export async function readUpload(
  files: readonly UploadFile[],
  options: ReadOptions,
): Promise<Result<ReadUpload, FileRefusal>> {
  const goods = makeSpool<Goods>()
  const classifier = emptyClassifier()
  const reading: Reading = {
    goods,
    packages: [],
    classifier,
    classifierChars: 0,
    priceCurrency: null,
    options,
  }
  const read: FileSummary[] = []
  try {
    for (const [no, file] of inOrder(files).entries()) {
      const summary = await readOne(file, no, reading)
      if (!summary.ok) {
        await goods.remove()
        return summary
      }
      read.push(summary.value)
    }
  } catch (error) {
    await goods.remove()
    throw error
  }
  const { packages } = reading
  return ok({
    files: read,
    packages,
    classifier,
    priceCurrency: reading.priceCurrency,
    full: { catalogue: isFull(packages, 'catalogue'), offers: isFull(packages, 'offers') },
    parts: partsTold(goods, options.oddity),
    remove: goods.remove,
  })
}

type Reading = {
  goods: Spool<Goods>
  packages: PackageRecord[]
  classifier: Classifier
  classifierChars: number
  priceCurrency: string | null
  options: ReadOptions
}

async function readOne({ name, open }: UploadFile, no: number, reading: Reading) {
  const { goods, options } = reading
  const handlers = {
    record: (record: CommercemlRecord) => take(record, reading),
    oddity: options.oddity,
    idMended: options.idMended,
    async drain(bytesRead: number) {
      await goods.drain(bytesRead)
      await options.breathe?.({ file: name, no })
    },
  }
  return readCommerceml(await open(), name, handlers, options.limits ?? FILE_LIMITS)
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

const emptyClassifier = (): Classifier => ({
  groups: new Map(),
  categories: new Map(),
  properties: new Map(),
  priceTypes: new Map(),
  warehouses: new Map(),
  units: [],
})

function take(record: CommercemlRecord, reading: Reading): void {
  const { classifier, goods, packages } = reading
  switch (record.kind) {
    case 'group':
      putNamed(classifier.groups, record, reading)
      break
    case 'category':
      putNamed(classifier.categories, record, reading)
      break
    case 'property':
      putNamed(classifier.properties, record, reading)
      break
    case 'price_type':
      putNamed(classifier.priceTypes, record, reading)
      break
    case 'warehouse':
      putNamed(classifier.warehouses, record, reading)
      break
    case 'unit':
      classifier.units.push(held(record, reading))
      break
    case 'package':
      packages.push(held(record, reading))
      break
    case 'product':
    case 'offer':
      reading.priceCurrency ??= record.prices.find(({ currency }) => currency)?.currency ?? null
      // What is said of a product and of its offers meets in one batch.
      goods.put(record.productId, record)
      break
    case 'document':
      goods.put(record.id, record)
      break
    default:
      record satisfies never
  }
}

// A text cut out of a file keeps the whole piece of the file alive; a copy lets it go.
function held<T extends { file: string; line: number }>(record: T, reading: Reading): T {
  const text = JSON.stringify(record)
  reading.classifierChars += text.length
  const max = (reading.options.limits ?? FILE_LIMITS).classifierCharsMax
  if (reading.classifierChars <= max) return JSON.parse(text) as T
  const detail = `groups, properties and the like of more than ${max} characters`
  throw new FileRefused('file_too_large', { file: record.file, line: record.line, detail })
}

type Named = { id: string; name: string; file: string; line: number; kind: string }

function putNamed<T extends Named>(rows: Map<string, T>, told: T, reading: Reading): void {
  const { oddity } = reading.options
  const row = held(told, reading)
  const earlier = rows.get(row.id)
  rows.set(row.id, row)
  if (!earlier) return
  const { file, line, id, kind } = row
  if (earlier.file === file) {
    oddity(duplicate(row))
  }
  if (earlier.name === row.name) return
  const detail = `${kind}: ${earlier.name.slice(0, 80)} → ${row.name.slice(0, 80)}`
  oddity({ file, line, id, code: 'renamed', detail, done: 'the later name is kept' })
}

function duplicate(row: Place & { kind: string; id: string; name?: string | null }): Oddity {
  const { file, line, id, kind, name = null } = row
  const subject = rowKey(kind, name, id)
  return { file, line, id, code: 'duplicate_id', detail: kind, done: 'the later one wins', subject }
}

// Goods and orders are gone through one after the other: a doubled id is told the first time.
function partsTold(goods: Spool<Goods>, oddity: (oddity: Oddity) => void) {
  let told = false
  return () => {
    const first = !told
    told = true
    return partsOf(goods, first ? oddity : () => undefined)
  }
}

async function* partsOf(
  goods: Spool<Goods>,
  oddity: (oddity: Oddity) => void,
): AsyncGenerator<Part> {
  for await (const batch of goods.batches()) {
    const part: Part = { products: new Map(), offers: new Map(), documents: new Map() }
    const saidIn = new Map<string, string>()
    for (const row of batch) {
      const { kind, id, file } = row
      const key = `${kind} ${id}`
      if (saidIn.get(key) === file) {
        oddity(duplicate(row))
      }
      saidIn.set(key, file)
      lay(part, row)
    }
    yield part
  }
}

function lay(part: Part, row: Goods): void {
  if (row.kind === 'document') part.documents.set(row.id, row)
  else if (row.kind === 'product') {
    const earlier = part.products.get(row.id)
    part.products.set(row.id, earlier ? mergeProduct(earlier, row) : row)
  } else {
    const earlier = part.offers.get(row.id)
    part.offers.set(row.id, earlier ? mergeOffer(earlier, row) : row)
  }
}

function isFull(packages: PackageRecord[], of: PackageRecord['of']): boolean {
  const said = packages.filter((each) => each.of === of)
  return said.length > 0 && said.every(({ onlyChanges }) => onlyChanges === false)
}
