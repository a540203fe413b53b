import { pino } from 'pino'
import { type Databases, openDatabases } from '../src/databases.ts'
import { testDatabase as emptyDatabase } from '../src/platform/test-database.ts'

export type TestDatabase = Databases & { secret: string; drop(): Promise<void> }

/** A migrated database of the test file's own, with the pools of the three roles. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await emptyDatabase()
  const databases = openDatabases(database.ownerUrl, database.secret, pino({ level: 'silent' }))
  return {
    ...databases,
    secret: database.secret,
    async drop() {
      await databases.close()
      await database.drop()
    },
  }
}
