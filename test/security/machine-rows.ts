import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { insertRows } from '../../src/demo/load-queries.ts'
import { writeGlobal, writeTenant } from '../../src/platform/db.ts'
import type { TestDatabase } from '../test-database.ts'
import type { Town } from '../town.ts'

const at = '2026-01-01T00:00:00Z'

/** What programmes of a place come by. */
export type Machines = {
  newApiKey(): Promise<string>
  /** A feed of an ERP with a key of its own. */
  newFeed(): Promise<{ feed: string; key: string }>
  newWebhook(): Promise<{ webhook: string; delivery: string }>
}

export const machinesOf = (database: TestDatabase, town: Town): Machines => ({
  newApiKey: () => makeApiKey(database, town),
  newFeed: () => makeFeed(database, town),
  newWebhook: () => makeWebhook(database, town),
})

/** One of each. */
export const newOfMachines = async (fresh: Machines) => ({
  apiKey: await fresh.newApiKey(),
  ...(await fresh.newFeed()),
  ...(await fresh.newWebhook()),
})

/** A feed that nobody waits for, and a key of it. */
async function makeFeed(database: TestDatabase, { tenant }: Town) {
  const [feed, key] = [uuidv7(), uuidv7()]
  const of = { distributor_id: tenant.id }
  await writeTenant(database.pools.app, tenant.id, (tx) =>
    insertRows(tx, 'exchange.feed', [
      { ...of, id: feed, name: tenant.code, kind: 'erp', tolerance_minutes: 30 },
    ]),
  )
  const login = `${tenant.code}-${key}`
  await writeGlobal(database.pools.identity, (tx) =>
    insertRows(tx, 'identity.machine_key', [
      { ...of, id: key, kind: 'exchange', login, secret_hash: '', feed_id: feed, created_at: at },
    ]),
  )
  return { feed, key }
}

/** A session of an ERP with one request. */
export async function makeSession(database: TestDatabase, { tenant }: Town): Promise<string> {
  const session = uuidv7()
  const of = { distributor_id: tenant.id }
  const counted = { requests: 1, failures: 0, bytes: 1 }
  const said = { type: 'catalog', mode: 'init', file: '', bytes: 1, status: 200, ms: 1 }
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    await insertRows(tx, 'exchange.session', [
      { ...of, id: session, login: tenant.code, ...counted, opened_at: at, heard_at: at },
    ])
    await insertRows(tx, 'exchange.request', [
      { ...of, session_id: session, request_no: 1, ...said, answer: tenant.code, at },
    ])
  })
  return session
}

/** A webhook that hears of nothing, with a message that was taken. */
async function makeWebhook(database: TestDatabase, { tenant, ids }: Town) {
  const [webhook, delivery] = [uuidv7(), uuidv7()]
  const of = { distributor_id: tenant.id }
  await writeTenant(database.pools.app, tenant.id, async (tx) => {
    const url = 'https://127.0.0.1:1/'
    const made = { name: tenant.code, url, events: '{}', made_by: ids.adminPerson, made_at: at }
    await insertRows(tx, 'exchange.webhook', [{ ...of, id: webhook, ...made }])
    const told = { event: 'test', body: '{}', status: 'delivered', tries: 1, made_at: at }
    await insertRows(tx, 'exchange.webhook_delivery', [
      { ...of, id: delivery, webhook_id: webhook, ...told },
    ])
  })
  return { webhook, delivery }
}

/** A key for the REST API that reads the catalogue. */
async function makeApiKey(database: TestDatabase, { tenant, ids }: Town): Promise<string> {
  const id = uuidv7()
  const of = { distributor_id: tenant.id }
  const made = {
    name: tenant.code,
    token_hash: `\\x${randomBytes(32).toString('hex')}`,
    made_by: ids.adminPerson,
  }
  await writeGlobal(database.pools.identity, async (tx) => {
    await insertRows(tx, 'identity.api_key', [{ ...of, id, ...made, made_at: at }])
    await insertRows(tx, 'identity.api_key_right', [
      { ...of, key_id: id, right_code: 'catalogue.read' },
    ])
  })
  return id
}
