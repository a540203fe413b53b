import { type placeIn as Place, placeIn } from '../../modules/ordering/ordering.ts'
import { type Pools, transact } from '../../platform/db.ts'
import type { Tenant } from '../../platform/serve.ts'
import { seededId } from '../random.ts'
import { memberAs } from './members.ts'
import { flushWithDay } from './run-queries.ts'
import type { Wish } from './wish-rules.ts'
import type { BasketLine } from './world-queries.ts'

type Request = Parameters<typeof Place>[3]
type Told = { tenant: Tenant; operator: { id: string; name: string } | null; basket: BasketLine[] }

const LINES_MAX = 30

/** Places what a shop wishes by the intake itself, once; false: the intake refused it. */
export async function placeWish(pools: Pools, wish: Wish, told: Told): Promise<boolean> {
  const { shop, deliveryDay, by } = wish
  const { tenant } = told
  const member = memberOf(wish, told)
  if (!member) return false
  const request: Request = {
    ...{ outletId: shop.outletId, deliveryDay, note: '', preparedBy: 'buyer' },
    checkoutId: seededId(1, 'checkout', `${shop.outletId} ${deliveryDay} ${by}`, wish.atMs),
    origin: by === 'buyer' ? null : by === 'agent' ? 'visit' : 'call',
    ...{ onDouble: 'keep', lines: linesOf(told.basket) },
  }
  const entry = { preparedBy: by, sessionId: null }
  const place = (lines: Request['lines']) =>
    transact(pools.app, tenant.id, async (tx) => {
      const flushed = flushWithDay(tx)
      const placed = placeIn(tx, pools.app, member, { ...request, lines }, { entry })
      return (await Promise.all([flushed, placed] as const))[1]
    })
  if (request.lines.length === 0) return false
  const first = await place(request.lines)
  if (first.ok) return true
  const less = mended(request.lines, first.refusal)
  return less.length > 0 && (await place(less)).ok
}

function memberOf({ shop, by }: Wish, { tenant, operator }: Told) {
  const { buyerId, buyerName, agentId, agentName, outletId } = shop
  if (by === 'buyer') return memberAs(tenant, 'buyer', { id: buyerId, name: buyerName }, outletId)
  if (by === 'operator') return operator && memberAs(tenant, 'operator', operator, operator.id)
  if (!agentId) return null
  return memberAs(tenant, 'agent', { id: agentId, name: agentName ?? '' }, agentId)
}

const linesOf = (basket: BasketLine[]): Request['lines'] =>
  basket
    .slice(0, LINES_MAX)
    .map(({ productId, unitCode, quantityMilli }) => ({ productId, unitCode, quantityMilli }))

type Refusal = Extract<Awaited<ReturnType<typeof Place>>, { ok: false }>['refusal']

// A person takes out what is not there, or adds what the minimum lacks, and presses again.
function mended(lines: Request['lines'], refusal: Refusal): Request['lines'] {
  if (refusal.code === 'differences') {
    const named = new Set(refusal.differences.map(({ productId }) => productId))
    return lines.filter(({ productId }) => !named.has(productId))
  }
  if (refusal.code !== 'below_minimum') return []
  const { minimumMinor, missingMinor } = refusal
  const times = Math.ceil(minimumMinor / Math.max(1, minimumMinor - missingMinor)) + 1
  return times > 20
    ? []
    : lines.map((line) => ({ ...line, quantityMilli: line.quantityMilli * times }))
}
