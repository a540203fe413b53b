import { UNKNOWN } from '../../platform/call.ts'
import type { Db, Pools, Tx } from '../../platform/db.ts'
import { tellAfterCommit } from '../../platform/facts.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import { type Member, transactAs } from '../../platform/serve.ts'
import { UNITS } from './commerceml/dictionary.ts'
import { standingOf } from './decision-queries.ts'
import { FEED } from './feed.ts'
import { listsMeant, warehousesMeant } from './feed-queries.ts'
import { PRICE_OF } from './mend-field-rules.ts'
import { dropMends, markMended, type OddityFound, oddityById, putMend } from './mend-queries.ts'
import { type MendTarget, targetOf, valueSaid } from './mend-target-rules.ts'

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
export const mendRow = (pools: Pools, member: Member, said: Said) =>
  transactAs(pools.app, member, async (tx) => {
    const distributorId = member.tenant.id
    const found = await mendable(tx, distributorId, said)
    if (!found.ok) return found
    const { target, odd, feed } = found.value
    const read = readSaid(target, said, await mendChoices(tx, distributorId))
    if (!read.ok) return read
    const { field, value, mended } = read.value
    const row = { ...odd, runId: said.runId, rowNo: said.rowNo }
    const mend = { ...target, field, value, mendedBy: member.personName, row, shown: mended }
    if (!(await putMend(tx, { distributorId, feed }, mend))) return refuse(TOO_MANY)
    return ok({ rows: await mark(tx, { distributorId, ...said }, { target, odd, mended }) })
  })

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

type Mendable = { target: MendTarget; odd: OddityFound; feed: string }

async function mendable(
  tx: Tx,
  distributorId: string,
  { runId, rowNo }: Row,
): Promise<Result<Mendable, typeof UNKNOWN | typeof NOT_MENDABLE>> {
  const standing = await standingOf(tx, distributorId, runId)
  const odd = await oddityById(tx, { distributorId, runId, rowNo })
  if (!standing || !odd) return refuse(UNKNOWN)
  const target = targetOf(odd)
  if (!target || standing.feed === null) return refuse(NOT_MENDABLE)
  return ok({ target, odd, feed: standing.feed })
}

function mark(
  tx: Tx,
  run: { distributorId: string; runId: string },
  { target, odd, mended }: { target: MendTarget; odd: OddityFound; mended: string | null },
): Promise<number> {
  tellAfterCommit(tx, run.distributorId, { kind: 'run', id: run.runId })
  return markMended(tx, run, { ...odd, byItem: target.kind === 'item' }, mended)
}
