import type { Right, Scope } from '../../platform/call.ts'
import type { Channel, Status } from './contract.ts'
import type { CartContract, Desk, DeskContract } from './desk-queries.ts'
import type { ComposedLine } from './line-rules.ts'
import { mayReturn } from './return-rules.ts'

export type Sums = {
  netMinor: number
  vatMinor: number
  totalMinor: number
  approximate: boolean
}

/** A document's sums are the sums of its lines. */
export const sumsOf = (lines: ComposedLine[]): Sums => ({
  netMinor: lines.reduce((sum, line) => sum + line.netMinor, 0),
  vatMinor: lines.reduce((sum, line) => sum + line.vatMinor, 0),
  totalMinor: lines.reduce((sum, line) => sum + line.totalMinor, 0),
  approximate: lines.some((line) => line.approximate),
})

/** Lines that leave on one contract from one warehouse: one order of the ERP. */
export type OrderPart = { contract: CartContract; warehouseId: string; lines: ComposedLine[] }

/** Splits a checkout's lines into orders; a line that no contract covers is left out and named. */
export function splitOrders(lines: ComposedLine[]): {
  parts: OrderPart[]
  uncovered: ComposedLine[]
} {
  const parts = new Map<string, OrderPart>()
  const uncovered: ComposedLine[] = []
  for (const line of lines) {
    const { contract, warehouseId } = line
    if (!contract || !warehouseId) {
      uncovered.push(line)
      continue
    }
    const key = `${contract.sellingEntityId} ${contract.contractId} ${warehouseId}`
    const part = parts.get(key) ?? { contract, warehouseId, lines: [] }
    part.lines.push(line)
    parts.set(key, part)
  }
  return { parts: [...parts.values()], uncovered }
}

/** How much is missing to the minimum: of the drop over all its orders, or of the contract. */
export function missingToMinimum(
  lines: ComposedLine[],
  zoneMinimumMinor: number,
  alreadyMinor: number,
): { minimumMinor: number; missingMinor: number } {
  const contracts = new Map(lines.flatMap((l) => (l.contract ? [[l.contract.contractId, l]] : [])))
  const ofContracts = [...contracts.values()].map((l) => l.contract?.minimumMinor ?? 0)
  const minimumMinor = Math.max(zoneMinimumMinor, ...ofContracts, 0)
  const { totalMinor } = sumsOf(lines)
  return {
    minimumMinor,
    missingMinor: Math.max(0, minimumMinor - alreadyMinor - totalMinor),
  }
}

/**
 * Credit left on the contracts that a cart would go to, and how sure that is. Of a balance in doubt
 * only what we released ourselves counts, as when the order is placed.
 */
export function creditOf(desk: Desk, lines: ComposedLine[]) {
  const ids = new Set(lines.map((line) => line.contract?.contractId))
  const used = desk.contracts.filter((c) => ids.has(c.contractId) && c.paymentForm !== 'prepaid')
  const limited = used.filter((c) => c.limitMinor !== null)
  const owed = (c: DeskContract) => (c.doubtful ? 0 : Math.max(0, c.debtMinor) + c.shippedMinor)
  const left = (c: DeskContract) => (c.limitMinor ?? 0) - owed(c) - c.releasedMinor
  return {
    leftMinor: limited.length > 0 ? Math.max(0, Math.min(...limited.map(left))) : null,
    overdueMinor: used.reduce((sum, c) => sum + (c.doubtful ? 0 : c.overdueMinor), 0),
    asAt: used.flatMap((c) => c.asAt ?? []).sort()[0] ?? null,
    doubtful: used.some((c) => c.doubtful && c.asAt !== null),
  }
}

/** The channel is a fact of who enters the order, never of what the client says. */
export function channelOf(roles: string[], scope: Scope | undefined): Channel {
  if (scope === 'own') return 'portal'
  if (roles.includes('agent') || roles.includes('supervisor')) return 'agent'
  if (roles.includes('operator')) return 'phone'
  return 'office'
}

/** Who put an order together, for a channel: the buyer himself, or the staff who typed it. */
export function preparedBy(channel: Channel, said: 'buyer' | 'suggestion') {
  if (channel === 'portal') return said
  return channel === 'agent' ? 'agent' : 'operator'
}

/** States that a buyer or staff may still change or cancel. */
export const CHANGEABLE: readonly Status[] = ['placed', 'confirmed', 'on_hold']

/** Until when an order may be changed: one that came after its cut-off until picking starts. */
export const changeableUntil = (order: {
  late: string | null
  cutOffAt: string
  lockAt: string
}) => (order.late ? order.lockAt : order.cutOffAt)

/** What somebody may do with an order now. */
export function orderCan(
  order: { status: Status; late: string | null; cutOffAt: string; lockAt: string },
  now: string,
  rights: ReadonlyMap<Right, Scope>,
) {
  const open = Date.parse(now) < Date.parse(changeableUntil(order))
  const changeable = CHANGEABLE.includes(order.status) && open && rights.has('order.change')
  return {
    change: changeable,
    cancel: changeable,
    release: order.status === 'on_hold' && rights.has('order.release'),
    return: mayReturn(order.status) && rights.has('order.place'),
  }
}

const NEXT: Record<Status, readonly Status[]> = {
  draft: ['placed', 'cancelled'],
  placed: [
    'confirmed',
    'picking',
    'shipped',
    'delivered',
    'partly_delivered',
    'on_hold',
    'cancelled',
    'rejected',
  ],
  on_hold: [
    'placed',
    'confirmed',
    'picking',
    'shipped',
    'delivered',
    'partly_delivered',
    'cancelled',
    'rejected',
  ],
  confirmed: ['picking', 'shipped', 'delivered', 'partly_delivered', 'cancelled', 'rejected'],
  picking: ['shipped', 'delivered', 'partly_delivered', 'cancelled', 'rejected'],
  shipped: ['delivered', 'partly_delivered', 'returned'],
  delivered: ['returned', 'partly_delivered'],
  partly_delivered: ['returned', 'delivered'],
  cancelled: [],
  rejected: [],
  returned: [],
}

/** Whether an order's life may go from one state to another; an ERP may skip steps, never go back. */
export const mayBecome = (from: Status, to: Status): boolean => NEXT[from].includes(to)

const UNDER_WAY: readonly Status[] = ['shipped', 'delivered', 'partly_delivered', 'returned']

/** Whether an order has left the warehouse: what came of it can be told. */
export const isUnderWay = (status: Status): boolean => UNDER_WAY.includes(status)
