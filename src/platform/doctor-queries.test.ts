import { expect, test } from 'vitest'
import { passesSecurity, serverVersion } from './doctor-queries.ts'
import { testDatabase } from './test-database.ts'

test('the doctor tells a role behind row-level security from one that passes by it', async () => {
  const database = await testDatabase()
  try {
    expect(Number.parseInt(await serverVersion(database.ownerUrl), 10)).toBeGreaterThanOrEqual(15)
    expect(await passesSecurity(database.ownerUrl)).toBe(true)
    expect(await passesSecurity(database.appUrl)).toBe(false)
    const stranger = database.appUrl.replace(/:[^:@/]+@/, ':wrong@')
    await expect(passesSecurity(stranger)).rejects.toThrow('password authentication failed')
  } finally {
    await database.drop()
  }
})
