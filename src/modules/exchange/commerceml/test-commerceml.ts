import { Readable } from 'node:stream'
import { countClassifier, countPart } from './count-rules.ts'
import { judgeOf, type Known } from './judge-upload.ts'
import { FILE_LIMITS, type FileLimits } from './limits.ts'
import { readCommerceml } from './read-commerceml.ts'
import { readUpload, type UploadFile } from './read-upload.ts'
import type { CommercemlRecord, Oddity } from './records.ts'
import type { Part } from './upload.ts'

/** Reads bytes or text as one file, in pieces of a given size, and keeps all that was told. */
export async function readAll(
  content: string | Buffer,
  given: { file?: string; pieceBytes?: number; limits?: Partial<FileLimits> } = {},
) {
  const bytes = Buffer.from(content as string)
  const records: CommercemlRecord[] = []
  const oddities: Oddity[] = []
  const handlers = {
    record: (record: CommercemlRecord) => void records.push(record),
    oddity: (oddity: Oddity) => void oddities.push(oddity),
  }
  const limits = { ...FILE_LIMITS, ...given.limits }
  const source = Readable.from(pieces(bytes, given.pieceBytes ?? 65_536))
  const result = await readCommerceml(source, given.file ?? 'import.xml', handlers, limits)
  const of = <K extends CommercemlRecord['kind']>(kind: K) =>
    records.filter(
      (record): record is Extract<CommercemlRecord, { kind: K }> => record.kind === kind,
    )
  return { result, records, oddities, of, codes: oddities.map(({ code }) => code) }
}

function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** A file with the given body under its root. */
export const commerceml = (body: string, attributes = ' ВерсияСхемы="2.08"'): string =>
  `${DECLARATION}<КоммерческаяИнформация${attributes}>${body}</КоммерческаяИнформация>`

/** A file of a catalogue with these products. */
export const catalogue = (products: string): string =>
  commerceml(
    `<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид><Товары>${products}</Товары></Каталог>`,
  )

/** A file of a package with these offers; `before` may hold price types and warehouses. */
export const offers = (rows: string, before = ''): string =>
  commerceml(
    `<ПакетПредложений СодержитТолькоИзменения="false"><Ид>c#</Ид>${before}` +
      `<Предложения>${rows}</Предложения></ПакетПредложений>`,
  )

/** Everything an upload says, its parts put together, with its counts and oddities. */
export async function openUpload(
  files: readonly UploadFile[],
  known: Known & { products?: ReadonlySet<string> } = NOTHING,
) {
  const oddities: Oddity[] = []
  const oddity = (odd: Oddity) => void oddities.push(odd)
  const read = await readUpload(files, { oddity })
  if (!read.ok) return { refusal: read.refusal, upload: undefined, oddities }
  const { classifier, full } = read.value
  const counts = countClassifier(classifier)
  const judge = judgeOf(classifier, oddity, known)
  const goods: Part = { products: new Map(), offers: new Map(), documents: new Map() }
  for await (const part of read.value.parts()) {
    judge.part(part, known.products ?? new Set())
    countPart(counts, part)
    for (const [id, row] of part.products) goods.products.set(id, row)
    for (const [id, row] of part.offers) goods.offers.set(id, row)
    for (const [id, row] of part.documents) goods.documents.set(id, row)
  }
  judge.tell()
  await read.value.remove()
  const upload = { ...classifier, ...goods, full, counts, files: read.value.files }
  return { refusal: undefined, upload, oddities }
}

const NOTHING = {
  priceTypes: new Set<string>(),
  warehouses: new Set<string>(),
  groups: new Set<string>(),
}
