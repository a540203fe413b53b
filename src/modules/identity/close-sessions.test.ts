import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, startTandem } from '../../../test/running.ts'
import { signInBy } from '../../../test/security/sign-in.ts'
import { type TestDatabase, testDatabase } from '../../../test/test-database.ts'
import { makeTown, type Town } from '../../../test/town.ts'

let database: TestDatabase
let tandem: Running
let town: Town
beforeAll(async () => {
  database = await testDatabase()
  town = await makeTown(database)
  tandem = await startTandem(database)
})
afterAll(async () => {
  await tandem?.stop()
  await database?.drop()
})

const [BUYER, OTHER] = [0, 1]
const signedIn = (person: number) => signInBy(tandem.url, town.phones[person] ?? '')
const ask = (path: string, cookie: string, method = 'GET') =>
  fetch(`${tandem.url}/api${path}`, {
    method,
    headers: { cookie, 'x-tandem-request': '1', 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: '{}' }),
  })
const status = async (cookie: string) => (await ask('/me', cookie)).status

test('whoever closes all his other sessions stays, alone, and every other device is out at once', async () => {
  const [phone, desk, lost] = [await signedIn(BUYER), await signedIn(BUYER), await signedIn(BUYER)]
  const stranger = await signedIn(OTHER)
  const closed = await ask('/me/sessions', phone.cookie, 'DELETE')
  expect([closed.status, await closed.json()]).toEqual([200, { closed: 2 }])
  expect([await status(desk.cookie), await status(lost.cookie)]).toEqual([401, 401])
  expect(await status(phone.cookie)).toBe(200)
  const left = (await (await ask('/me/sessions', phone.cookie)).json()) as {
    sessions: { current: boolean }[]
  }
  expect(left.sessions.map(({ current }) => current)).toEqual([true])
  // Another person's sessions are none of his.
  expect(await status(stranger.cookie)).toBe(200)
  const again = await ask('/me/sessions', phone.cookie, 'DELETE')
  expect(await again.json()).toEqual({ closed: 0 })
})

test('nobody, and a session that was closed, close nothing', async () => {
  const [mine, closed] = [await signedIn(BUYER), await signedIn(BUYER)]
  await ask('/me/session', closed.cookie, 'DELETE')
  expect((await ask('/me/sessions', '', 'DELETE')).status).toBe(401)
  expect((await ask('/me/sessions', closed.cookie, 'DELETE')).status).toBe(401)
  expect(await status(mine.cookie)).toBe(200)
})

test('another site’s page cannot close them', async () => {
  const [mine, other] = [await signedIn(BUYER), await signedIn(BUYER)]
  const forged = await fetch(`${tandem.url}/api/me/sessions`, {
    method: 'DELETE',
    headers: { cookie: mine.cookie, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(forged.status).toBe(403)
  expect(await status(other.cookie)).toBe(200)
})
