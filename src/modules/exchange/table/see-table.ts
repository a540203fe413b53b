import { UNKNOWN } from '../../../platform/call.ts'
import { type Pools, readTenant } from '../../../platform/db.ts'
import { ok, refuse } from '../../../platform/result.ts'
import type { Member } from '../../../platform/serve.ts'
import { tenantByCode } from '../../identity/identity.ts'
import { standingOf } from '../decision-queries.ts'
import { awaitedOf } from '../decision-rules.ts'
import { TABLES } from '../feed.ts'
import { placesOf } from '../kept-uploads.ts'
import { mendedOf } from '../mend-queries.ts'
import { cellTarget } from './cell-mend-rules.ts'
import {
  findingsPage,
  keptForms,
  keptTable,
  knownCodes,
  newestForm,
  tableRunById,
} from './form-queries.ts'
import { needsOf, type TableForm } from './form-rules.ts'
import { FIELDS } from './kinds.ts'
import type { Kind } from './mapping.ts'
import { columnsOf, guessForm, headerIn, likelierKind, openRows, signatureOf } from './open-form.ts'
import { readingKept } from './reading.ts'

type Means = { pools: Pools; exchangeFolder: string }
type Asked = { uploadId: string; kind?: Kind | undefined; header?: number | undefined }

const PURGED = { code: 'purged', line: 0, detail: '' } as const
const FIRST_ROWS = 8
const USUAL: Kind = 'products'

/** A table that was sent: its first rows, and how its columns are meant as far as that is known. */
export async function seeTable({ pools, exchangeFolder }: Means, member: Member, asked: Asked) {
  const distributorId = member.tenant.id
  const { uploadId } = asked
  const kept = await readTenant(pools.app, distributorId, async (db) => {
    const file = await keptTable(db, distributorId, uploadId, TABLES)
    const seen = file && (await newestForm(db, distributorId, uploadId))
    return file && { file, seen, known: await knownCodes(db, distributorId) }
  })
  if (!kept) return refuse(UNKNOWN)
  const { file, seen, known } = kept
  const upload = { distributorId, id: uploadId, feed: TABLES }
  const [place] = (await placesOf(pools, exchangeFolder, upload)) ?? []
  const opened = place ? await openRows(place) : refuse(PURGED)
  const rows = opened.ok ? opened.value : []
  const kind = asked.kind ?? seen?.form.kind ?? USUAL
  const forms = await readTenant(pools.app, distributorId, (db) =>
    keptForms(db, distributorId, kind),
  )
  const country = (await tenantByCode(pools, member.tenant.code))?.country ?? ''
  const guessing = { kind, rows, country, header: asked.header, list: known.list }
  const meant = formOf(guessing, seen?.form ?? null, forms)
  return ok({
    ...{ name: file.name, refused: opened.ok ? null : opened.refusal, ...meant },
    likelier: meant.from === 'guess' ? likelierKind(meant.form, rows, country) : null,
    runId: seen?.runId ?? null,
    fields: Object.entries(FIELDS[kind]).map(([name, { many }]) => ({ name, many: many === true })),
    needs: needsOf(kind, FIELDS[kind]),
    columns: columnsOf(rows, meant.form.header).map(({ name }) => name),
    rows: rows.slice(meant.form.header, meant.form.header + FIRST_ROWS),
    known,
  })
}

type Guessing = {
  kind: Kind
  rows: string[][]
  country: string
  header: number | undefined
  list: string[]
}
type Kept = Awaited<ReturnType<typeof keptForms>>

// As its newest run read it, as such headers were read before, or as it seems; once somebody says
// where the headers are, only as it seems.
function formOf(
  { list, ...guessing }: Guessing,
  seen: TableForm | null,
  kept: Kept,
): { form: TableForm; from: 'run' | 'memory' | 'guess'; keptBy: string | null } {
  const { kind, rows, header } = guessing
  const isFree = header === undefined
  if (isFree && seen?.kind === kind) return { form: seen, from: 'run', keptBy: null }
  const known = isFree ? rememberedIn(kept, rows) : undefined
  if (known) return { form: known.form, from: 'memory', keptBy: known.keptBy }
  const { score: _, ...guess } = guessForm({ ...guessing, header: header ?? headerIn(kind, rows) })
  return { form: withOnlyList(guess, list), from: 'guess', keptBy: null }
}

// Prices of a table that names no list are of the only one there is.
function withOnlyList(form: TableForm, [list, ...more]: string[]): TableForm {
  const isNamed = 'list' in form.columns || !('price' in form.columns)
  if (form.kind !== 'prices' || isNamed || !list || more.length > 0) return form
  return { ...form, constants: { list } }
}

// A form names the row of its headers: they must be the same there.
const rememberedIn = (kept: Kept, rows: string[][]) =>
  kept.find(({ form, signature }) => signatureOf(columnsOf(rows, form.header)) === signature)

type AskedRun = { runId: string; after: number; done?: string | undefined; limit: number }

/** A run of a table, with a page of what it found. */
export async function seeTableRun({ pools }: Means, member: Member, asked: AskedRun) {
  const distributorId = member.tenant.id
  return readTenant(pools.app, distributorId, async (db) => {
    const run = await tableRunById(db, distributorId, asked.runId)
    if (!run) return refuse(UNKNOWN)
    const standing = await standingOf(db, distributorId, asked.runId)
    const found = await findingsPage(db, { ...asked, distributorId, done: asked.done ?? null })
    const reading = readingKept({ form: run.form, mapping: null })
    const rows = found.map(({ subject, ...row }) => ({
      ...row,
      asks: (reading && cellTarget({ ...row, subject }, reading.mapping)?.asks) ?? null,
    }))
    const mended = await mendedOf(db, distributorId, asked.runId)
    const replayable = standing?.kept === true && run.status !== 'running'
    const awaits = standing && awaitedOf(standing)
    const next = rows.length === asked.limit ? (rows.at(-1)?.rowNo ?? null) : null
    return ok({ ...run, awaits, mended, replayable, rows, next })
  })
}
