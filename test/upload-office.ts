import { sql } from 'kysely'
import { readTenant } from '../src/platform/db.ts'
import { officeExchange } from './office-exchange.ts'
import { startTandem } from './running.ts'
import { signInBy } from './security/sign-in.ts'
import { testDatabase } from './test-database.ts'
import { makeTown } from './town.ts'

export type UploadOffice = Awaited<ReturnType<typeof openUploadOffice>>

/**
 * A running Tandem with a town whose admin uploads files, and the cookies of those who may not: a
 * buyer and a supervisor of the town, and a stranger, who is admin of another.
 */
export async function openUploadOffice(code: string, more: Record<string, string> = {}) {
  const database = await testDatabase()
  const town = await makeTown(database, { code })
  const other = await makeTown(database, { code: 'others' })
  const tandem = await startTandem(database, more)
  const cookieOf = async (phone = '') => (await signInBy(tandem.url, phone)).cookie
  return {
    database,
    tandem,
    town,
    other,
    office: officeExchange(tandem.url, { cookie: await cookieOf(town.phones[3]), code }),
    buyer: await cookieOf(town.phones[0]),
    supervisor: await cookieOf(town.phones[2]),
    stranger: await cookieOf(other.phones[3]),
    /** What a statement finds in the town. */
    rows: <T>(text: string) =>
      readTenant(
        database.pools.app,
        town.tenant.id,
        async (db) => (await sql.raw<T>(text).execute(db)).rows,
      ),
    async close() {
      await tandem.stop()
      await database.drop()
    },
  }
}
