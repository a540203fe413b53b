import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'
import { countingStatements } from '../../platform/connection-queries.ts'
import { writeGlobal } from '../../platform/db.ts'
import { type Listener, listen } from '../../platform/live.ts'
import { roleUrl } from '../../platform/migrate.ts'
import { whoAsks, whoMemory } from './identity.ts'
import { insertSession } from './queries.ts'
import { hashOf } from './sign-in.ts'

let database: TestDatabase
let town: Town
let listener: Listener
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  const log = pino({ level: 'silent' })
  const url = roleUrl(database.ownerUrl, 'tandem_app', database.secret)
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  listener = await listen(url, () => undefined, log, [whoMemory(database.pools)])
})
afterAll(async () => {
  await listener.stop()
  await owner.end()
  await database.drop()
})

async function signedIn(tenantCode = town.tenant.code) {
  const token = randomBytes(32).toString('base64url')
  const device = { deviceId: randomUUID(), userAgent: '' }
  const { personId } = town.buyer
  const session = { id: randomUUID(), tokenHash: hashOf(token), personId, ...device }
  await writeGlobal(database.pools.identity, (tx) => insertSession(tx, session))
  const caller = { token, deviceId: device.deviceId, language: 'uk' as const, requestId: 'r' }
  const ask = () => countingStatements(() => whoAsks(database.pools).member(caller, tenantCode))
  return { id: session.id, ask }
}

test('who asks again within seconds costs no statement', async () => {
  const { ask } = await signedIn()
  expect((await ask()).statements).toBe(1)
  const again = await ask()
  expect(again.statements).toBe(0)
  expect(again.value).toMatchObject({ personId: town.buyer.personId })
})

test('a session revoked by any other program is gone as soon as that is committed', async () => {
  const { id, ask } = await signedIn()
  await ask()
  await owner.query(`update identity.session set revoked_at = now() where id = '${id}'`)
  await wait(100)
  expect((await ask()).value).toBe('signed_out')
})

test('a right taken away is gone as soon as that is committed; using a session forgets nobody', async () => {
  const { id, ask } = await signedIn()
  await ask()
  await owner.query(`update identity.session set seen_at = now() where id = '${id}'`)
  await wait(100)
  expect((await ask()).statements).toBe(0)
  await owner.query(`delete from identity.role_right where right_code = 'order.place'`)
  await wait(100)
  const { value } = await ask()
  expect(value).toMatchObject({ personId: town.buyer.personId })
  expect((value as { rights: Map<string, string> }).rights.has('order.place')).toBe(false)
})

test('who is no member is not remembered', async () => {
  const { ask } = await signedIn('made-up')
  expect(await ask()).toEqual({ value: null, statements: 1 })
  expect(await ask()).toEqual({ value: null, statements: 1 })
})
