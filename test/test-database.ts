import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { type Databases, openDatabases } from '../src/server.ts'

export type TestDatabase = Databases & { secret: string; drop(): Promise<void> }

/** A database of the test file's own, copied from the migrated one. */
export async function testDatabase(name: string): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'))
  const secret = inject('secret')
  const database = `t_${name.replace(/\W/g, '_')}_${process.pid}`
  const admin = new URL(template)
  admin.pathname = '/postgres'
  await asOwner(admin, async (client) => {
    // Two files at once must not copy the template in the same moment.
    await client.query('select pg_advisory_lock(1)')
    await client.query(`drop database if exists ${database} with (force)`)
    await client.query(`create database ${database} template ${template.pathname.slice(1)}`)
  })
  const own = new URL(template)
  own.pathname = `/${database}`
  const databases = openDatabases(own.toString(), secret, pino({ level: 'silent' }))
  return {
    ...databases,
    secret,
    async drop() {
      await databases.close()
      await asOwner(admin, (client) => client.query(`drop database ${database} with (force)`))
    },
  }
}

async function asOwner(url: URL, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(url.toString())
  await client.connect()
  await work(client)
  await client.end()
}
