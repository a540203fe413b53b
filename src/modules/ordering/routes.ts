import { UNKNOWN } from '../../platform/call.ts'
import { type Db, type Pools, readTenant, readTenantAtOnce } from '../../platform/db.ts'
import { ok, refuse } from '../../platform/result.ts'
import { type Member, serveTenant } from '../../platform/serve.ts'
import { sees } from '../outlets/outlets.ts'
import { placeArrived } from './arrive-late.ts'
import { benefitTold } from './benefit-queries.ts'
import { benefitRoutes } from './benefit-routes.ts'
import { cancelOrder, changeOrder } from './change-order.ts'
import {
  cancelCall,
  changeCall,
  lastBasketCall,
  orderCall,
  ordersCall,
  releaseCall,
} from './contract.ts'
import { draftRoutes } from './draft-routes.ts'
import { handRoutes } from './hand-routes.ts'
import { releaseOrder } from './held-orders.ts'
import { heldCall } from './hold-contract.ts'
import { heldRows, licencesNeeded } from './hold-queries.ts'
import { lateRoutes } from './late-routes.ts'
import { orderCan } from './order-rules.ts'
import { ordersPage } from './orders-page-queries.ts'
import { placeCall } from './place-contract.ts'
import { lastBasketOf, orderEvents, orderLines, orderPage } from './queries.ts'
import { askReturnCall, decideReturnCall, returnableCall, returnsCall } from './return-contract.ts'
import { askReturn, decideReturn, returnable, returns } from './returns.ts'
import { card, quote, shelfAgain } from './shelf.ts'
import { cardCall, quoteCall, shelfCall } from './shelf-contract.ts'
import { shelfMemory } from './shelf-memory.ts'

type Options = { pools: Pools; secret: string; publicUrl: string }

/** The shelf, the cart, placing and keeping orders. */
export const orderingRoutes = ({ pools, ...links }: Options) => {
  const memory = shelfMemory(pools)
  const reading = <T>(member: Member, work: (db: Db) => Promise<T>) =>
    readTenant(pools.app, member.tenant.id, work)
  return {
    ...handRoutes({ pools }),
    ...draftRoutes({ pools, ...links }),
    ...benefitRoutes(pools),
    ...lateRoutes({ pools }),
    shelf: serveTenant(shelfCall, (member, request) =>
      shelfAgain(pools.app, member, request, memory),
    ),
    card: serveTenant(cardCall, (member, request) =>
      reading(member, (db) => card(db, member, request, memory)),
    ),
    quote: serveTenant(quoteCall, (member, request) =>
      reading(member, (db) => quote(db, member, request)),
    ),
    place: serveTenant(placeCall, (member, request) => placeArrived(pools, member, request)),
    change: serveTenant(changeCall, (member, request) => changeOrder(pools.app, member, request)),
    cancel: serveTenant(cancelCall, (member, request) => cancelOrder(pools.app, member, request)),
    release: serveTenant(releaseCall, (member, request) =>
      releaseOrder(pools.app, member, request),
    ),
    list: serveTenant(ordersCall, (member, request) =>
      readTenantAtOnce(pools.app, member.tenant.id, async (db) =>
        ok(await ordersPage(db, member, request)),
      ),
    ),
    get: serveTenant(orderCall, (member, request) =>
      reading(member, (db) => wholeOrder(db, member, request.orderId)),
    ),
    held: serveTenant(heldCall, (member, { limit }) =>
      reading(member, async (db) => ok({ orders: await heldRows(db, member, limit) })),
    ),
    returns: serveTenant(returnsCall, (member, request) =>
      reading(member, (db) => returns(db, member, request)),
    ),
    returnable: serveTenant(returnableCall, (member, { orderId }) =>
      reading(member, (db) => returnable(db, member, orderId)),
    ),
    askReturn: serveTenant(askReturnCall, (member, request) =>
      askReturn(pools.app, member, request),
    ),
    decideReturn: serveTenant(decideReturnCall, (member, request) =>
      decideReturn(pools.app, member, request),
    ),
    lastBasket: serveTenant(lastBasketCall, (member, { outletId }) =>
      reading(member, async (db) => {
        if (!(await sees(db, member, 'order.read', outletId))) return refuse(UNKNOWN)
        const none = { orderId: null, number: null, placedAt: null, totalMinor: 0, lines: [] }
        return ok((await lastBasketOf(db, member.tenant.id, outletId)) ?? none)
      }),
    ),
  }
}

async function wholeOrder(db: Db, member: Member, orderId: string) {
  const distributorId = member.tenant.id
  const order = await orderPage(db, distributorId, orderId)
  if (!order || !(await sees(db, member, 'order.read', order.outletId))) return refuse(UNKNOWN)
  const [lines, events, benefit, licences] = await Promise.all([
    orderLines(db, distributorId, orderId),
    orderEvents(db, distributorId, orderId),
    benefitTold(db, distributorId, orderId),
    order.holdReason === 'licence' ? licencesNeeded(db, distributorId, orderId) : [],
  ])
  return ok({
    ...order,
    can: orderCan(order, order.now, member.rights),
    benefit,
    licences,
    lines: lines.map(({ pictureId, ...line }) => ({
      ...line,
      picture: pictureId ? `/files/${member.tenant.code}/${pictureId}` : null,
    })),
    events: events.map((event) => ({ ...event, what: event.what as Record<string, unknown> })),
  })
}
