import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pools, readTenant, type Tx, transact } from '../../platform/db.ts'
import { ok, type Result, refuse } from '../../platform/result.ts'
import type { Asking, Member } from '../../platform/serve.ts'
import { outletPlan, slotTaking } from '../delivery/delivery.ts'
import { readIds, signIds, tenantById } from '../identity/identity.ts'
import { sees } from '../outlets/outlets.ts'
import type { PlaceDraftRefusal, Placed, WantedLine } from './contract.ts'
import type { DraftRefusal } from './draft-contract.ts'
import {
  type Draft,
  draftOf,
  insertDraft,
  lockDraft,
  mainBuyer,
  type NewDraft,
} from './draft-queries.ts'
import { draftState, within } from './draft-rules.ts'
import { channelOf } from './order-rules.ts'
import { placeIn } from './place-order.ts'
import { quote } from './shelf.ts'

export type LinkOptions = { secret: string; publicUrl: string }
type DraftIds = { distributorId: string; draftId: string }

const PURPOSE = 'draft'

/** Where a draft is opened without signing in: whoever has this path may place it. */
export const draftPath = (secret: string, { distributorId, draftId }: DraftIds): string =>
  `/shop/draft/${signIds(secret, PURPOSE, [distributorId, draftId])}`

/** The link that opens a draft without signing in. */
export const draftLink = ({ secret, publicUrl }: LinkOptions, ids: DraftIds): string =>
  `${publicUrl}${draftPath(secret, ids)}`

type Made = { cutOffAt: string; buyerName: string; buyerPhone: string }

/** Makes a ready draft for an outlet's buyer; the same id makes it once. Lines are without hand discounts. */
export async function makeDraft(
  tx: Tx,
  timeZone: string,
  draft: NewDraft,
): Promise<Result<Made, DraftRefusal>> {
  const { distributorId, outletId, draftId } = draft
  const buyer = await mainBuyer(tx, distributorId, outletId)
  if (!buyer) return refuse({ code: 'draft_no_buyer' })
  const told = { buyerName: buyer.name, buyerPhone: buyer.phone }
  const known = await draftOf(tx, distributorId, draftId)
  if (known) return sameAgain(known, draft, told)
  const plan = await outletPlan(tx, { distributorId, timeZone, outletId })
  const slot = plan && slotTaking(plan, draft.deliveryDay)
  if (!slot) return refuse({ code: 'draft_late' })
  const { cutOffAt } = slot
  const forWhom = { forPerson: buyer.personId, forName: buyer.name }
  const made = await insertDraft(tx, { ...draft, cutOffAt, ...forWhom })
  return made ? ok({ cutOffAt, ...told }) : refuse({ code: 'draft_reused' })
}

function sameAgain(known: Draft, draft: NewDraft, told: Omit<Made, 'cutOffAt'>) {
  const same =
    known.outletId === draft.outletId &&
    known.madeBy === draft.madeBy &&
    known.deliveryDay === draft.deliveryDay &&
    within(known.lines, draft.lines) &&
    within(draft.lines, known.lines)
  return same
    ? ok({ cutOffAt: known.cutOffAt, ...told })
    : refuse({ code: 'draft_reused' } as const)
}

type Said = Pick<NewDraft, 'draftId' | 'outletId' | 'deliveryDay' | 'lines' | 'note'> & {
  saidBy: string
  said: string
}

/** Staff turn what the shop said into a draft and get its link. */
export async function draftFor(options: Options, member: Member, said: Said) {
  const { id: distributorId, timeZone } = member.tenant
  const channel = channelOf(member.roles, member.rights.get('order.place_for'))
  const made = await transact(options.pools.app, distributorId, async (tx) => {
    if (!(await sees(tx, member, 'order.place_for', said.outletId))) return refuse(UNKNOWN)
    return makeDraft(tx, timeZone, {
      ...said,
      distributorId,
      lines: said.lines.map(withoutHand),
      preparedBy: channel === 'agent' ? 'agent' : 'operator',
      madeBy: member.personId,
      madeName: member.personName,
    })
  })
  if (!made.ok) return made
  return ok({ ...made.value, link: draftLink(options, { distributorId, draftId: said.draftId }) })
}

type Options = LinkOptions & { pools: Pools }

// Who takes something off by hand answers for it himself: a link does not.
const withoutHand = ({ productId, unitCode, quantityMilli, seenUnitPriceE4 }: WantedLine) => ({
  ...{ productId, unitCode, quantityMilli },
  ...(seenUnitPriceE4 === undefined ? {} : { seenUnitPriceE4 }),
})

/** What the link shows. A link that was not made here opens nothing. */
export async function showDraft({ pools, secret }: Options, asking: Asking, token: string) {
  const ids = idsOf(secret, token)
  if (!ids) return refuse(UNKNOWN)
  return readTenant(pools.app, ids.distributorId, async (db) => {
    const opened = await open(db, asking, ids)
    if (!opened) return refuse(UNKNOWN)
    const { draft, member } = opened
    const state = draftState({ ...draft, placed: draft.placed !== null }, draft.now)
    const { code, name, timeZone } = member.tenant
    const { forPerson: _, forName: _name, withdrawnAt: _at, madeBy: _by, placed, ...shown } = draft
    const head = {
      ...{ ...shown, state, distributor: { code, name, timeZone } },
      currency: member.tenant.currency,
      placed: placed && {
        numbers: placed.orders.map(({ number }) => number),
        totalMinor: placed.totalMinor,
      },
    }
    if (state !== 'open') return ok({ ...head, ...NOTHING })
    const priced = await quote(db, member, draft)
    if (!priced.ok) return priced
    const { lines, totalMinor, approximate, missingMinor, differences } = priced.value
    return ok({ ...head, totalMinor, approximate, missingMinor, differences, lines: bare(lines) })
  })
}

const NOTHING = { lines: [], totalMinor: 0, approximate: false, missingMinor: 0, differences: [] }

type Bare = {
  productId: string
  name: string
  unitCode: string
  quantityMilli: number
  unitPriceE4: number
  totalMinor: number
}

// Whoever holds the link sees what the order costs, not how the price came about.
const bare = (lines: Bare[]): Bare[] =>
  lines.map(({ productId, name, unitCode, quantityMilli, unitPriceE4, totalMinor }) => ({
    ...{ productId, name, unitCode, quantityMilli, unitPriceE4, totalMinor },
  }))

type Press = { token: string; lines: WantedLine[]; onDouble: 'ask' | 'keep' }

/** The shop presses *Place*: one link is one order, whoever presses it and however often. */
export async function placeDraft(
  { pools, secret }: Options,
  asking: Asking,
  { token, lines, onDouble }: Press,
): Promise<Result<Placed, PlaceDraftRefusal>> {
  const ids = idsOf(secret, token)
  if (!ids) return refuse(UNKNOWN)
  return transact(
    pools.app,
    ids.distributorId,
    async (tx): Promise<Result<Placed, PlaceDraftRefusal>> => {
      await lockDraft(tx, ids.distributorId, ids.draftId)
      const opened = await open(tx, asking, ids)
      if (!opened) return refuse(UNKNOWN)
      const { draft, member } = opened
      if (draft.placed) return ok(draft.placed)
      const state = draftState({ ...draft, placed: false }, draft.now)
      if (state !== 'open') return refuse({ code: 'draft_closed', state })
      if (!within(draft.lines, lines)) return refuse({ code: 'draft_closed', state: 'changed' })
      const { outletId, deliveryDay, note, preparedBy } = draft
      const request = {
        ...{ outletId, deliveryDay, note, onDouble, origin: null, checkoutId: ids.draftId },
        lines: lines.map(withoutHand),
        preparedBy: 'buyer' as const,
      }
      const entry = { preparedBy, sessionId: null }
      return placeIn(tx, pools.app, member, request, { entry })
    },
  )
}

function idsOf(secret: string, token: string): DraftIds | null {
  const [distributorId, draftId, ...more] = readIds(secret, PURPOSE, token) ?? []
  return distributorId && draftId && more.length === 0 ? { distributorId, draftId } : null
}

// Who holds the link acts as the buyer it was made for, while he buys for this outlet, and for no more.
async function open(db: Db, asking: Asking, { distributorId, draftId }: DraftIds) {
  const draft = await draftOf(db, distributorId, draftId)
  if (!draft) return null
  const tenant = await tenantById(db, distributorId)
  const rights = new Map([
    ['order.place', 'own'],
    ['catalogue.read', 'own'],
  ] as const)
  const member: Member = {
    ...{ tenant, rights, roles: ['buyer'], personId: draft.forPerson, personName: draft.forName },
    ...{ deviceId: asking.deviceId, sessionId: '', requestId: asking.requestId },
    language: asking.language,
  }
  const buys = await sees(db, member, 'order.place', draft.outletId)
  return buys ? { draft, member } : null
}
