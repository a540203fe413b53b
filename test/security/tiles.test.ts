import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTandem } from '../running.ts'
import { type TestDatabase, testDatabase } from '../test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.drop())

async function policyOf(env: Record<string, string>): Promise<string[]> {
  const tandem = await startTandem(database, env)
  try {
    const reply = await fetch(`${tandem.url}/health`)
    return (reply.headers.get('content-security-policy') ?? '').split('; ')
  } finally {
    await tandem.stop()
  }
}

test('pages load nothing from elsewhere; map pictures of one’s own choice open that door alone', async () => {
  const strict = await policyOf({})
  expect(strict).toContain("default-src 'self'")
  expect(strict).toContain("img-src 'self' data: blob:")
  const url = 'https://tiles.example.com/osm/{z}/{x}/{y}.png'
  const wider = await policyOf({ TANDEM_TILES_URL: url })
  expect(wider.filter((rule) => !strict.includes(rule))).toEqual([
    "img-src 'self' data: blob: https://tiles.example.com",
  ])
})
