import type { AnyContractProcedure } from '@orpc/contract'
import { implement } from '@orpc/server'
import { pino } from 'pino'
import { contract } from '../../src/contracts.ts'
import { categoriesOf } from '../../src/modules/catalogue/queries.ts'
import { updateZone } from '../../src/modules/delivery/queries.ts'
import { queueSummary, waitingOrders } from '../../src/modules/exchange/queries.ts'
import { tenantByCode, whoAsks } from '../../src/modules/identity/identity.ts'
import { orderPage } from '../../src/modules/ordering/queries.ts'
import { outletById } from '../../src/modules/outlets/queries.ts'
import { type Db, readTenant, writeTenant } from '../../src/platform/db.ts'
import { makeHttp } from '../../src/platform/http.ts'
import { makeHub } from '../../src/platform/live.ts'
import { type Asking, failure, memberOf } from '../../src/platform/serve.ts'
import { refusalText, routes } from '../../src/routes.ts'
import type { TestDatabase } from '../test-database.ts'

type Planted = { database: TestDatabase; tenantIds: string[] }
type Request = Record<string, string> & { distributor: string }
/** A handler with a guard taken out, by the call it stands for, and what the matrix says of it. */
type Plant = {
  call: string
  found: RegExp
  handle(planted: Planted, asking: Asking, request: Request): Promise<unknown>
}

const read = <T>({ database }: Planted, id: string, work: (db: Db) => Promise<T>) =>
  readTenant(database.pools.app, id, work)

export const PLANTS: Record<string, Plant> = {
  'it does not ask whether the outlet is seen': {
    call: 'outlets.get',
    found: /outlets\.get as buyer .*outletId shows another’s/,
    async handle(planted, asking, { distributor, outletId = '' }) {
      const { tenant, rights, language } = await memberOf(asking, distributor)
      if (!rights.has('outlet.read')) throw failure('NO_RIGHT', language)
      const outlet = await read(planted, tenant.id, (db) => outletById(db, tenant.id, outletId))
      if (!outlet) throw failure('UNKNOWN', language)
      return { ...outlet, payers: [], buyers: [], agents: [] }
    },
  },
  'it reads an order in whichever tenant has it': {
    call: 'ordering.get',
    found: /ordering\.get as operator .*orderId shows another’s/,
    async handle(planted, asking, { distributor, orderId = '' }) {
      const { language } = await memberOf(asking, distributor)
      for (const id of planted.tenantIds) {
        const order = await read(planted, id, (db) => orderPage(db, id, orderId))
        if (order) return order
      }
      throw failure('UNKNOWN', language)
    },
  },
  'it asks who is a member, but not for the right': {
    call: 'exchange.queue',
    found: /exchange\.queue as buyer .*not NO_RIGHT/,
    async handle(planted, asking, { distributor }) {
      const { tenant } = await memberOf(asking, distributor)
      return read(planted, tenant.id, async (db) => ({
        ...(await queueSummary(db, tenant.id)),
        rows: await waitingOrders(db, tenant.id, 10),
      }))
    },
  },
  'it says “not yours” to a foreign id and “unknown” to an unknown one': {
    call: 'accounts.balances',
    found: /accounts\.balances as buyer .*outletId shows another’s/,
    async handle(planted, asking, { distributor, outletId = '' }) {
      const { language } = await memberOf(asking, distributor)
      for (const id of planted.tenantIds) {
        const outlet = await read(planted, id, (db) => outletById(db, id, outletId))
        if (outlet) throw failure('NO_RIGHT', language)
      }
      throw failure('UNKNOWN', language)
    },
  },
  'it takes the tenant from the path and asks nobody': {
    call: 'catalogue.categories',
    found: /catalogue\.categories as nobody .*canary-/,
    async handle(planted, asking, { distributor }) {
      const tenant = await tenantByCode(planted.database.pools, distributor)
      if (!tenant) throw failure('UNKNOWN', asking.language)
      return read(planted, tenant.id, (db) => categoriesOf(db, tenant.id))
    },
  },
  'it changes a zone in whichever tenant has it': {
    call: 'delivery.changeZone',
    found: /rows of canary-\w+ changed/,
    async handle({ database, tenantIds }, asking, { distributor, zoneId = '' }) {
      const { language } = await memberOf(asking, distributor)
      const zone = { zoneId, weekdays: [1], cutOffDays: 1, cutOffTime: '12:00', lockMinutes: 30 }
      for (const id of tenantIds) {
        await writeTenant(database.pools.app, id, (tx) =>
          updateZone(tx, id, { ...zone, capacityDrops: 5, minimumMinor: 0 }),
        )
      }
      throw failure('UNKNOWN', language)
    },
  },
}

/** A server whose routes are ours but for one planted handler. */
export async function servePlanted(planted: Planted, plant: Plant) {
  const { pools, secret } = planted.database
  const [module = '', name = ''] = plant.call.split('.')
  const calls = contract[module as 'outlets'] as Record<string, AnyContractProcedure>
  const call = calls[name]
  if (!call) throw new Error(`no call ${plant.call}`)
  const handler = implement(call, { initialOutputValidationIndex: Number.NaN })
    .$context<Asking>()
    .handler(({ context, input }) => plant.handle(planted, context, input as Request))
  const folders = { dataFolder: '', exchangeFolder: '' }
  const hub = makeHub()
  const own = { publicUrl: 'http://localhost', allowed: [], tiles: null, folders }
  const router = routes({ pools, secret, demo: true, hub, ...own })
  const app = await makeHttp({
    log: pino({ level: 'silent' }),
    secure: false,
    webFolder: import.meta.dirname,
    router: { ...router, [module]: { ...router[module as 'outlets'], [name]: handler } },
    openapi: async () => ({}),
    who: whoAsks(pools),
    refusalText,
    pictureOrigin: null,
    ready: async () => true,
    measures: async () => '',
    plug: () => undefined,
  })
  return { url: await app.listen({ port: 0 }), stop: () => app.close() }
}
