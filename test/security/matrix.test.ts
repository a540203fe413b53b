import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'
import { type Call, calls } from './calls.ts'
import { runMatrix } from './matrix.ts'
import { makePlace, type Place, ROLES } from './place.ts'
import { PLANTS, servePlanted } from './planted.ts'
import { samples } from './samples.ts'

let database: TestDatabase
let tandem: Running
let places: [Place, Place]
beforeAll(async () => {
  database = await testDatabase()
  tandem = await startTandem(database)
  const { dataFolder } = tandem.config
  places = [
    await makePlace(database, { code: 'canary-amber', dataFolder }),
    await makePlace(database, { code: 'canary-birch', dataFolder }),
  ]
})
afterAll(async () => {
  await tandem?.stop()
  await database?.drop()
})

const run = (url: string, only: (call: Call) => boolean = () => true, of = samples) =>
  runMatrix({ database, url, places, calls: calls.filter(only), samples: of, byTurns: true })

test('no call, as nobody, as any role, of the own or the other tenant, tells what is another’s', async () => {
  const found = await run(tandem.url)
  expect(found.leaks).toEqual([])
  expect(found.senders).toBe(ROLES.length + 1)
  expect(found.requests).toBeGreaterThan(calls.length * ROLES.length * 4)
}, 900_000)

test('a call that nobody declared a request for is found', async () => {
  const { 'outlets.list': _left, ...declared } = samples
  const found = await run(tandem.url, ({ name }) => name === 'outlets.list', declared)
  expect(found.leaks).toContain('outlets.list is not declared in samples.ts')
})

test('every declared request is of a call that there is', () => {
  expect(Object.keys(samples).filter((name) => !calls.some((call) => call.name === name))).toEqual(
    [],
  )
})

test.each(Object.entries(PLANTS))('a planted handler is found: %s', async (_what, plant) => {
  const tenantIds = places.map(({ town }) => town.tenant.id)
  const server = await servePlanted({ database, tenantIds }, plant)
  const found = await run(server.url, ({ name }) => name === plant.call)
  await server.stop()
  expect(
    found.leaks.some((leak) => plant.found.test(leak)),
    found.leaks.join('\n'),
  ).toBe(true)
})
