import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { makeGate } from '../../test/gate.ts'
import { listen, type Notice } from './live.ts'
import { testDatabase } from './test-database.ts'

test('while the database is away it is asked once a second; afterwards each notice comes once', async () => {
  const database = await testDatabase()
  const gate = await makeGate(database.appUrl)
  const heard: Notice[][] = []
  const log = pino({ level: 'silent' })
  const listener = await listen(gate.through(database.appUrl), (told) => heard.push(told), log)
  expect(heard).toEqual([[]])
  gate.shut()
  await wait(4_500)
  expect(gate.tries()).toBeGreaterThanOrEqual(1)
  expect(gate.tries()).toBeLessThanOrEqual(5)
  gate.open()
  while (heard.length < 2) await wait(20)
  await wait(1_500)
  const client = new pg.Client(database.appUrl)
  await client.connect()
  await client.query(`select pg_notify('tandem', '[["a","order","b"]]')`)
  await client.end()
  while (heard.length < 3) await wait(20)
  await wait(200)
  expect(heard).toEqual([[], [], [{ distributorId: 'a', kind: 'order', id: 'b' }]])
  await listener.stop()
  gate.remove()
  await database.drop()
})
