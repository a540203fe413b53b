import { UNKNOWN } from '../../platform/call.ts'
import type { Db, Pools, Tx } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { tenantByCode } from '../identity/identity.ts'
import { UNITS } from './commerceml/dictionary.ts'
import { standingOf } from './decision-queries.ts'
import { FEED } from './feed.ts'
import { listsMeant, warehousesMeant } from './feed-queries.ts'
import { PRICE_OF } from './mend-field-rules.ts'
import { dropMends, markMended, type OddityFound, oddityById, putMend } from './mend-queries.ts'
import { type MendTarget, targetOf, valueSaid } from './mend-target-rules.ts'
import { cellTarget } from './table/cell-mend-rules.ts'
import { readingOfRun } from './table/form-queries.ts'
import { fitsField, type Reading } from './table/reading.ts'

type Row = { runId: string; rowNo: number }
type Said = Row & { value: string; listId?: string | undefined }

/** What people choose from when they mend: our lists, our warehouses, the units that are known. */
export async function mendChoices(db: Db, distributorId: string) {
  const of = { distributorId, feed: FEED }
  const [lists, warehouses] = await Promise.all([listsMeant(db, of), warehousesMeant(db, of)])
  return {
    lists: lists.map(({ id, name, currency }) => ({ id, name, currency })),
    warehouses: warehouses.map(({ id, name }) => ({ id, name })),
    units: Object.keys(UNITS),
  }
}

/** Keeps what a person says about an odd row; it holds for every later upload of the feed. */
export async function mendRow(pools: Pools, member: Member, said: Said) {
  const country = (await tenantByCode(pools, member.tenant.code))?.country ?? ''
  return transactAs(pools.app, member, async (tx) => {
    const distributorId = member.tenant.id
    const found = await mendable(tx, distributorId, said)
    if (!found.ok) return found
    const { target, odd, feed, reading } = found.value
    const fits = !reading || fitsField(reading.mapping, target.field, said.value.trim(), country)
    if (!fits) return refuse(NO_FIT)
    const read = readSaid(target, said, await mendChoices(tx, distributorId))
    if (!read.ok) return read
    const { field, value, mended } = read.value
    const row = { code: odd.code, runId: said.runId, rowNo: said.rowNo }
    const mendedBy = member.personName
    const mend = { said: odd.detail, ...target, field, value, mendedBy, row, shown: mended }
    if (!(await putMend(tx, { distributorId, feed }, mend))) return refuse(TOO_MANY)
    return ok({ rows: await mark(tx, { distributorId, ...said }, { target, odd, mended }) })
  })
}

type Choices = Awaited<ReturnType<typeof mendChoices>>
type ReadMend = { field: string; value: string; mended: string }

// As the import reads it, and as people see it in the row.
function readSaid(
  { asks, field }: MendTarget,
  said: Said,
  { lists, warehouses }: Choices,
): Result<ReadMend, typeof NO_FIT> {
  const idsOf = (all: { id: string }[]) => new Set(all.map(({ id }) => id))
  const list = lists.find(({ id }) => id === said.listId)
  if (asks === 'price_of_list' && !list) return refuse(NO_FIT)
  const of = { lists: idsOf(lists), warehouses: idsOf(warehouses) }
  const value = valueSaid(asks, said.value, of)
  if (!value.ok) return value
  const chosen = [...lists, ...warehouses].find(({ id }) => id === value.value)
  const shown = chosen?.name ?? said.value.trim()
  if (asks !== 'price_of_list' || !list) return ok({ field, value: value.value, mended: shown })
  const mended = `${list.name}: ${shown}`
  return ok({ field: `${PRICE_OF}${list.id}`, value: value.value, mended })
}

/** Takes back what was said about an odd row. */
export const dropMend = (pools: Pools, member: Member, row: Row) =>
  transactAs(pools.app, member, async (tx) => {
    const distributorId = member.tenant.id
    const found = await mendable(tx, distributorId, row)
    if (!found.ok) return found
    const { target, odd, feed } = found.value
    const forgottenBy = member.personName
    await dropMends(tx, { distributorId, feed }, { ...target, forgottenBy })
    return ok({ rows: await mark(tx, { distributorId, ...row }, { target, odd, mended: null }) })
  })

const NO_FIT = { code: 'does_not_fit' } as const
const TOO_MANY = { code: 'too_many_mends' } as const
const NOT_MENDABLE = { code: 'not_mendable' } as const

type Target = MendTarget & { said?: string }
type Mendable = { target: Target; odd: OddityFound; feed: string; reading: Reading | null }

/** The decision that mends an odd row of an ERP's files, or of a table as it was read. */
export const targetIn = (
  odd: Omit<OddityFound, 'detail'>,
  reading: Reading | null,
): Target | null => (reading ? cellTarget(odd, reading.mapping) : targetOf(odd))

/** Whether a decision is about the rows of one id alone. */
export const isById = ({ kind }: Pick<MendTarget, 'kind'>) => kind === 'item' || kind === 'word'

async function mendable(
  tx: Tx,
  distributorId: string,
  { runId, rowNo }: Row,
): Promise<Result<Mendable, typeof UNKNOWN | typeof NOT_MENDABLE>> {
  const standing = await standingOf(tx, distributorId, runId)
  const odd = await oddityById(tx, { distributorId, runId, rowNo })
  if (!standing || !odd) return refuse(UNKNOWN)
  const reading = await readingOfRun(tx, distributorId, runId)
  const target = targetIn(odd, reading)
  if (!target || standing.feed === null) return refuse(NOT_MENDABLE)
  return ok({ target, odd, feed: standing.feed, reading })
}

function mark(
  tx: Tx,
  run: { distributorId: string; runId: string },
  { target, odd, mended }: { target: MendTarget; odd: OddityFound; mended: string | null },
): Promise<number> {
  tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.runId })
  return markMended(tx, run, { ...odd, byId: isById(target) }, mended)
}
