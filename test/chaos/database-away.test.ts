import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Databases, openDatabases } from '../../src/databases.ts'
import { readConfig } from '../../src/platform/config.ts'
import { type Server, startServer } from '../../src/server.ts'
import { type Gate, makeGate } from '../gate.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { makeTown, type Town } from '../town.ts'

let database: TestDatabase
let gate: Gate
let databases: Databases
let server: Server
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  gate = await makeGate(database.ownerUrl)
  const log = pino({ level: 'silent' })
  databases = openDatabases(gate.through(database.ownerUrl), database.secret, log)
  const env = { PORT: '0', TANDEM_DEMO: '1', TANDEM_SECRET: database.secret }
  server = await startServer(readConfig(env), databases, log)
})
afterAll(async () => {
  await server.stop()
  await databases.close()
  gate.remove()
  await database.drop()
})

const askCode = () =>
  fetch(`${server.url}/rpc/identity/askCode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tandem-request': '1' },
    body: JSON.stringify({ json: { phone: town.phones[0] } }),
  })

test('while the database is away a call is told to come again, and then it is answered', async () => {
  expect((await askCode()).status).toBe(200)
  gate.shut()
  const away = await askCode()
  expect(away.status).toBe(503)
  expect(away.headers.get('retry-after')).toBe('1')
  expect(await away.json()).toMatchObject({
    json: { code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('спробуйте ще раз') },
  })
  expect((await fetch(`${server.url}/ready`)).status).toBe(503)
  const exchange = await fetch(`${server.url}/exchange/commerceml?type=sale&mode=checkauth`, {
    headers: { authorization: `Basic ${btoa('erp:the secret of the erp')}` },
  })
  expect(exchange.status).toBe(503)
  gate.open()
  expect((await askCode()).status).toBe(200)
  expect((await fetch(`${server.url}/ready`)).status).toBe(200)
})
